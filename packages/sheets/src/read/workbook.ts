/**
 * A workbook as every reader gives it: sheets whose rows come one after another, so that only one
 * row is ever held. Columns count from 0 (A), rows from 1 as people count them. A merged cell is
 * carried to every cell it covers; the carried copy says where its value stands.
 */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'no-value';

export interface Cell {
  kind: CellKind;
  /** As written; whole numbers with all their digits, dates as `YYYY-MM-DD`. */
  text: string;
  /** Of a number or a date: the value stored. */
  number?: number;
  /** Of a value merged over this cell: where it stands. */
  origin?: { row: number; column: number };
}

export interface Row {
  /** In the sheet; for .csv the line on which it begins. */
  number: number;
  /** By column; cells without a value are not there. */
  cells: (Cell | undefined)[];
}

export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface SheetSource {
  name: string;
  hidden: boolean;
  /** Whether days are counted from 1904. */
  date1904: boolean;
  /** May be walked more than once. */
  rows: () => Iterable<Row>;
  /** 0 … 1, how much of the rows has been walked. */
  share: () => number;
}

export interface Workbook {
  format: 'xlsx' | 'xls' | 'csv';
  encoding?: 'utf-8' | 'utf-16' | 'gb18030';
  sheets: SheetSource[];
}

/** Beyond these nothing is read: no register of people is as large. */
export const LIMITS = {
  fileBytes: 100 * 2 ** 20,
  entries: 2_000,
  entryBytes: 512 * 2 ** 20,
  totalBytes: 1024 * 2 ** 20,
  ratio: 200,
  ratioFromBytes: 64 * 2 ** 20,
  xmlDepth: 64,
  xmlPendingChars: 4 * 2 ** 20,
  sharedTextChars: 64 * 2 ** 20,
  rows: 200_000,
  columns: 512,
  sheets: 300,
  merges: 400_000,
  cellChars: 32_767,
} as const;

/** `0` → `A`, `26` → `AA`. */
export function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** `A` → 0; stops at the first character that is no letter, so `AB12` → 27. */
export function columnOf(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const SHORT = 13;

/**
 * The same text in memory of its own: a long piece cut out of a longer text keeps all of that alive
 * in every engine we run on, and a row's facts would keep the whole file.
 */
export const detached = (text: string): string =>
  text.length < SHORT ? text : decoder.decode(encoder.encode(text));
