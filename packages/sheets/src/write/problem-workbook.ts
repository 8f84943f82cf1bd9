/**
 * The rows that have problems as a workbook of their own: one person a row, what is wrong and how to
 * mend it in the first column, then where the row stood, its household, and every cell as it was
 * written. All cells are text, so no spreadsheet damages a number again.
 */
import type { Locale } from '@doorstep/words';
import type {
  Column,
  Household,
  Meaning,
  Person,
  Problem,
  ProblemWorkbook,
  SheetFile,
  Understanding,
} from '../face';
import { openWorkbook } from '../read/open';
import { columnOf, letterOf, type Row } from '../read/workbook';
import { relationOf } from '../values/relation';
import { meaningText, mendText, problemText } from '../texts';
import { STYLE, escapeXml, packXlsx } from './pack';

const BEFORE: Meaning[] = ['reason', 'originSheet', 'originRow'];
const OF_HOUSEHOLD: Meaning[] = ['householdNumber', 'group', 'door', 'address', 'householder'];
const LEFT_OUT: ReadonlySet<Meaning> = new Set<Meaning>([
  'other',
  'unknown',
  'serial',
  'member',
  ...BEFORE,
  ...OF_HOUSEHOLD,
]);
const REASON_WIDTH = 60;
const WIDTH = 18;

interface ProblemRow {
  sheet: number;
  row: number;
  block: number;
  problems: Problem[];
  person: Person | undefined;
  household: Household | undefined;
  written: Map<Meaning, string>;
}

/** See `ProblemWorkbook`. */
export const problemWorkbook: ProblemWorkbook = (file, understanding, locale) => {
  const rows = problemRows(understanding);
  if (rows.length === 0) return undefined;
  readWritten(file, understanding, rows);
  const used = new Set(rows.flatMap(({ written }) => [...written.keys()]));
  const meanings = [...BEFORE, ...OF_HOUSEHOLD.filter((one) => used.has(one)), 'name' as const];
  for (const { meaning } of understanding.columns) {
    if (used.has(meaning) && !meanings.includes(meaning)) meanings.push(meaning);
  }
  const header = meanings.map((meaning) => ({
    text: meaningText(meaning, locale),
    style: STYLE.header,
  }));
  const body = rows.map((row) =>
    meanings.map((meaning) => cellText(row, meaning, understanding, locale)),
  );
  const name = meaningText('reason', locale).slice(0, 31);
  return packXlsx([{ name, xml: [sheetXml(header, body)] }]);
};

const columnAt = (
  { columns }: Understanding,
  { sheet, row, cell }: Problem,
): Column | undefined => {
  const letter = cell.replace(/\d+$/, '');
  return columns
    .filter((one) => one.sheet === sheet && one.letter === letter && one.fromRow <= row)
    .at(-1);
};

/** Problems gathered by the row and block they stand in; what is not about a row stays out. */
function problemRows(understanding: Understanding): ProblemRow[] {
  const rows = new Map<string, ProblemRow>();
  const people = new Map(
    understanding.people.map((one) => [`${one.sheet}\n${one.row}\n${one.block}`, one]),
  );
  for (const problem of understanding.problems) {
    const { sheet, row } = problem;
    const isOfRow = understanding.sheets[sheet]!.role === 'register' && problem.severity !== 'note';
    if (!isOfRow || problem.code === 'nobody_found') continue;
    const block = columnAt(understanding, problem)?.block ?? 0;
    const person =
      problem.person !== undefined
        ? understanding.people[problem.person]
        : people.get(`${sheet}\n${row}\n${block}`);
    const at = person?.block ?? block;
    const key = `${sheet}\n${row}\n${at}`;
    const known = rows.get(key);
    if (known) known.problems.push(problem);
    else {
      const household = person && understanding.households[person.household];
      rows.set(key, {
        sheet,
        row,
        block: at,
        problems: [problem],
        person,
        household,
        written: new Map(),
      });
    }
  }
  return [...rows.values()].sort((a, b) => a.sheet - b.sheet || a.row - b.row || a.block - b.block);
}

