/** A village's own spreadsheet in, an understanding of it out. See `face.ts` for what is promised. */
export * from './face';
export * from './texts';
export { understand } from './understand';
export { cellOf } from './rows/sheet-context';
export { problemWorkbook } from './write/problem-workbook';
export {
  tableCsv,
  tableXlsx,
  type TableCell,
  type TableColumn,
  type TableFile,
  type TableKind,
  type TableLine,
} from './write/table';
export { openWorkbook } from './read/open';
export { escapeXml } from './write/pack';
