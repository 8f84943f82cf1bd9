/**
 * A villager as somebody writes them down: one cell a column, in the many ways people have; beside
 * it the truth: what may be known from what is written, and no more.
 */
import type { Household, Person, ProblemCode } from '../face';
import type { Dice } from './dice';
import { inventPhone } from './invent';
import type { House, Language, Villager } from './village';
import { serialOf, type Cell } from './workbook';

/** Columns of a person. */
export type Field =
  | 'name'
  | 'relation'
  | 'sex'
  | 'nation'
  | 'idNumber'
  | 'phone'
  | 'birthDate'
  | 'age'
  | 'poor'
  | 'away'
  | 'awayPlace'
  | 'returnedDay'
  | 'returnedFrom'
  | 'transport'
  | 'transportNumber'
  | 'temperature'
  | 'chronic'
  | 'partyMember'
  | 'remarks'
  | 'education'
  | 'plate'
  | 'income';

export type Expected = Pick<
  Person,
  | 'name'
  | 'relation'
  | 'sex'
  | 'birthDate'
  | 'idTrusted'
  | 'phones'
  | 'away'
  | 'awayPlace'
  | 'returned'
  | 'temperatureTenths'
  | 'nation'
  | 'age'
> & { idNumber?: string; poor?: boolean; chronic?: boolean; partyMember?: boolean };

export interface ExpectedHousehold {
  number: Household['number'];
  group: Household['group'];
  householderName: Household['householderName'];
  declaredCount: Household['declaredCount'];
  people: Expected[];
}

export interface Written {
  cells: Partial<Record<Field, Cell>>;
  /** Undefined where the row has become nobody. */
  expected: Expected | undefined;
  mistakes: { field: Field; code: ProblemCode }[];
}

export interface Hand {
  dice: Dice;
  language: Language;
  fields: ReadonlySet<Field>;
  isCsv: boolean;
  date1904: boolean;
  /** How this writer answers yes and no. */
  yes: string;
  no: string;
  idStyle: 'plain' | 'apostrophe' | 'spaced' | 'fullWidth' | 'mixed';
  dayStyle:
    | 'cell'
    | 'chineseCell'
    | 'serial'
    | 'dash'
    | 'dot'
    | 'chinese'
    | 'noYear'
    | 'compact'
    | 'mixed';
  mistakeShare: number;
  /** IDs already written soundly, to be written once more. */
  written: { id: string; name: string }[];
}

