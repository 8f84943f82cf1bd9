/**
 * The plan by which a sheet's rows are read: what each column means and which columns tell of the
 * same person. Blocks: `list`, where each block is a list of its own beside the other; `members`,
 * where a row is a household, block 0 its householder and the others its members.
 */
import type { Meaning } from '../face';
import { letterOf, type Row } from '../read/workbook';
import { findHeader, headerOf, type Header } from './find';
import { couldBeNames, guessMeaning, looksLike } from './guess';
import { meaningOf, type HeaderMeaning } from './meaning';

export interface PlannedColumn extends HeaderMeaning {
  column: number;
  header: string;
  block: number;
}

export interface Plan {
  header: Header | undefined;
  columns: PlannedColumn[];
  mode: 'list' | 'members' | 'counts' | 'none';
  /** By block and meaning: the columns, from the left. */
  blocks: Map<Meaning, number[]>[];
}

const NAMING: ReadonlySet<Meaning> = new Set<Meaning>(['name', 'member']);
/** A second column of these begins a second person. */
const ONCE: ReadonlySet<Meaning> = new Set<Meaning>([
  'serial',
  'householder',
  'name',
  'member',
  'relation',
  'sex',
  'idNumber',
  'birthDate',
  'age',
  'nation',
]);
/** Facts of the household, of the whole row where a row is a household. */
const OF_HOUSEHOLD: ReadonlySet<Meaning> = new Set<Meaning>([
  'householdNumber',
  'group',
  'door',
  'address',
  'declaredCount',
]);
/** Told by their values too, where the header says nothing. */
const GUESSED: ReadonlySet<Meaning> = new Set<Meaning>(['unknown']);

type Chosen = Record<string, Meaning>;

/** Reads a plan off a sheet's first rows; meanings chosen by a person (by letter) go before all. */
export function planOf(rows: Row[], chosen: Chosen = {}): Plan {
  const header = findHeader(rows) ?? unlikeAllBelow(rows);
  const data = rows.filter(({ number }) => !header || number > header.last);
  const columns = guessed(named(header, data, chosen), data);
  demoteCounts(columns, data);
  demoteSecondNames(columns);
  return arranged(header, columns);
}

const UNLIKE_MIN = 2;

/** A first row that nobody understands, unlike what its columns hold below: no person's. */
function unlikeAllBelow([first, ...rest]: Row[]): Header | undefined {
  const unlike = (first?.cells ?? []).map((cell, column) => {
    const meaning = guessMeaning(valuesOf(rest, column));
    return cell && meaning && !looksLike(meaning, cell.text);
  });
  const told = unlike.filter((one) => one !== undefined);
  return told.length >= UNLIKE_MIN && told.every(Boolean) ? headerOf([first!]) : undefined;
}

const valuesOf = (rows: Row[], column: number): string[] =>
  rows.flatMap((row) => {
    const cell = row.cells[column];
    return cell && !cell.origin ? [cell.text] : [];
  });

function named(header: Header | undefined, data: Row[], chosen: Chosen): PlannedColumn[] {
  const count = Math.max(header?.texts.length ?? 0, ...data.map((row) => row.cells.length), 0);
  const columns: PlannedColumn[] = [];
  for (let column = 0; column < count; column++) {
    const texts = header?.texts[column] ?? [];
    const values = valuesOf(data, column);
    const pick = chosen[letterOf(column)];
    if (texts.length === 0 && values.length === 0 && !pick) continue;
    const found = meaningOf(texts);
    const meant: HeaderMeaning = pick ? { meaning: pick, sure: 'chosen', why: 'chosen' } : found;
    columns.push({ ...meant, column, header: texts.join(' '), block: 0 });
  }
  return columns;
}

/** Fills in what only the values tell: an ID column without a name and the like. */
function guessed(columns: PlannedColumn[], data: Row[]): PlannedColumn[] {
  const has = (meaning: Meaning) => columns.some((one) => one.meaning === meaning);
  const isOpen = (one: PlannedColumn) => GUESSED.has(one.meaning) && one.sure !== 'chosen';
  for (const one of columns.filter(isOpen)) {
    const meaning = guessMeaning(valuesOf(data, one.column));
    if (meaning && !has(meaning)) Object.assign(one, { meaning, sure: 'guess', why: 'values' });
  }
  const isOfPeople = has('idNumber') || has('relation') || has('sex') || has('phone');
  if (!isOfPeople || has('name') || has('householder') || has('member')) return columns;
  const names = columns.find((one) => isOpen(one) && couldBeNames(valuesOf(data, one.column)));
  if (names) Object.assign(names, { meaning: 'name', sure: 'guess', why: 'values' });
  return columns;
}

