/** A group's number as the register has it: 第一村民小组, 1组, 1조 and 01 are all group 1; 东沟屯 stays. */
const DIGITS = '〇一二三四五六七八九';
const NUMBERED = /^第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:(?:村民)?小?组|生产队|队|조|소조)?$/;

/** 十二 → 12, 二十 → 20. */
function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const [tens, ones] = written.includes('十') ? written.split('十') : ['', written];
  const ten = written.includes('十') ? (tens ? DIGITS.indexOf(tens) : 1) : 0;
  return ten * 10 + (ones ? DIGITS.indexOf(ones) : 0);
}

/** The group of a list by the name the register knows it by. */
export function groupName(written: string): string {
  const numbered = NUMBERED.exec(written.normalize('NFKC').replaceAll(/\s/g, ''));
  return numbered ? String(numberOf(numbered[1]!)) : written;
}
