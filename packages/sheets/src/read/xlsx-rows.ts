/**
 * The rows of one .xlsx sheet, as they come out of its XML. Formulas are never evaluated: the value
 * kept beside them is used, and its absence is told.
 */
import { UnreadableFile } from '../face';
import { dayOfSerial } from './styles';
import { LIMITS, columnOf, detached, type Cell, type Row } from './workbook';
import { attribute, createXmlReader, unescaped, xmlText } from './xml';

interface Given {
  shared: string[];
  isDay: (style: number) => boolean;
  date1904: boolean;
}

/** What is known of a cell while its element is open. */
interface Open {
  column: number;
  type: string;
  style: number;
  value: string;
  inline: string;
  hasFormula: boolean;
}

/** Rows that hold any value. */
export function* sheetRows(pieces: Iterable<Uint8Array>, given: Given): Iterable<Row> {
  const ready: Row[] = [];
  const reader = createXmlReader(rowHandler(given, (row) => ready.push(row)));
  let rows = 0;
  for (const text of xmlText(pieces)) {
    reader.feed(text);
    for (const row of ready.splice(0)) {
      if (++rows > LIMITS.rows) throw new UnreadableFile('too_many_rows', { max: LIMITS.rows });
      yield row;
    }
  }
  reader.end();
}

function rowHandler(given: Given, emit: (row: Row) => void) {
  let row: Row | undefined;
  let lastRow = 0;
  let lastColumn = -1;
  let cell: Open | undefined;
  let into: 'value' | 'inline' | undefined;
  let isReading = false;

  function openCell(attributes: string): void {
    const address = attribute(attributes, 'r');
    lastColumn = address ? columnOf(address) : lastColumn + 1;
    cell = {
      column: lastColumn,
      type: attribute(attributes, 't') ?? 'n',
      style: Number(attribute(attributes, 's') ?? 0),
      value: '',
      inline: '',
      hasFormula: false,
    };
  }

  function closeCell(): void {
    const read = cell && row && cell.column < LIMITS.columns ? cellOf(cell, given) : undefined;
    if (read) row!.cells[cell!.column] = read;
    cell = undefined;
  }

  return {
    open(name: string, attributes: string): void {
      if (name === 'c') openCell(attributes);
      else if (name === 'v') into = 'value';
      else if (name === 't') into = isReading ? undefined : 'inline';
      else if (name === 'f') {
        if (cell) cell.hasFormula = true;
      } else if (name === 'rPh') isReading = true;
      else if (name === 'row') {
        lastRow = Number(attribute(attributes, 'r') ?? lastRow + 1);
        lastColumn = -1;
        row = { number: lastRow, cells: [] };
      }
    },
    text(text: string): void {
      if (into && cell && cell[into].length < LIMITS.cellChars) cell[into] += text;
    },
    close(name: string): void {
      if (name === 'v' || name === 't') into = undefined;
      else if (name === 'c') closeCell();
      else if (name === 'rPh') isReading = false;
      else if (name === 'row') {
        if (row && row.cells.length > 0) emit(row);
        row = undefined;
      }
    },
  };
}

const textCell = (text: string): Cell | undefined =>
  text.trim() === '' ? undefined : { kind: 'text', text };

function cellOf({ type, style, value, inline, hasFormula }: Open, given: Given): Cell | undefined {
  if (type === 's') return textCell(given.shared[Number(value)] ?? '');
  if (type === 'inlineStr') return textCell(detached(unescaped(inline)));
  if (value === '')
    return hasFormula && type !== 'str' ? { kind: 'no-value', text: '' } : undefined;
  if (type === 'str') return textCell(detached(unescaped(value)));
  if (type === 'e') return { kind: 'error', text: value };
  if (type === 'b') return { kind: 'boolean', text: value === '1' ? 'TRUE' : 'FALSE' };
  if (type === 'd') return { kind: 'date', text: value.slice(0, 10) };
  return numberCell(value.trim(), given.isDay(style), given.date1904);
}

/** A number as a person would read it there: all digits of a whole one, the day of a dated one. */
function numberCell(written: string, isDay: boolean, date1904: boolean): Cell | undefined {
  const number = Number(written);
  if (written === '' || Number.isNaN(number)) return textCell(written);
  const day = isDay ? dayOfSerial(number, date1904) : undefined;
  if (day) return { kind: 'date', text: day, number };
  const text = /^\d+$/.test(written) ? detached(written) : plain(number);
  return { kind: 'number', text, number };
}

/** Rounded to the 15 digits a spreadsheet shows: 36.6 is stored as 36.600000000000001. */
const plain = (number: number): string => String(Number(number.toPrecision(15)));