/** 户数 and 人口 mean a group's counts beside no names, a household's beside names. */
function demoteCounts(columns: PlannedColumn[], data: Row[]): void {
  const hasNames = columns.some(({ meaning }) => NAMING.has(meaning) || meaning === 'householder');
  const hasDeclared = columns.some(({ meaning }) => meaning === 'declaredCount');
  for (const one of columns) {
    if (one.sure === 'chosen') continue;
    if (!hasNames && one.meaning === 'declaredCount') one.meaning = 'peopleCount';
    if (!hasNames) continue;
    if (one.meaning === 'householdCount') {
      const isRunning = rises(valuesOf(data, one.column));
      const hasNumber = columns.some(({ meaning }) => meaning === 'householdNumber');
      one.meaning = isRunning && !hasNumber ? 'householdNumber' : 'other';
    }
    if (one.meaning === 'peopleCount') one.meaning = hasDeclared ? 'other' : 'declaredCount';
  }
}

function rises(values: string[]): boolean {
  const numbers = values.map(Number).filter((n) => Number.isInteger(n) && n > 0);
  return (
    numbers.length >= 2 &&
    numbers.every((n, at) => at === 0 || n >= numbers[at - 1]!) &&
    numbers.at(-1)! > numbers[0]!
  );
}

/** Of 姓名 and 이름 side by side one is the name in Korean: by header the Korean one. */
function demoteSecondNames(columns: PlannedColumn[]): void {
  const names = columns.filter(({ meaning, sure }) => meaning === 'name' && sure !== 'chosen');
  if (names.length !== 2) return;
  const isKorean = ({ header }: PlannedColumn) => /\p{Script=Hangul}/u.test(header);
  const korean = names.filter(isKorean);
  if (korean.length === 1 && Math.abs(names[0]!.column - names[1]!.column) === 1) {
    korean[0]!.meaning = 'nameKorean';
  }
}

function arranged(header: Header | undefined, columns: PlannedColumn[]): Plan {
  const has = (meaning: Meaning) => columns.some((one) => one.meaning === meaning);
  const hasNames = has('name') || has('member') || has('householder');
  if (!hasNames) {
    const isCounts = has('householdCount') || has('peopleCount');
    return finished(header, columns, isCounts ? 'counts' : 'none');
  }
  const hasRelatives = has('householder') && columns.some(({ relation }) => relation !== undefined);
  if (hasRelatives || columns.some(({ member }) => member !== undefined)) {
    return byOwner(header, columns);
  }
  const period = periodOf(columns);
  if (period) {
    columns.forEach((one, at) => (one.block = Math.floor(at / period)));
    return finished(header, columns, 'list');
  }
  cut(columns);
  const mode = modeOf(columns);
  if (mode === 'members') gatherHousehold(columns);
  else if (Math.max(...columns.map(({ block }) => block)) === 0 && !has('name') && !has('member')) {
    for (const one of columns) if (one.owner === 'householder') one.owner = undefined;
  }
  return finished(header, columns, mode);
}

/**
 * 成员1…, 成员2…, 配偶…, 长子…: a block for each of them. What says nobody's belongs to whom stands
 * before it, unless that relative's facts all say whose they are: then it is the row's own.
 */
function byOwner(header: Header | undefined, columns: PlannedColumn[]): Plan {
  const blocks = new Map([['', 0]]);
  const owners = columns.map(({ relation = '', member = '' }) => `${relation}${member}`);
  let current = '';
  columns.forEach((one, at) => {
    const owner = owners[at]!;
    const isNamed = owners.filter((other) => other === current).length > 1 && /\D/.test(current);
    if (owner !== '') current = owner;
    else if (OF_HOUSEHOLD.has(one.meaning) || one.owner === 'householder' || isNamed) current = '';
    if (!blocks.has(current)) blocks.set(current, blocks.size);
    one.block = blocks.get(current)!;
  });
  settleTrailing(columns);
  return finished(header, columns, 'members');
}

