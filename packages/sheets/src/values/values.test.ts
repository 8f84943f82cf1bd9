import { describe, expect, it } from 'vitest';
import type { Cell } from '../read/workbook';
import { inventId } from '../testing/invent';
import { answerOf, awayOf, labelAnswer, residenceOf, sexOf } from './answer';
import { dayIn, dayWithin, monthWithin } from './day';
import { ageOf, countOf, temperatureIn } from './figure';
import { idNumberOf } from './id-number';
import { nameIn } from './name';
import { phonesIn } from './phone';
import { relationOf } from './relation';

const TODAY = '2020-02-20';
const text = (written: string): Cell => ({ kind: 'text', text: written });
const number = (value: number, written = String(value)): Cell => ({
  kind: 'number',
  text: written,
  number: value,
});

describe('numbers of papers', () => {
  const sound = '11010519491231002X';
  it.each([
    sound,
    '11010519491231002x',
    ' 110105 19491231 002X ',
    "'11010519491231002X",
    '＇１１０１０５１９４９１２３１００２Ｘ',
    '110105-19491231-002X',
    '11010519491231002×',
    '\u200b11010519491231002X\t',
    '身份证号：11010519491231002X',
  ])('believes %s', (written) => {
    expect(idNumberOf(text(written), TODAY)).toMatchObject({
      idNumber: sound,
      idKind: 'citizen',
      sex: 'female',
      birthDate: '1949-12-31',
    });
  });

  it.each<[Cell, string]>([
    [number(110105194912310000), 'id_damaged'],
    [text('110105194912310000'), 'id_damaged'],
    [text('1.10105E+17'), 'id_damaged'],
    [text('110105194912310021'), 'id_check_digit'],
    [text('1101051949123100X'), 'id_length'],
    [text('11010519491231002'), 'id_length'],
    [text('1101051949123100211'), 'id_length'],
    [text('12345'), 'id_length'],
    [text('11O10519491231002X'), 'id_letter'],
    [text('1101051949l231002X'), 'id_letter'],
    [text('11010519491331002X'), 'id_birth_date'],
    [text('110105194902300028'), 'id_birth_date'],
    [text('110105202912310025'), 'id_birth_date'],
    [text('110105491331002'), 'id_birth_date'],
    [text('110105********002X'), 'id_unreadable'],
    [text('见户口本'), 'id_unreadable'],
  ])('tells what is wrong with $text', (cell, code) => {
    const read = idNumberOf(cell, TODAY)!;
    expect(read.problem?.code).toBe(code);
    expect([read.idKind, read.sex, read.birthDate]).toEqual(['unsound', undefined, undefined]);
  });

  it('keeps fifteen digits as they are and knows the same paper in eighteen', () => {
    const older = idNumberOf(text('110105491231002'), TODAY)!;
    expect(older).toMatchObject({
      idNumber: '110105491231002',
      idKind: 'citizen15',
      sex: 'female',
      birthDate: '1949-12-31',
      key: sound,
    });
    expect(idNumberOf(number(110105491231002), TODAY)!.key).toBe(sound);
  });

  it.each([
    'M12345678',
    'E12345678',
    'EA1234567',
    'M123A4567',
    'H1234567890',
    'KOR220072010101',
    '900101-1234567',
    '护照M12345678',
  ])('takes other papers without sex or birth: %s', (written) => {
    const read = idNumberOf(text(written), TODAY)!;
    expect([read.idKind, read.sex, read.birthDate, read.problem]).toEqual([
      'other',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(['无', '-', '/', '未办理', '不详', '没有'])('takes %s for nothing', (written) => {
    expect(idNumberOf(text(written), TODAY)).toBeUndefined();
  });

  it('invents numbers that are sound', () => {
    expect(idNumberOf(text(inventId('1960-02-29', 7)), TODAY)?.birthDate).toBe('1960-02-29');
  });
});

describe('phones', () => {
  it.each([
    ['13844331234', ['13844331234']],
    ['138 4433 1234', ['13844331234']],
    ['138-4433-1234', ['13844331234']],
    ['＋８６ 13844331234', ['13844331234']],
    ['8613844331234', ['13844331234']],
    ['13844331234/13944331234', ['13844331234', '13944331234']],
    ['13844331234 13944331234', ['13844331234', '13944331234']],
    ['本人13844331234，妻13944331234', ['13844331234', '13944331234']],
    ['0433-2861234', ['0433-2861234']],
    ['（0433）2861234', ['0433-2861234']],
    ['04332861234、13844331234', ['0433-2861234', '13844331234']],
    ['024-12345678转801', ['024-12345678-801']],
    ['2861234', ['2861234']],
    ['+82-10-1234-5678', ['+821012345678']],
    ['+82 10 1234 5678', ['+821012345678']],
    ['0082 10 1234 5678', ['+821012345678']],
    ['82 10 1234 5678', ['+821012345678']],
    ['无', []],
    ['没有电话', []],
    ['停机', []],
  ])('%s', (written, phones) => {
    expect(phonesIn(written)).toEqual({ phones });
  });

  it.each([
    '1384433123',
    '138443312345',
    '12345678901',
    '1.38E+10',
    '12345',
    '同上',
    '13844331234 139',
  ])('%s cannot be one, or not wholly', (written) => {
    expect(phonesIn(written).impossible).toBe(written);
  });
});

describe('days', () => {
  it.each([
    ['2020-1-5', '2020-01-05'],
    ['2020.1.5', '2020-01-05'],
    ['2020/01/05 14:30', '2020-01-05'],
    ['2020年1月5日', '2020-01-05'],
    ['2020年1月5日14时30分', '2020-01-05'],
    ['2020年1月5日下午3点', '2020-01-05'],
    ["'20.1.5", '2020-01-05'],
    ['2020년 1월 5일 오후 3시', '2020-01-05'],
    ['2020 年 1 月 5 号', '2020-01-05'],
    ['二〇二〇年一月十五日', '2020-01-15'],
    ['２０２０．１．５', '2020-01-05'],
    ['20200105', '2020-01-05'],
    ['20.1.5', '2020-01-05'],
    ['1月5日', '2020-01-05'],
    ['1月5号晚上', '2020-01-05'],
    ['十二月二十八日', '2019-12-28'],
    ['元月26日', '2020-01-26'],
    ['12.28', '2019-12-28'],
    ['2020년 1월 5일', '2020-01-05'],
    ['1/25/2020', '2020-01-25'],
    ['43835', '2020-01-05'],
  ])('%s is %s', (written, day) => {
    expect(dayIn(text(written), TODAY, false)).toEqual({ day });
  });

  it.each([
    ['正月初五', 'date_lunar'],
    ['农历腊月28', 'date_lunar'],
    ['除夕', 'date_lunar'],
    ['음력 1월 5일', 'date_lunar'],
    ['2020-2-30', 'date_impossible'],
    ['13月5日', 'date_impossible'],
    ['2月30日', 'date_impossible'],
    ['3/4/2020', 'date_unreadable'],
    ['前天', 'date_unreadable'],
    ['1月5日-1月8日', 'date_unreadable'],
  ])('%s is %s', (written, problem) => {
    expect(dayIn(text(written), TODAY, false)).toEqual({ problem });
  });

  it('does not guess what a number lost', () => {
    expect(dayIn(number(1.2), TODAY, false)).toEqual({ problem: 'date_unreadable' });
    expect(dayIn(number(1965.1), TODAY, false)).toEqual({ partial: '1965' });
    expect(dayIn(number(42_373), TODAY, true)).toEqual({ day: '2020-01-05' });
  });

  it('finds the day a title speaks on', () => {
    expect(dayWithin('填表日期：2020年 2月 3日')).toBe('2020-02-03');
    expect(monthWithin('2020年2月返乡人员')).toBe('2020-02-29');
    expect(dayWithin('2020年度花名册')).toBeUndefined();
  });
});

describe('words', () => {
  it.each([
    ['户主', 'head'],
    ['本人', 'head'],
    ['户主（本人）', 'head'],
    ['户主之妻', 'spouse'],
    ['之长子', 'child'],
    ['02 配偶', 'spouse'],
    ['儿媳', 'child'],
    ['岳母', 'parent'],
    ['外孙女', 'grandchild'],
    ['세대주', 'head'],
    ['세대주의 안해', 'spouse'],
    ['시어머니', 'parent'],
    ['房客', 'other'],
  ])('%s is a %s', (written, relation) => {
    expect(relationOf(written)).toBe(relation);
  });

  it.each([
    ['张 三', '张三'],
    ['欧阳 娜娜', '欧阳娜娜'],
    ['김 철수', '김철수'],
    ['KIM  JINA', 'KIM JINA'],
    ['买买提·艾力', '买买提·艾力'],
    ['王芳2', '王芳2'],
    ['1.张三', '张三'],
  ])('%s is named %s', (written, name) => {
    expect(nameIn(written)).toMatchObject({ name });
  });

  it.each([
    ['张三、李四', 'names_in_one_cell'],
    ['张三 李四四', 'names_in_one_cell'],
    ['13844331234', 'name_unreadable'],
    ['???', undefined],
  ])('%s is no name: %s', (written, problem) => {
    expect(nameIn(written)).toEqual(problem ? { problem } : {});
  });

  it('reads answers, and what nobody knows is no answer', () => {
    expect(['是', '√', 'Y', '예', '有'].map(answerOf)).toEqual([true, true, true, true, true]);
    expect(['否', '×', 'N', '아니', '无'].map(answerOf)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(['不详', '拒绝', '?'].map(answerOf)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(answerOf('3组')).toBe('unreadable');
    expect(labelAnswer('disabled', '肢体二级')).toBe(true);
    expect(labelAnswer('poor', '一般农户')).toBe(false);
    expect(labelAnswer('party-member', '群众')).toBe(false);
    expect(['外出务工', '在家', '韩国'].map(awayOf)).toEqual([true, false, true]);
    expect(['男', 'Ｍ', '녀', '?'].map(sexOf)).toEqual(['male', 'male', 'female', undefined]);
  });

  it.each([
    ['户籍', '户籍/常住', 'registered'],
    ['户籍、常住', '户籍/常住', 'both'],
    ['是', '是否常住', 'resident'],
    ['否', '是否本村户籍', 'outsider'],
    ['外来', '人口类型', 'outsider'],
    ['人户分离', '人户状态', 'registered'],
    ['不详', '户籍/常住', undefined],
    ['甲', '户籍/常住', 'unreadable'],
  ])('residence %s under %s is %s', (written, header, residence) => {
    expect(residenceOf(written, header)).toBe(residence);
  });

  it('reads figures', () => {
    expect(['4', '4人', '４口', '四'].map(countOf)).toEqual([4, 4, 4, undefined]);
    expect(['45', '45岁', '8个月', '三'].map(ageOf)).toEqual([45, 45, 0, undefined]);
    expect(temperatureIn('36.5℃')).toEqual({ tenths: 365 });
    expect(temperatureIn('36度8')).toEqual({ tenths: 368 });
    expect(temperatureIn('365')).toEqual({ tenths: 365 });
    expect(temperatureIn('63.5')).toEqual({ isImpossible: true });
  });
});
