/** Opens a file by what its bytes are, whatever its name says; one clear refusal for what is not. */
import { UnreadableFile, type SheetFile } from '../face';
import { openCsv } from './csv';
import { LIMITS, type Workbook } from './workbook';
import { openXlsx } from './xlsx';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte);

const isZip = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x4b);
const isCompound = (bytes: Uint8Array) => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

/** Compound files keep the names of their streams as UTF-16. */
function hasStream(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((char) => [char.charCodeAt(0), 0]);
  for (let at = 0; at + wanted.length <= bytes.length; at += 128) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}

function refuseCompound(bytes: Uint8Array): never {
  if (hasStream(bytes, 'EncryptedPackage')) throw new UnreadableFile('encrypted');
  if (hasStream(bytes, 'WordDocument')) throw new UnreadableFile('word');
  if (hasStream(bytes, 'Workbook') || hasStream(bytes, 'Book')) {
    throw new UnreadableFile('old_format');
  }
  throw new UnreadableFile('not_a_spreadsheet');
}

function refuseMarkup(bytes: Uint8Array): void {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2_000)).replace(/\0/g, '');
  const text = start.replace(/^[^<]{0,4}\s*(?:<!--.*?-->\s*)*/s, '');
  const isArchive = /^\s*mime-version:/i.test(start);
  if (isArchive || /^\s*<(!doctype html|html|head|body|table|meta|div)/i.test(text)) {
    throw new UnreadableFile('html');
  }
  if (/^\s*<\?xml/i.test(text)) {
    const isHtml = /<html/i.test(text);
    throw new UnreadableFile(isHtml ? 'html' : 'other_spreadsheet');
  }
  if (/^%PDF|^\{\\rtf|^\x89PNG|^GIF8|^\xff\xd8\xff|^Rar!|^7z/.test(start)) {
    throw new UnreadableFile(start.startsWith('{\\rtf') ? 'word' : 'not_a_spreadsheet');
  }
}

/** The workbook in a file. Throws `UnreadableFile`. */
export function openWorkbook({ bytes }: SheetFile): Workbook {
  if (bytes.length === 0) throw new UnreadableFile('empty');
  if (bytes.length > LIMITS.fileBytes) {
    throw new UnreadableFile('too_large', { megabytes: LIMITS.fileBytes / 2 ** 20 });
  }
  if (isZip(bytes)) return openXlsx(bytes);
  if (isCompound(bytes)) refuseCompound(bytes);
  refuseMarkup(bytes);
  return openCsv(bytes);
}
