/** Saves a table as a file from this page, a piece at a time, so that the page stays quick meanwhile. */
import { tableCsv, tableXlsx, type TableFile } from '@doorstep/sheets';

export type FileFormat = 'xlsx' | 'csv';

const WRITE = { xlsx: tableXlsx, csv: tableCsv } as const;
const TYPE = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
} as const;
/** Work between two breaths of the page, ms. */
const SLICE_MS = 20;

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function blobOf(file: TableFile, format: FileFormat): Promise<Blob> {
  const pieces: BlobPart[] = [];
  let sinceMs = performance.now();
  for (const piece of WRITE[format](file)) {
    pieces.push(piece as Uint8Array<ArrayBuffer>);
    if (performance.now() - sinceMs < SLICE_MS) continue;
    await breath();
    sinceMs = performance.now();
  }
  return new Blob(pieces, { type: TYPE[format] });
}

/** @param name of the file, without its ending */
export async function saveTable(file: TableFile, format: FileFormat, name: string): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await blobOf(file, format));
  link.download = `${name.replace(/[\\/:*?"<>|]/g, ' ')}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
