/**
 * A table as a file, .xlsx or .csv, handed out piece by piece while its lines are walked: nothing
 * of it is held but the piece being made. What it may hold is for the caller to decide.
 */
import { letterOf } from '../read/workbook';
import { STYLE, escapeXml, xlsxPieces } from './pack';

/** How a column's values are meant; see `TableCell`. */
export type TableKind = 'text' | 'number' | 'share' | 'day' | 'moment';

/**
 * Of a text its text, of a number the number, of a share a part of 1, of a day `YYYY-MM-DD`, of a
 * moment the wall clock `YYYY-MM-DD HH:MM`; undefined: empty. A text stands in any column.
 */
export type TableCell = string | number | undefined;

export interface TableColumn {
  label: string;
  kind: TableKind;
  /** In characters of the Latin alphabet; a Chinese one takes two. */
  width: number;
}

export interface TableLine {
  cells: readonly TableCell[];
  /** A group's heading or a total. */
  strong?: boolean;
}

export interface TableFile {
  /** On its tab; what a spreadsheet does not allow there is left out. */
  name: string;
  /** Lines above the table; .xlsx only. */
  title: readonly string[];
  columns: readonly TableColumn[];
  lines: Iterable<TableLine>;
}

const PIECE_CHARS = 64 * 1024;
const DAY_MS = 86_400_000;
const EPOCH_MS = Date.UTC(1899, 11, 30);
const SHEET_NAME_MAX = 31;

/** Joins short texts into pieces worth handing on. */
function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = '';
  }
  if (piece) yield piece;
}

const PLAIN: Record<TableKind, number> = {
  text: STYLE.text,
  number: STYLE.number,
  share: STYLE.share,
  day: STYLE.isoDay,
  moment: STYLE.moment,
};
const STRONG: Record<TableKind, number> = {
  ...PLAIN,
  text: STYLE.strongText,
  number: STYLE.strongNumber,
  share: STYLE.strongShare,
};

/** The number a spreadsheet stores for a day or a wall clock; undefined for another text. */
function serialOf(written: string): number | undefined {
  const [day = '', clock = '00:00'] = written.split(' ');
  const ms = Date.parse(`${day}T${clock}:00Z`);
  return Number.isNaN(ms) ? undefined : (ms - EPOCH_MS) / DAY_MS;
}

/** White space at either end of a text is kept only where that is said. */
const textXml = (address: string, text: string, style: number): string => {
  const space = text.trim() === text ? '' : ' xml:space="preserve"';
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t${space}>${escapeXml(text)}</t></is></c>`;
};

function cellXml(address: string, cell: TableCell, kind: TableKind, strong: boolean): string {
  if (cell === undefined || cell === '') return '';
  const styles = strong ? STRONG : PLAIN;
  const isTime = kind === 'day' || kind === 'moment';
  const value = typeof cell === 'string' && isTime ? serialOf(cell) : cell;
  return typeof value === 'number'
    ? `<c r="${address}" s="${styles[kind]}"><v>${value}</v></c>`
    : textXml(address, String(cell), styles.text);
}

function* rowsXml({ title, columns, lines }: TableFile): Iterable<string> {
  const letters = columns.map((_, at) => letterOf(at));
  let row = 0;
  for (const text of title) {
    row += 1;
    yield `<row r="${row}">${textXml(`A${row}`, text, row === 1 ? STYLE.title : STYLE.text)}</row>`;
  }
  row += 1;
  const header = columns.map(({ label }, at) =>
    textXml(`${letters[at]}${row}`, label, STYLE.header),
  );
  yield `<row r="${row}">${header.join('')}</row>`;
  for (const { cells, strong = false } of lines) {
    row += 1;
    const xml = columns.map(({ kind }, at) =>
      cellXml(`${letters[at]}${row}`, cells[at], kind, strong),
    );
    yield `<row r="${row}">${xml.join('')}</row>`;
  }
}

function* sheetXml(file: TableFile): Iterable<string> {
  const above = file.title.length + 1;
  yield `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${above}" topLeftCell="A${above + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`;
  for (const [at, { width }] of file.columns.entries())
    yield `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
  yield '</cols><sheetData>';
  yield* rowsXml(file);
  yield '</sheetData>';
}

const sheetName = (name: string): string =>
  name
    .replace(/[\\/?*[\]:]|^'|'$/g, ' ')
    .trim()
    .slice(0, SHEET_NAME_MAX) || '1';

/** The table as an .xlsx: its title, a header that stays in view, numbers and days as such. */
export const tableXlsx = (file: TableFile): Generator<Uint8Array> =>
  xlsxPieces([{ name: sheetName(file.name), xml: inPieces(sheetXml(file)) }]);

/** A text a spreadsheet would take for a formula is kept from becoming one. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function csvCell(cell: TableCell, kind: TableKind): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return quoted(harmless(cell));
  return kind === 'share' ? `${Math.round(cell * 100)}%` : String(cell);
}

function* csvLines({ columns, lines }: TableFile): Iterable<string> {
  const lineOf = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
  // Without this mark spreadsheets in China read the file as GBK.
  yield '\ufeff';
  yield lineOf(columns.map(({ label }) => csvCell(label, 'text')));
  for (const { cells } of lines)
    yield lineOf(columns.map(({ kind }, at) => csvCell(cells[at], kind)));
}

/** The table as a .csv: UTF-8 with its mark, the header first, no formula. */
export function* tableCsv(file: TableFile): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of inPieces(csvLines(file))) yield encoder.encode(piece);
}
