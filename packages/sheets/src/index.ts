/** A village's own spreadsheet in, an understanding of it out. See `face.ts` for what is promised. */
export * from './face';
export * from './texts';
export { understand } from './understand';
export { cellOf } from './rows/sheet-context';
export { problemWorkbook } from './write/problem-workbook';
