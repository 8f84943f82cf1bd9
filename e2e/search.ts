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

/** What to look for: a text, or bytes under a name. */
export type Needle = string | { name: string; bytes: Buffer };

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

/** Any text as ASCII only, as JSON may write it. */
const escaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

const formsOfBytes = (bytes: Buffer): Buffer[] => [
  bytes,
  Buffer.from(bytes.toString('hex')),
  ...base64Forms(bytes),
];

const formsOf = (needle: Needle): Buffer[] =>
  typeof needle !== 'string'
    ? formsOfBytes(needle.bytes)
    : [
        ...formsOfBytes(Buffer.from(needle, 'utf8')),
        Buffer.from(needle, 'utf16le'),
        Buffer.from(encodeURIComponent(needle)),
        Buffer.from(escaped(needle)),
      ];

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

  constructor(needles: readonly Needle[]) {
    this.needles = needles.map((needle) => ({
      text: typeof needle === 'string' ? needle : needle.name,
      forms: formsOf(needle),
    }));
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
