/**
 * Finds the header among a sheet's first rows: the first row most of whose cells are names of
 * columns, with the row of group names above it and the row of parts below it where there are any.
 */
import type { Cell, Row } from '../read/workbook';
import { isHeaderName, isWholeName, meaningOf } from './meaning';

export interface Header {
  first: number;
  last: number;
  /** By column: header texts from top to bottom, without repeats. */
  texts: string[][];
}

/** A header stands among so many first rows with values. */
const HEADER_ROWS_MAX = 40;
const NAMES_MIN = 2;
const SHARE_MIN = 0.5;
/** So many known columns, the name's among them, are a header whatever else it has. */
const KNOWN_ENOUGH = 3;
const PARENT_CHARS_MAX = 14;

/** A value such as no header has: a number of papers, a phone, a day, a figure. */
const isValue = ({ kind, text }: Cell): boolean =>
  kind === 'date' ||
  kind === 'error' ||
  /\d{5,}/.test(text.replace(/[\s-]/g, '')) ||
  kind === 'number';

const textOf = (cell: Cell | undefined): string => cell?.text.trim() ?? '';
const isOwn = (cell: Cell | undefined): cell is Cell => cell !== undefined && !cell.origin;
const ownCells = (row: Row): Cell[] => row.cells.filter(isOwn);

/** How many cells of a row are names of columns; 0 where the row cannot be a header. */
export function headerScore(row: Row): number {
  const cells = ownCells(row);
  if (cells.filter(isValue).length * 4 > cells.length) return 0;
  const names = cells.filter((cell) => !isValue(cell) && isHeaderName(textOf(cell))).length;
  const whole = cells.filter((cell) => isWholeName(textOf(cell))).length;
  if (isForm(cells)) return 0;
  const isMost = whole >= 1 && names / cells.length >= SHARE_MIN;
  const isHeader = names >= NAMES_MIN && (isMost || (whole >= KNOWN_ENOUGH && hasName(cells)));
  return isHeader ? names : 0;
}

const isOfName = (text: string): boolean => {
  const { meaning, sure } = meaningOf([text]);
  return meaning === 'name' && sure === 'sure';
};
const hasName = (cells: Cell[]): boolean => cells.some((cell) => isOfName(textOf(cell)));

/** 户主 金某 住址 … 电话 …: names and what they name by turns, as in a form. */
const isForm = (cells: Cell[]): boolean =>
  cells.length >= 4 &&
  cells.every((cell, at) => isWholeName(textOf(cell).replace(/[:：]$/, '')) === (at % 2 === 0));

/** The header in a sheet's first rows, if there is one. */
export function findHeader(rows: Row[]): Header | undefined {
  const scores = rows.slice(0, HEADER_ROWS_MAX).map(headerScore);
  const best = Math.max(0, ...scores);
  const at = scores.findIndex((score) => score > 0 && score >= best * 0.6);
  if (at < 0) return onlyNames(rows);
  let first = at;
  let last = at;
  if (first > 0 && isParentRow(rows[first - 1]!, rows[first]!)) first--;
  while (last + 1 < rows.length && isPartRow(rows[last]!, rows[last + 1]!)) last++;
  return headerOf(rows.slice(first, last + 1));
}

/** The header that these rows are. */
export const headerOf = (rows: Row[]): Header => ({
  first: rows[0]!.number,
  last: rows.at(-1)!.number,
  texts: textsOf(rows),
});

/** 姓名 alone above one column of them. */
function onlyNames(rows: Row[]): Header | undefined {
  const at = rows.findIndex((row) => ownCells(row).some((cell) => isOfName(textOf(cell))));
  const isOnly = at >= 0 && rows.slice(at).every((row) => ownCells(row).length === 1);
  return isOnly ? headerOf(rows.slice(at, at + 1)) : undefined;
}

/** Texts of a header row by column; a text over empty cells stands for the group to its right. */
function spread(row: Row, below: Row | undefined): string[] {
  const texts: string[] = [];
  const columns = Math.max(row.cells.length, below?.cells.length ?? 0);
  for (let column = 0; column < columns; column++) {
    const own = textOf(row.cells[column]);
    const isUnderGroup =
      own === '' && column > 0 && isOwn(below?.cells[column]) && isOwn(below?.cells[column - 1]);
    texts[column] = isUnderGroup ? (texts[column - 1] ?? '') : own;
  }
  return texts;
}

function textsOf(rows: Row[]): string[][] {
  const spreads = rows.map((row, at) => spread(row, rows[at + 1]));
  const columns = Math.max(...spreads.map((texts) => texts.length));
  return Array.from({ length: columns }, (_, column) =>
    spreads
      .map((texts) => texts[column] ?? '')
      .filter((text, at, all) => text !== '' && text !== all[at - 1]),
  );
}

const isWide = (row: Row, column: number): boolean => {
  const cell = row.cells[column];
  const [origin, next] = [cell?.origin?.column ?? column, row.cells[column + 1]?.origin];
  const isCarried = cell?.origin?.row === row.number && origin < column;
  return isCarried || (next?.row === row.number && next.column === origin);
};

/** Names of groups of columns: short texts, several of them, over more than one column each. */
function isParentRow(row: Row, below: Row): boolean {
  const columns = row.cells.flatMap((cell, column) => (isOwn(cell) ? [column] : []));
  if (columns.length < 2 || below.number !== row.number + 1) return false;
  if (isForm(ownCells(row))) return false;
  const areShort = columns.every((column) => {
    const cell = row.cells[column]!;
    return !isValue(cell) && cell.text.length <= PARENT_CHARS_MAX && !/[:：]/.test(cell.text);
  });
  return areShort && columns.some((column) => isWide(row, column) || !row.cells[column + 1]);
}

/** Parts of what stands above: each cell under a wide or empty one, or the end of a name begun above. */
function isPartRow(above: Row, row: Row): boolean {
  if (row.number !== above.number + 1) return false;
  const texts = spread(above, row);
  const columns = row.cells.flatMap((cell, column) => (isOwn(cell) ? [column] : []));
  if (columns.length === 0 || columns.some((column) => isValue(row.cells[column]!))) return false;
  const isAlone = columns.length === 1;
  let names = 0;
  for (const column of columns) {
    const [over, own] = [texts[column] ?? '', textOf(row.cells[column])];
    const isUnderWide =
      isWide(above, column) || !above.cells[column] || isSpreadFrom(above, row, column);
    if ((isAlone || !isUnderWide) && !isWholeName(over + own)) return false;
    if (isHeaderName(own, over)) names++;
  }
  return names >= 1 && names / columns.length >= SHARE_MIN;
}

/** A group's name without a merge: it stands over its first part, the next cells beside it are empty. */
const isSpreadFrom = (above: Row, row: Row, column: number): boolean =>
  isOwn(above.cells[column]) &&
  !above.cells[column + 1] &&
  isOwn(row.cells[column + 1]) &&
  !isWholeName(textOf(above.cells[column]));
