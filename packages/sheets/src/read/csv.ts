/**
 * Rows of text with separators: UTF-8 with or without its mark, UTF-16 with it, else GB18030; comma,
 * semicolon or tab, whichever divides the first lines most evenly. Quotes may hold line ends; a
 * row's number is the line on which it begins.
 */
import { UnreadableFile } from '../face';
import { LIMITS, detached, type Cell, type Row, type Workbook } from './workbook';

type Encoding = NonNullable<Workbook['encoding']>;

const PIECE_BYTES = 64 * 1024;
const SAMPLE_CHARS = 20_000;
const QUOTED_LINES_MAX = 60;
const STRAYS_MAX = 1_000;

function* decode(bytes: Uint8Array, decoder: TextDecoder): Iterable<string> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const isLast = at + PIECE_BYTES >= bytes.length;
    yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: !isLast });
  }
}

function isValid(bytes: Uint8Array, label: string): boolean {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    for (const text of decode(bytes, decoder)) if (text.includes('\0')) return false;
    return true;
  } catch {
    return false;
  }
}

function encodingOf(bytes: Uint8Array): { encoding: Encoding; label: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16', label: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16', label: 'utf-16be' };
  if (isValid(bytes, 'utf-8')) return { encoding: 'utf-8', label: 'utf-8' };
  if (isValid(bytes, 'gb18030')) return { encoding: 'gb18030', label: 'gb18030' };
  throw new UnreadableFile('not_a_spreadsheet');
}

function separatorOf(sample: string): string {
  const told = /^sep=(.)\r?\n/i.exec(sample);
  if (told) return told[1]!;
  const lines = sample
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .slice(0, 60);
  const score = (separator: string): number => {
    const counts = lines.map((line) => line.split(separator).length - 1).filter((n) => n > 0);
    const usual = [...counts].sort((a, b) => a - b)[counts.length >> 1] ?? 0;
    return counts.filter((n) => n === usual).length * Math.min(usual, 50);
  };
  return [',', '\t', ';'].reduce((best, one) => (score(one) > score(best) ? one : best));
}

/** `="0123"` is how a text of digits is kept from becoming a number. */
function cellOf(written: string): Cell | undefined {
  const text = /^="(.*)"$/s.exec(written.trim())?.[1] ?? written;
  if (text.trim() === '') return undefined;
  const isError = /^#(REF|N\/A|VALUE|NAME|DIV\/0|NULL|NUM)[!?]?$/i.test(text.trim());
  return { kind: isError ? 'error' : 'text', text: detached(text) };
}

/**
 * Cuts text that comes in pieces into rows. A quote that is not closed within a cell's length or
 * so many lines was never meant as one: what stands behind it is cut again without it, so that one
 * stray mark does not swallow the rest of a register.
 */
function createCutter(separator: string, emit: (row: Row) => void) {
  let row: Row = { number: 1, cells: [] };
  let column = 0;
  let line = 1;
  let field = '';
  /** Within quotes: the line they began on. */
  let quotedFrom: number | undefined;
  let isAfterQuote = false;
  let isAfterReturn = false;
  let strays = 0;

  function endField(): void {
    const cell = column < LIMITS.columns ? cellOf(field) : undefined;
    if (cell) row.cells[column] = cell;
    column++;
    field = '';
  }
  function endRow(): void {
    endField();
    if (row.cells.length > 0) emit(row);
    row = { number: line, cells: [] };
    column = 0;
  }
  function takeAsStray(): void {
    if (++strays > STRAYS_MAX) throw new UnreadableFile('damaged');
    const within = field;
    line = quotedFrom!;
    quotedFrom = undefined;
    field = '"';
    isAfterReturn = false;
    feed(within);
  }
  function within(one: string): void {
    isAfterQuote = one === '"';
    if (isAfterQuote) quotedFrom = undefined;
    else field += one;
    if (field.length > LIMITS.cellChars || line - (quotedFrom ?? line) > QUOTED_LINES_MAX) {
      takeAsStray();
    }
  }
  function quote(): void {
    if (isAfterQuote) field += '"';
    if (isAfterQuote || field.trim() === '') quotedFrom = line;
    else field += '"';
    if (!isAfterQuote && quotedFrom !== undefined) field = '';
    isAfterQuote = false;
  }
  function char(one: string): void {
    const isSecondHalf = one === '\n' && isAfterReturn;
    isAfterReturn = one === '\r';
    const isLineEnd = one === '\n' || one === '\r';
    if (isLineEnd && !isSecondHalf) line++;
    if (quotedFrom !== undefined) return within(one);
    if (one === '"') return quote();
    isAfterQuote = false;
    if (one === separator) endField();
    else if (isLineEnd) {
      if (!isSecondHalf) endRow();
    } else if (field.length < LIMITS.cellChars) field += one;
  }
  function feed(text: string): void {
    for (let at = 0; at < text.length; at++) char(text[at]!);
  }
  function end(): void {
    while (quotedFrom !== undefined) takeAsStray();
    endRow();
  }
  return { feed, end };
}

/** Opens text with separators as a workbook of one sheet without a name. */
export function openCsv(bytes: Uint8Array): Workbook {
  const { encoding, label } = encodingOf(bytes);
  const sample = new TextDecoder(label).decode(bytes.subarray(0, SAMPLE_CHARS));
  const separator = separatorOf(sample);
  let share = 0;
  function* rows(): Iterable<Row> {
    const ready: Row[] = [];
    const cutter = createCutter(separator, (row) => ready.push(row));
    let count = 0;
    let pieces = 0;
    for (const text of decode(bytes, new TextDecoder(label))) {
      cutter.feed(text);
      share = Math.min(1, (++pieces * PIECE_BYTES) / bytes.length);
      for (const row of ready.splice(0)) {
        if (++count > LIMITS.rows) throw new UnreadableFile('too_many_rows', { max: LIMITS.rows });
        if (!(count === 1 && /^sep=.?$/i.test(row.cells[0]?.text ?? ''))) yield row;
      }
    }
    cutter.end();
    yield* ready;
  }
  return {
    format: 'csv',
    encoding,
    sheets: [{ name: '', hidden: false, date1904: false, rows, share: () => share }],
  };
}
