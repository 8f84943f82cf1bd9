/** What is wrong in a village's own spreadsheet: what and why (`problem_`), how to mend it (`mend_`). */
import { words } from './message';

export const sheetProblems = words({
  problem_id_damaged: {
    zh: '身份证号“{value}”被表格当成数字，最后几位已丢失',
    ko: '신분증번호 “{value}”가 수자로 저장되여 마지막 몇자리가 없어졌습니다',
    en: 'The ID number “{value}” was stored as a number and has lost its last digits',
  },
  mend_id_damaged: {
    zh: '把这一格设成“文本”格式，对照证件重新输入全部 18 位',
    ko: '이 칸을 “텍스트” 형식으로 고치고 신분증을 보며 18자리를 다시 입력하십시오',
    en: 'Format the cell as text and type all 18 characters again from the card',
  },
  problem_id_check_digit: {
    zh: '身份证号“{value}”校验不对，至少有一位写错了',
    ko: '신분증번호 “{value}”의 검사수자가 맞지 않습니다. 적어도 한 글자가 틀렸습니다',
    en: 'The check digit of the ID number “{value}” does not fit; at least one character is wrong',
  },
  mend_id_check_digit: {
    zh: '对照证件逐位核对',
    ko: '신분증과 한자리씩 대조하십시오',
    en: 'Compare it with the card, character by character',
  },
  problem_id_length: {
    zh: '身份证号“{value}”是 {digits} 位，应为 18 位',
    ko: '신분증번호 “{value}”는 {digits}자리입니다. 18자리여야 합니다',
    en: 'The ID number “{value}” has {digits} characters, not 18',
  },
  mend_id_length: {
    zh: '对照证件补上漏掉的或删去多写的',
    ko: '신분증을 보고 빠진것을 채우거나 더 쓴것을 지우십시오',
    en: 'Add what is missing or remove what is too much, from the card',
  },
  problem_id_letter: {
    zh: '身份证号“{value}”里有“{letter}”，那里应是数字',
    ko: '신분증번호 “{value}”에 “{letter}”가 있습니다. 그 자리는 수자여야 합니다',
    en: 'The ID number “{value}” has “{letter}” where a digit belongs',
  },
  mend_id_letter: {
    zh: '把字母改成数字（字母 O 应为 0）；只有最后一位可以是 X',
    ko: '글자를 수자로 고치십시오(O는 0). 마지막 자리만 X가 될수 있습니다',
    en: 'Put the digit in its place (O is 0); only the last character may be X',
  },
  problem_id_birth_date: {
    zh: '身份证号“{value}”里的出生日期 {date} 不存在',
    ko: '신분증번호 “{value}”의 출생날자 {date}는 있을수 없습니다',
    en: 'The birth date {date} in the ID number “{value}” cannot be',
  },
  mend_id_birth_date: {
    zh: '对照证件核对第 7 至 14 位',
    ko: '신분증을 보고 7번째부터 14번째 자리를 대조하십시오',
    en: 'Compare characters 7 to 14 with the card',
  },
  problem_id_unreadable: {
    zh: '“{value}”不是一个证件号码',
    ko: '“{value}”는 증건번호가 아닙니다',
    en: '“{value}” is not the number of anybody’s papers',
  },
  mend_id_unreadable: {
    zh: '写一个完整的证件号码，没有就空着',
    ko: '완전한 증건번호를 쓰거나 비워두십시오',
    en: 'Write one whole number, or leave the cell empty',
  },
  problem_id_duplicate: {
    zh: '身份证号“{value}”在 {first}（{name}）已经有了',
    ko: '신분증번호 “{value}”는 {first}({name})에 이미 있습니다',
    en: 'The ID number “{value}” already stands at {first} ({name})',
  },
  mend_id_duplicate: {
    zh: '核对两处是谁的号码；同一个人写了两次就删去一行',
    ko: '누구의 번호인지 대조하십시오. 같은 사람이면 한 행을 지우십시오',
    en: 'See whose number it is; if it is one person twice, delete one row',
  },
  problem_sex_contradicts_id: {
    zh: '性别写的是“{value}”，与身份证号不符',
    ko: '성별 “{value}”가 신분증번호와 맞지 않습니다',
    en: 'The sex “{value}” does not agree with the ID number',
  },
  mend_sex_contradicts_id: {
    zh: '核对性别和身份证号，改正写错的一个',
    ko: '성별과 신분증번호를 대조하여 틀린것을 고치십시오',
    en: 'Compare the two and correct the one that is wrong',
  },
  problem_birth_contradicts_id: {
    zh: '出生日期“{value}”与身份证号里的 {stated} 不符',
    ko: '출생날자 “{value}”가 신분증번호의 {stated}와 맞지 않습니다',
    en: 'The birth date “{value}” does not agree with {stated} in the ID number',
  },
  mend_birth_contradicts_id: {
    zh: '核对出生日期和身份证号，改正写错的一个',
    ko: '출생날자와 신분증번호를 대조하여 틀린것을 고치십시오',
    en: 'Compare the two and correct the one that is wrong',
  },
  problem_age_contradicts_id: {
    zh: '年龄“{value}”与身份证号（{stated} 岁）不符',
    ko: '나이 “{value}”가 신분증번호({stated}세)와 맞지 않습니다',
    en: 'The age “{value}” does not agree with the ID number ({stated})',
  },
  mend_age_contradicts_id: {
    zh: '核对年龄和身份证号，改正写错的一个',
    ko: '나이와 신분증번호를 대조하여 틀린것을 고치십시오',
    en: 'Compare the two and correct the one that is wrong',
  },
  problem_ages_of_another_year: {
    zh: '有 {count} 人的年龄按 {day} 算对不上，这一列可能是别的年份填的',
    ko: '{day} 기준으로 {count}명의 나이가 맞지 않습니다. 다른 해에 쓴 렬일수 있습니다',
    en: 'The ages of {count} people do not fit {day}; this column may be of another year',
  },
  mend_ages_of_another_year: {
    zh: '不用改，年龄按身份证号计算',
    ko: '고칠 필요 없습니다. 나이는 신분증번호로 계산합니다',
    en: 'Nothing to mend: ages are reckoned from the ID numbers',
  },
  problem_sex_unreadable: {
    zh: '性别“{value}”看不懂',
    ko: '성별 “{value}”를 알수 없습니다',
    en: 'The sex “{value}” is not understood',
  },
  mend_sex_unreadable: {
    zh: '写“男”或“女”',
    ko: '“남” 또는 “녀”라고 쓰십시오',
    en: 'Write male or female',
  },
  problem_phone_impossible: {
    zh: '“{value}”不可能是电话号码',
    ko: '“{value}”는 전화번호가 될수 없습니다',
    en: '“{value}” cannot be a phone number',
  },
  mend_phone_impossible: {
    zh: '核对号码：手机 11 位，座机带区号',
    ko: '번호를 대조하십시오. 손전화는 11자리, 유선전화는 지역번호와 함께',
    en: 'Check the number: a mobile has 11 digits, a landline its area code',
  },
  problem_date_unreadable: {
    zh: '日期“{value}”看不懂',
    ko: '날자 “{value}”를 알수 없습니다',
    en: 'The date “{value}” is not understood',
  },
  mend_date_unreadable: {
    zh: '写成 2020-1-5 这样，年月日齐全',
    ko: '2020-1-5처럼 년월일을 다 쓰십시오',
    en: 'Write it as 2020-1-5, with year, month and day',
  },
  problem_date_impossible: {
    zh: '日历上没有“{value}”这一天',
    ko: '달력에 “{value}”라는 날이 없습니다',
    en: 'There is no day “{value}” in the calendar',
  },
  mend_date_impossible: {
    zh: '核对月和日',
    ko: '월과 일을 대조하십시오',
    en: 'Check month and day',
  },
  problem_date_lunar: {
    zh: '“{value}”是农历，没有换算',
    ko: '“{value}”는 음력이여서 바꾸지 않았습니다',
    en: '“{value}” is a day of the lunar calendar and was not converted',
  },
  mend_date_lunar: {
    zh: '写公历日期',
    ko: '양력날자를 쓰십시오',
    en: 'Write the day of the common calendar',
  },
  problem_age_unreadable: {
    zh: '年龄“{value}”看不懂',
    ko: '나이 “{value}”를 알수 없습니다',
    en: 'The age “{value}” is not understood',
  },
  mend_age_unreadable: {
    zh: '写周岁数字',
    ko: '나이를 수자로 쓰십시오',
    en: 'Write the years as a figure',
  },
  problem_number_became_day: {
    zh: '号码被表格变成了日期“{value}”，原来写的是什么已看不出来',
    ko: '번호가 표에서 날자 “{value}”로 바뀌여 원래 무엇이였는지 알수 없습니다',
    en: 'The spreadsheet turned this number into the day “{value}”; what was written cannot be told',
  },
  mend_number_became_day: {
    zh: '把这一格设成“文本”格式，重新输入号码（如 1-2）',
    ko: '이 칸을 “텍스트” 형식으로 고치고 번호(례: 1-2)를 다시 입력하십시오',
    en: 'Format the cell as text and type the number (such as 1-2) again',
  },
  problem_count_unreadable: {
    zh: '人数或户数“{value}”看不懂',
    ko: '인원수나 세대수 “{value}”를 알수 없습니다',
    en: 'The count “{value}” is not understood',
  },
  mend_count_unreadable: { zh: '只写数字', ko: '수자만 쓰십시오', en: 'Write a figure only' },
  problem_count_too_small: {
    zh: '写的是 {value} 口人，表里却有 {listed} 人',
    ko: '{value}명이라고 썼는데 표에는 {listed}명이 있습니다',
    en: 'It says {value} people, yet {listed} are listed',
  },
  mend_count_too_small: {
    zh: '改正人口数，或核对是不是两户写在了一起',
    ko: '인원수를 고치거나 두 세대가 섞이지 않았는지 보십시오',
    en: 'Correct the count, or see whether two households run together',
  },
  problem_temperature_impossible: {
    zh: '体温“{value}”不可能',
    ko: '체온 “{value}”는 있을수 없습니다',
    en: 'A temperature of “{value}” cannot be',
  },
  mend_temperature_impossible: {
    zh: '写成 36.5 这样',
    ko: '36.5처럼 쓰십시오',
    en: 'Write it as 36.5',
  },
  problem_answer_unreadable: {
    zh: '“{value}”既不是“是”也不是“否”',
    ko: '“{value}”는 “예”도 “아니”도 아닙니다',
    en: '“{value}” is neither yes nor no',
  },
  mend_answer_unreadable: {
    zh: '写“是”或“否”，不知道就空着',
    ko: '“예”나 “아니”라고 쓰고 모르면 비워두십시오',
    en: 'Write yes or no; leave it empty if not known',
  },
  problem_name_missing: {
    zh: '这一行有内容，但没有姓名',
    ko: '이 행에 내용이 있으나 이름이 없습니다',
    en: 'This row says something but has no name',
  },
  mend_name_missing: {
    zh: '补上姓名，或删去这一行',
    ko: '이름을 쓰거나 이 행을 지우십시오',
    en: 'Write the name, or delete the row',
  },
  problem_name_unreadable: {
    zh: '“{value}”不是姓名',
    ko: '“{value}”는 이름이 아닙니다',
    en: '“{value}” is not a name',
  },
  mend_name_unreadable: {
    zh: '写上这个人的姓名',
    ko: '이 사람의 이름을 쓰십시오',
    en: 'Write the person’s name',
  },
  problem_names_in_one_cell: {
    zh: '“{value}”在一格里写了几个人',
    ko: '“{value}”는 한 칸에 여러 사람을 썼습니다',
    en: '“{value}” puts several people in one cell',
  },
  mend_names_in_one_cell: {
    zh: '一人一行',
    ko: '한 사람을 한 행에 쓰십시오',
    en: 'Give each person a row',
  },
  problem_household_unclear: {
    zh: '写的是“{value}”，但看不出是哪一户的',
    ko: '“{value}”라고 썼으나 어느 세대인지 알수 없습니다',
    en: 'It says “{value}”, yet not of which household',
  },
  mend_household_unclear: {
    zh: '在户主一栏写上户主姓名，或把这一行移到户主下面',
    ko: '세대주칸에 세대주 이름을 쓰거나 이 행을 세대주 아래로 옮기십시오',
    en: 'Write the householder’s name, or move the row below the householder’s',
  },
  problem_householder_twice: {
    zh: '这一户已有户主 {first}，“{value}”又写成户主',
    ko: '이 세대에는 이미 세대주 {first}가 있는데 “{value}”도 세대주로 썼습니다',
    en: 'This household already has {first} as householder; “{value}” is a second one',
  },
  mend_householder_twice: {
    zh: '改正关系，或给第二户另一个户号',
    ko: '관계를 고치거나 둘째 세대에 다른 호번호를 주십시오',
    en: 'Correct the relation, or give the second household its own number',
  },
  problem_householder_differs: {
    zh: '户号 {number} 的户主前面写的是 {first}，这里是“{value}”',
    ko: '호번호 {number}의 세대주를 앞에서는 {first}, 여기서는 “{value}”라고 썼습니다',
    en: 'Household {number} had {first} as householder above, here “{value}”',
  },
  mend_householder_differs: {
    zh: '核对户号和户主',
    ko: '호번호와 세대주를 대조하십시오',
    en: 'Check the household number and the householder',
  },
  problem_cell_error: {
    zh: '这一格是错误值“{value}”',
    ko: '이 칸은 오유값 “{value}”입니다',
    en: 'This cell holds the error “{value}”',
  },
  mend_cell_error: {
    zh: '改正公式，或直接写上内容',
    ko: '공식을 고치거나 내용을 직접 쓰십시오',
    en: 'Mend the formula, or write the value itself',
  },
  problem_formula_without_value: {
    zh: '这一格是公式，文件里没有存下它的结果',
    ko: '이 칸은 공식인데 결과가 저장되지 않았습니다',
    en: 'This cell is a formula whose result was not saved',
  },
  mend_formula_without_value: {
    zh: '用表格软件打开再保存一次，或直接写上内容',
    ko: '표 프로그람에서 열어 다시 저장하거나 내용을 직접 쓰십시오',
    en: 'Open and save the file in a spreadsheet program, or write the value itself',
  },
  problem_sheet_hidden: {
    zh: '工作表“{sheet}”是隐藏的，没有读',
    ko: '시트 “{sheet}”는 숨겨져 있어 읽지 않았습니다',
    en: 'The sheet “{sheet}” is hidden and was not read',
  },
  mend_sheet_hidden: {
    zh: '要读它就先取消隐藏',
    ko: '읽으려면 숨김을 푸십시오',
    en: 'Show it again if it is to be read',
  },
  problem_sheet_not_understood: {
    zh: '工作表“{sheet}”里找不到姓名或户数',
    ko: '시트 “{sheet}”에서 이름이나 세대수를 찾지 못했습니다',
    en: 'Neither names nor counts were found in the sheet “{sheet}”',
  },
  mend_sheet_not_understood: {
    zh: '选定哪一列是姓名；不是名册就不用管',
    ko: '어느 렬이 이름인지 고르십시오. 명부가 아니면 그대로 두십시오',
    en: 'Choose which column is the name; leave it if it is no register',
  },
  problem_nobody_found: {
    zh: '整个文件里一个人也没找到',
    ko: '파일에서 한 사람도 찾지 못했습니다',
    en: 'Nobody was found in the whole file',
  },
  mend_nobody_found: {
    zh: '选定哪一列是姓名，或换一个文件',
    ko: '어느 렬이 이름인지 고르거나 다른 파일을 쓰십시오',
    en: 'Choose which column is the name, or take another file',
  },
});
