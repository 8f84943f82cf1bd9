/**
 * Searches bytes for strings as a thief would: UTF-8, UTF-16 and base64 at any alignment, also
 * inside gzip. The one judge of "nothing readable" for disks, logs and columns.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Where a string was found. */
export interface Hit {
  /** A file or a column. */
  where: string;
  text: string;
}

/** Base64 of the bytes at each of the three places they can start in a group, without the edges. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return Buffer.from(text.slice(start, end));
  });
}

function formsOf(text: string): Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const escaped = JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(escaped.slice(1, -1)),
    Buffer.from(utf8.toString('hex')),
    ...base64Forms(utf8),
  ];
}

/** Whatever opens as gzip within the bytes. */
function unpacked(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (
    let at = bytes.indexOf('1f8b08', 0, 'hex');
    at >= 0;
    at = bytes.indexOf('1f8b08', at + 1, 'hex')
  ) {
    try {
      found.push(gunzipSync(bytes.subarray(at)));
    } catch {
      continue;
    }
  }
  return found;
}

/** What to look for, prepared once for many haystacks. */
export class Search {
  private readonly needles: { text: string; forms: Buffer[] }[];

  constructor(texts: readonly string[]) {
    this.needles = texts.map((text) => ({ text, forms: formsOf(text) }));
  }

  in(where: string, bytes: Buffer): Hit[] {
    const haystacks = [bytes, ...unpacked(bytes)];
    const isIn = (form: Buffer): boolean => haystacks.some((one) => one.includes(form));
    return this.needles
      .filter(({ forms }) => forms.some(isIn))
      .map(({ text }) => ({ where, text }));
  }

  /** Every file of a folder; one that goes away meanwhile is passed over. */
  async inFolder(folder: string): Promise<{ hits: Hit[]; files: number; bytes: number }> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found = { hits: [] as Hit[], files: 0, bytes: 0 };
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const content = await readFile(path).catch(() => undefined);
      if (!content) continue;
      found.files += 1;
      found.bytes += content.length;
      found.hits.push(...this.in(relative(folder, path), content));
    }
    return found;
  }
}
