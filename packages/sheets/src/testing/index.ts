/** Workbooks and people for the tests of others. */
export { writeXlsx, type Cell, type SheetToWrite } from './workbook';
export { inventId, inventPhone } from './invent';
export { openZip } from '../read/zip';
