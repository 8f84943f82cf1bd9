/** Writes workbooks for tests as spreadsheet programs write them: cells of every kind, merges, hidden sheets. */
import { letterOf } from '../read/workbook';
import { STYLE, escapeXml, packXlsx, type PackOptions } from '../write/pack';

/** A cell to write; a text alone is the commonest. */
export type Cell =
  | string
  | number
  | undefined
  | { day: string; style?: number }
  | { serial: number }
  | { formula: string; value?: string | number }
  | { error: string }
  | { digits: string }
  | { rich: string[] };

export interface SheetToWrite {
  name: string;
  rows: (Cell[] | undefined)[];
  /** `A1:C1`. */
  merges?: string[];
  isHidden?: boolean;
}

export interface WriteOptions {
  /** Texts in the shared table, as spreadsheet programs do, or in the cells, as libraries do. */
  texts?: 'shared' | 'inline';
  date1904?: boolean;
}

const DAY_MS = 86_400_000;

/** The number a spreadsheet stores for a day. */
export const serialOf = (day: string, date1904 = false): number =>
  (Date.parse(`${day}T00:00:00Z`) - (date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30))) /
  DAY_MS;

/** The bytes of an .xlsx with these sheets. */
export function writeXlsx(sheets: SheetToWrite[], options: WriteOptions = {}): Uint8Array {
  const shared = new Map<string, number>();
  const textXml = (text: string): string => `<t xml:space="preserve">${escapeXml(text)}</t>`;

  function textCell(address: string, xml: string): string {
    if (options.texts === 'inline') return `<c r="${address}" t="inlineStr"><is>${xml}</is></c>`;
    if (!shared.has(xml)) shared.set(xml, shared.size);
    return `<c r="${address}" t="s"><v>${shared.get(xml)}</v></c>`;
  }
  function cellXml(cell: Cell, address: string): string {
    if (cell === undefined || cell === '') return '';
    if (typeof cell === 'string') return textCell(address, textXml(cell));
    if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
    if ('day' in cell) {
      const serial = serialOf(cell.day, options.date1904);
      return `<c r="${address}" s="${cell.style ?? STYLE.day}"><v>${serial}</v></c>`;
    }
    if ('serial' in cell) return `<c r="${address}"><v>${cell.serial}</v></c>`;
    if ('digits' in cell) return `<c r="${address}"><v>${cell.digits}</v></c>`;
    if ('error' in cell) return `<c r="${address}" t="e"><v>${escapeXml(cell.error)}</v></c>`;
    if ('rich' in cell) {
      const runs = cell.rich.map((run) => `<r><rPr><b/></rPr>${textXml(run)}</r>`).join('');
      return textCell(address, `${runs}<rPh sb="0" eb="1"><t>ignored</t></rPh>`);
    }
    const value = cell.value === undefined ? '' : `<v>${escapeXml(String(cell.value))}</v>`;
    const type = typeof cell.value === 'string' ? ' t="str"' : '';
    return `<c r="${address}"${type}><f>${escapeXml(cell.formula)}</f>${value}</c>`;
  }
  const packed = sheets.map(({ name, rows, merges = [], isHidden }) => {
    const inner = rows.map((cells, at) => {
      if (!cells) return '';
      const row = at + 1;
      const xml = cells.map((cell, column) => cellXml(cell, `${letterOf(column)}${row}`));
      return `<row r="${row}" spans="1:${Math.max(1, cells.length)}">${xml.join('')}</row>`;
    });
    const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    const mergesXml = merged && `<mergeCells count="${merges.length}">${merged}</mergeCells>`;
    return { name, isHidden, xml: [`<sheetData>${inner.join('')}</sheetData>${mergesXml}`] };
  });
  const sharedTexts = [...shared.keys()].map((xml) => `<si>${xml}</si>`);
  const pack: PackOptions = { date1904: options.date1904 };
  return packXlsx(packed, options.texts === 'inline' ? pack : { ...pack, sharedTexts });
}

const plain = (cell: Cell): string => {
  if (cell === undefined) return '';
  if (typeof cell !== 'object') return String(cell);
  if ('day' in cell) return cell.day.replace(/-0?/g, '/');
  if ('serial' in cell) return String(cell.serial);
  if ('digits' in cell)
    return cell.digits.length > 11
      ? Number(cell.digits).toExponential(5).replace('e', 'E')
      : cell.digits;
  if ('error' in cell) return cell.error;
  if ('rich' in cell) return cell.rich.join('');
  return String(cell.value ?? '');
};

/** The text of a .csv with these rows. */
export function csvText(rows: (Cell[] | undefined)[], separator: string, lineEnd = '\r\n'): string {
  const quoted = (text: string): string =>
    /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows
    .map((cells) => (cells ?? []).map((cell) => quoted(plain(cell))).join(separator))
    .join(lineEnd);
}