/** Walks the file again for what the problem rows hold; nothing else is kept. */
function readWritten(file: SheetFile, understanding: Understanding, rows: ProblemRow[]): void {
  const workbook = openWorkbook(file);
  const bySheet = grouped(rows, ({ sheet }) => sheet);
  for (const [sheet, wanted] of bySheet) {
    const byRow = grouped(wanted, ({ row }) => row);
    const last = wanted.at(-1)!.row;
    for (const row of workbook.sheets[sheet]!.rows()) {
      if (row.number > last) break;
      for (const one of byRow.get(row.number) ?? []) takeWritten(one, row, understanding);
    }
  }
  for (const one of rows) takeHousehold(one, understanding);
}

function takeWritten(one: ProblemRow, row: Row, { columns }: Understanding): void {
  const own = columns.filter(
    (column) =>
      column.sheet === one.sheet &&
      column.fromRow <= row.number &&
      (column.block === one.block || (OF_HOUSEHOLD.includes(column.meaning) && column.block === 0)),
  );
  for (const { letter, meaning } of own) {
    const cell = row.cells[columnOf(letter)];
    const isSaid = cell && (!cell.origin || OF_HOUSEHOLD.includes(meaning));
    const target = meaning === 'member' ? 'name' : meaning;
    const isTaken =
      LEFT_OUT.has(meaning) && meaning !== 'member' && !OF_HOUSEHOLD.includes(meaning);
    if (!isSaid || isTaken) continue;
    const before = one.written.get(target);
    one.written.set(target, before ? `${before} / ${cell.text}` : cell.text);
  }
}

/** What the household's first row says for all of it, written into the row. */
function takeHousehold(one: ProblemRow, understanding: Understanding): void {
  const { written } = one;
  const isHead = relationOf(written.get('relation') ?? '') === 'head';
  one.household ??=
    isHead || written.has('householder') ? undefined : householdBefore(one, understanding);
  if (!written.has('name') && one.person) written.set('name', one.person.name);
  const { household } = one;
  const group = household?.group ?? understanding.sheets[one.sheet]!.group;
  const told: [Meaning, string | undefined][] = [
    ['householdNumber', household?.number],
    ['group', group],
    ['door', household?.door],
    ['address', household?.address],
    ['householder', household?.householderName],
  ];
  for (const [meaning, text] of told) if (text && !written.has(meaning)) written.set(meaning, text);
}

function householdBefore({ sheet, row, block }: ProblemRow, understanding: Understanding) {
  return understanding.households
    .filter(
      (one) => one.sheet === sheet && one.row < row && (one.block === block || one.block === 0),
    )
    .at(-1);
}

function cellText(
  { problems, row, sheet, written }: ProblemRow,
  meaning: Meaning,
  understanding: Understanding,
  locale: Locale,
) {
  if (meaning === 'reason') {
    const reasons = problems.map(
      (one) => `${one.cell}: ${problemText(one, locale)} → ${mendText(one, locale)}`,
    );
    return { text: reasons.join('\n'), style: STYLE.wrapped };
  }
  if (meaning === 'originSheet')
    return { text: understanding.sheets[sheet]!.name, style: STYLE.text };
  if (meaning === 'originRow') return { text: String(row), style: STYLE.text };
  const text = written.get(meaning) ?? '';
  const isDamaged = meaning === 'idNumber' && problems.some(({ code }) => code === 'id_damaged');
  return { text: isDamaged ? text.replace(/^(\d{15})\d{3}$/, '$1???') : text, style: STYLE.text };
}

interface WrittenCell {
  text: string;
  style: number;
}

function sheetXml(header: WrittenCell[], body: WrittenCell[][]): string {
  const rows = [header, ...body].map((cells, at) => {
    const inner = cells.map(({ text, style }, column) =>
      text === ''
        ? `<c r="${letterOf(column)}${at + 1}" s="${style}"/>`
        : `<c r="${letterOf(column)}${at + 1}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`,
    );
    return `<row r="${at + 1}">${inner.join('')}</row>`;
  });
  const widths = header.map((_, at) => {
    const width = at === 0 ? REASON_WIDTH : WIDTH;
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
  });
  const pane =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `${pane}<cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData>`;
}

function grouped<T>(items: T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
