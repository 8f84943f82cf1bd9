/** Taking in a village's own spreadsheet: what was understood, what would change, what was written. */
import { words } from './message';

export const imports = words({
  cliAbout: {
    zh: '把村里的表格（.xlsx、.csv）导入该村底册',
    ko: '촌의 표(.xlsx, .csv)를 그 촌 명부에 들여오기',
    en: "Import a village's own spreadsheet (.xlsx, .csv) into its register",
  },
  optionVillage: {
    zh: '村的代码，如 222401101205',
    ko: '촌의 코드, 례: 222401101205',
    en: 'Code of the village, e.g. 222401101205',
  },
  optionFile: { zh: '表格文件', ko: '표 파일', en: 'The spreadsheet' },
  optionDryRun: {
    zh: '只读取并报告，不写入，也不需要数据库',
    ko: '읽고 알릴뿐 적지 않으며 데이터베이스도 필요없음',
    en: 'Only read and report: nothing is written and no database needed',
  },
  noFile: {
    zh: '打不开文件 {path}（{code}）',
    ko: '파일 {path}을(를) 열수 없습니다({code})',
    en: 'Cannot open the file {path} ({code})',
  },
  arrivingElsewhere: {
    zh: '该村的另一次导入还没有到齐，请稍后再试。',
    ko: '이 촌의 다른 들여오기가 아직 다 오지 않았습니다. 조금후에 다시 하십시오.',
    en: 'Another import into this village has not come in whole; try again shortly.',
  },
  movedAgain: {
    zh: '该村的台账一直在变动，什么也没有写入，请稍后再试。',
    ko: '이 촌의 대장이 계속 바뀌고있어 아무것도 적지 않았습니다. 조금후에 다시 하십시오.',
    en: 'The village’s ledger keeps changing; nothing was written. Try again shortly.',
  },
  cliRead: {
    zh: '读到 {households} 户、{people} 人',
    ko: '{households}세대, {people}명을 읽음',
    en: 'Read {households} households, {people} people',
  },
  cliDryRun: {
    zh: '试读：将新增 {households} 户、{people} 人，变动 {amended} 项，不变 {unchanged} 人；什么也没有写入',
    ko: '시험: 새 세대 {households}, 새 인원 {people}명, 변경 {amended}, 그대로 {unchanged}명; 아무것도 적지 않음',
    en: 'Dry run: would add {households} households, {people} people, change {amended}, leave {unchanged} people; nothing was written',
  },
  cliWritten: {
    zh: '已写入：新增 {households} 户、{people} 人，变动 {amended} 项，不变 {unchanged} 人',
    ko: '적음: 새 세대 {households}, 새 인원 {people}명, 변경 {amended}, 그대로 {unchanged}명',
    en: 'Written: {households} new households, {people} new people, {amended} changes, {unchanged} people unchanged',
  },
  cliAsked: {
    zh: '{n} 人看不出是否已在底册里，没有写入：请在办公室或手机上导入并回答',
    ko: '{n}명은 명부에 있는 사람인지 알수 없어 적지 않았습니다: 사무실이나 휴대폰에서 들여오며 대답하십시오',
    en: '{n} people may or may not be in the register already and were left out: import at the desk or phone and answer',
  },
  cliMissing: {
    zh: '{n} 户或人不再在表格里，保持不变',
    ko: '{n}개 세대 또는 인원이 표에 더는 없으나 그대로 둠',
    en: '{n} households or people are no longer in the list; they stay',
  },
});