const FULL_WIDTH = (text: string): string =>
  text.replace(/[0-9X]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

function writeId(hand: Hand, id: string): Cell {
  const { dice } = hand;
  const styles = ['plain', 'apostrophe', 'spaced', 'fullWidth'] as const;
  const style = hand.idStyle === 'mixed' ? dice.pick(styles) : hand.idStyle;
  const written = dice.chance(0.5) ? id.toLowerCase() : id;
  if (style === 'apostrophe') return `'${written}`;
  if (style === 'spaced')
    return `${written.slice(0, 6)} ${written.slice(6, 14)} ${written.slice(14)}`;
  if (style === 'fullWidth') return FULL_WIDTH(id);
  return dice.chance(0.1) ? `${written}\t` : written;
}

function writeDay(hand: Hand, day: string): Cell {
  const { dice } = hand;
  const [year = '', month = '', date = ''] = day.split('-').map((part) => String(Number(part)));
  const all = [
    'cell',
    'chineseCell',
    'serial',
    'dash',
    'dot',
    'chinese',
    'noYear',
    'compact',
  ] as const;
  const style = hand.dayStyle === 'mixed' ? dice.pick(all) : hand.dayStyle;
  if (style === 'cell') return { day };
  if (style === 'chineseCell') return { day, style: 5 };
  if (style === 'serial')
    return hand.isCsv ? `${year}/${month}/${date}` : { serial: serialOf(day, hand.date1904) };
  if (style === 'dash') return `${year}-${month}-${date}`;
  if (style === 'dot') return `${year}.${month}.${date}`;
  if (style === 'compact') return day.replaceAll('-', '');
  if (style === 'chinese')
    return hand.language === 'ko'
      ? `${year}년 ${month}월 ${date}일`
      : `${year}年${month}月${date}日`;
  if (hand.language === 'ko') return `${month}월 ${date}일`;
  return dice.pick([`${month}月${date}日`, `${month}月${date}号`, `${month}月${date}日晚`]);
}

function writePhone(hand: Hand, phone: string): { cell: Cell; phones: string[] } {
  const { dice } = hand;
  const form = dice.int(0, 11);
  const grouped = (by: string) => [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].join(by);
  if (form === 0) return { cell: '', phones: [] };
  if (form === 1) return { cell: dice.pick(['无', '-', '/']), phones: [] };
  if (form === 2) return { cell: Number(phone), phones: [phone] };
  if (form === 3) return { cell: grouped(' '), phones: [phone] };
  if (form === 4) return { cell: grouped('-'), phones: [phone] };
  if (form === 5) {
    const other = inventPhone(dice.int(0, 9_999_999));
    const between = dice.pick([' ', '/', '、', ',', ';', '\n', '，']);
    return { cell: `${phone}${between}${other}`, phones: [...new Set([phone, other])] };
  }
  if (form === 6)
    return {
      cell: dice.pick(['0433-2861234', '(0433)2861234', '0433 2861234', '04332861234']),
      phones: ['0433-2861234'],
    };
  if (form === 7)
    return {
      cell: dice.pick(['+82-10-1234-5678', '+82 10 1234 5678', '008210-1234-5678']),
      phones: ['+821012345678'],
    };
  return { cell: phone, phones: [phone] };
}

/** Writes a villager of a house without a mistake. */
export function write(hand: Hand, villager: Villager, house: House): Written {
  const cells: Written['cells'] = {};
  const expected: Expected = { name: villager.name, idTrusted: false, phones: [] };
  const has = (field: Field) => hand.fields.has(field);
  writeWho(hand, villager, house, cells, expected);
  if (has('phone')) {
    const { cell, phones } = writePhone(hand, villager.phone);
    cells.phone = cell;
    expected.phones = phones;
  }
  writeWhere(hand, villager, cells, expected);
  if (has('remarks') && hand.dice.chance(0.2)) {
    cells.remarks = hand.dice.pick([
      '年后返回',
      '与父母同住',
      '负责人：村委',
      '2月1日已检测',
      '户主在韩国',
      '注意联系',
    ]);
  }
  if (has('education'))
    cells.education = hand.dice.pick(['小学', '初中', '高中', '大专', '文盲', '']);
  if (has('plate') && hand.dice.chance(0.2)) cells.plate = '吉H12345';
  if (has('income')) cells.income = hand.dice.int(1000, 90_000);
  const written: Written = { cells, expected, mistakes: [] };
  return written;
}

function writeWho(
  hand: Hand,
  villager: Villager,
  house: House,
  cells: Written['cells'],
  expected: Expected,
): void {
  const { dice, language } = hand;
  const has = (field: Field) => hand.fields.has(field);
  const isSpaced = villager.name.length === 2 && dice.chance(0.3);
  cells.name = isSpaced
    ? villager.name.split('').join(dice.pick([' ', '　', '  ']))
    : villager.name;
  if (has('relation')) cells.relation = villager.relationWord;
  if (has('relation')) expected.relation = villager.relation;
  if (has('sex')) {
    const words = language === 'ko' ? { male: '남', female: '녀' } : { male: '男', female: '女' };
    cells.sex = words[villager.sex];
    expected.sex = villager.sex;
  }
  if (has('nation')) cells.nation = expected.nation = villager.nation;
  if (has('birthDate')) {
    cells.birthDate = writeBirth(hand, villager.birthDate);
    expected.birthDate = villager.birthDate;
  }
  if (has('age')) {
    const years = 2020 - Number(villager.birthDate.slice(0, 4));
    cells.age = dice.chance(0.2) ? `${years}岁` : years;
    expected.age = years;
  }
  if (has('poor')) {
    cells.poor = house.isPoor ? hand.yes : hand.no;
    if (cells.poor !== '') expected.poor = house.isPoor;
  }
  if (has('chronic')) {
    cells.chronic = villager.hasChronic
      ? dice.pick(['高血压', hand.yes || '是', '糖尿病'])
      : hand.no;
    if (cells.chronic !== '') expected.chronic = villager.hasChronic;
  }
  if (has('partyMember')) {
    cells.partyMember = villager.isPartyMember
      ? dice.pick(['中共党员', '党员'])
      : dice.pick(['群众', '团员']);
    expected.partyMember = villager.isPartyMember;
  }
  if (has('idNumber')) writePapers(hand, villager, cells, expected);
}

/** Days long past have their year, and no number that could be one. */
const writeBirth = (hand: Hand, day: string): Cell =>
  writeDay(
    {
      ...hand,
      dayStyle: ['noYear', 'mixed', 'serial'].includes(hand.dayStyle) ? 'dash' : hand.dayStyle,
    },
    day,
  );

function writePapers(
  hand: Hand,
  villager: Villager,
  cells: Written['cells'],
  expected: Expected,
): void {
  const { dice } = hand;
  if (dice.chance(0.04)) {
    cells.idNumber = dice.pick(['', '无', '未办理']);
    return;
  }
  if (dice.chance(0.03)) {
    cells.idNumber = expected.idNumber = `M${dice.int(10_000_000, 99_999_999)}`;
    expected.idTrusted = true;
    return;
  }
  expected.idTrusted = true;
  expected.sex = villager.sex;
  expected.birthDate = villager.birthDate;
  const isOld = villager.birthDate < '1985' && dice.chance(0.04);
  expected.idNumber = isOld ? villager.id.slice(0, 6) + villager.id.slice(8, 17) : villager.id;
  cells.idNumber = isOld ? expected.idNumber : writeId(hand, villager.id);
}

function writeWhere(
  hand: Hand,
  { isAway, awayPlace, trip, temperatureTenths }: Villager,
  cells: Written['cells'],
  expected: Expected,
): void {
  const { dice } = hand;
  const has = (field: Field) => hand.fields.has(field);
  if (has('away')) {
    cells.away = isAway ? hand.yes : hand.no;
    if (cells.away !== '') expected.away = isAway;
  }
  if (has('awayPlace') && isAway) cells.awayPlace = expected.awayPlace = awayPlace;
  const returned: Person['returned'] = {};
  if (trip) {
    if (has('returnedDay')) cells.returnedDay = writeDay(hand, (returned.day = trip.day));
    if (has('returnedFrom')) cells.returnedFrom = returned.from = trip.from;
    if (has('transport')) cells.transport = returned.transport = trip.transport;
    if (has('transportNumber')) cells.transportNumber = returned.number = trip.number;
    if (Object.keys(returned).length > 0) expected.returned = returned;
  } else if (has('returnedDay') && dice.chance(0.2))
    cells.returnedDay = dice.pick(['无', '/', '未返乡', '在家']);
  if (!has('temperature') || dice.chance(0.1)) return;
  const degrees = temperatureTenths / 10;
  cells.temperature = dice.pick([degrees, `${degrees.toFixed(1)}℃`, degrees.toFixed(1)]);
  expected.temperatureTenths = temperatureTenths;
}