/** How many columns a list has that stands several times side by side under the same names. */
function periodOf(columns: PlannedColumn[]): number | undefined {
  const headers = columns.map(({ header }) => header);
  if (headers.every((one) => one === '')) return undefined;
  for (let period = 2; period <= headers.length / 2; period++) {
    if (headers.length % period !== 0) continue;
    const isPeriod = headers.every((one, at) => at < period || one === headers[at - period]);
    const names = columns
      .slice(0, period)
      .filter(({ meaning }) => NAMING.has(meaning) || meaning === 'householder');
    if (isPeriod && names.length > 0) return period;
  }
  return undefined;
}

/** Begins a new block wherever the present one already has what comes next. */
function cut(columns: PlannedColumn[]): void {
  const repeats = columns.filter(({ meaning }) => NAMING.has(meaning)).length > 1;
  const hasOwnHolder = ownsColumns(columns);
  if (!repeats && !hasOwnHolder) return;
  let block = 0;
  let seen = new Set<Meaning>();
  for (const one of columns) {
    const isSecondName =
      NAMING.has(one.meaning) && hasOwnHolder && seen.has('householder') && seen.has('idNumber');
    if ((ONCE.has(one.meaning) && seen.has(one.meaning)) || isSecondName) {
      block++;
      seen = new Set();
    }
    seen.add(one.meaning);
    one.block = block;
  }
}

/** Whether the householder has columns of their own beside the people's: 户主身份证号 and 身份证号. */
function ownsColumns(columns: PlannedColumn[]): boolean {
  if (!columns.some(({ meaning }) => NAMING.has(meaning))) return false;
  const ids = columns.filter(({ meaning }) => meaning === 'idNumber');
  const isHolders = ids.some(({ owner }) => owner === 'householder');
  return (
    columns.some(({ meaning }) => meaning === 'householder') &&
    ids.length > 1 &&
    (isHolders || ids.length === 2)
  );
}

function modeOf(columns: PlannedColumn[]): 'list' | 'members' {
  const blocks = Math.max(...columns.map(({ block }) => block)) + 1;
  const has = (block: number, meaning: Meaning) =>
    columns.some((one) => one.block === block && one.meaning === meaning);
  if (blocks === 1) return 'list';
  const isBeside =
    has(1, 'serial') || has(1, 'householder') || has(1, 'householdNumber') || has(1, 'group');
  if (isBeside) return 'list';
  const isSame = signature(columns, 0) === signature(columns, 1);
  return isSame && !has(1, 'member') ? 'list' : 'members';
}

const signature = (columns: PlannedColumn[], block: number): string =>
  columns.flatMap((one) => (one.block === block ? [one.meaning] : [])).join();

/** Where a row is a household, its facts are block 0's wherever they stand. */
function gatherHousehold(columns: PlannedColumn[]): void {
  for (const one of columns) {
    const isHolders = one.meaning === 'householder' || one.owner === 'householder';
    const isHouseholds = OF_HOUSEHOLD.has(one.meaning) || one.meaning === 'serial' || isHolders;
    if (isHouseholds) one.block = 0;
  }
  settleTrailing(columns);
}

/** What follows the last member and no other member has, is the household's. */
function settleTrailing(columns: PlannedColumn[]): void {
  const last = Math.max(...columns.map(({ block }) => block));
  for (const one of columns) {
    if (one.block === 0) continue;
    if (OF_HOUSEHOLD.has(one.meaning)) one.block = 0;
    if (last < 2 || one.block !== last || (one.relation ?? one.member) !== undefined) continue;
    const others = columns.filter(({ block }) => block === last - 1);
    if (!others.some(({ meaning }) => meaning === one.meaning)) one.block = 0;
  }
}

function finished(header: Header | undefined, columns: PlannedColumn[], mode: Plan['mode']): Plan {
  const blocks: Map<Meaning, number[]>[] = [];
  for (const one of columns) {
    const block = (blocks[one.block] ??= new Map<Meaning, number[]>());
    const isElsewhere =
      mode === 'list' && one.owner === 'householder' && one.meaning !== 'householder';
    if (isElsewhere) continue;
    block.set(one.meaning, [...(block.get(one.meaning) ?? []), one.column]);
  }
  for (let at = 0; at < blocks.length; at++) blocks[at] ??= new Map();
  return { header, columns, mode, blocks };
}
