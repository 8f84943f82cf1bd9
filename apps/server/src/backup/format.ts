/**
 * A backup on disk, in a folder of its own:
 *
 *   manifest-000012.json        what belongs to backup 12; made last, by a link that only one can make
 *   part-000012-<random>.ndjson   entries and wrapped keys since backup 11; never changed again
 *   tables-000012-<random>.ndjson the small tables as of backup 12
 *
 * Invariants: a manifest names files that are whole on disk, with their SHA-256, and is signed by
 * the key that signs heads; parts are kept, tables are replaced; nothing here opens a name: the keys
 * lie in a file apart.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { canonical, PLACE } from '@doorstep/ledger';
import { SaidError } from '../settings';
import { PLACE_TABLES, WHOLE_TABLES } from '../store/copy';

const place = v.pipe(v.string(), v.regex(PLACE));
const seq = v.pipe(v.number(), v.integer(), v.minValue(0));
const chain = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const FileSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^(part|tables)-\d{6}-[0-9a-f]{12}\.ndjson$/)),
  sha256: v.string(),
});

const ManifestSchema = v.strictObject({
  format: v.literal(1),
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  madeAt: v.string(),
  /** Which keys open it. */
  fingerprint: v.string(),
  epoch: v.string(),
  /** Of the signatures of the heads, base64. */
  publicKey: v.string(),
  parts: v.array(FileSchema),
  tables: FileSchema,
  heads: v.array(v.strictObject({ place, head: seq, chain, signature: v.string() })),
  /** Over `manifestText`, base64. */
  signature: v.string(),
});
export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type BackupFile = v.InferOutput<typeof FileSchema>;

/** A line of a part or of the tables. */
const LineSchema = v.variant('is', [
  v.strictObject({
    is: v.literal('entry'),
    place,
    seq,
    receivedAt: v.string(),
    offsetMs: v.number(),
    chain,
    /** The canonical text, as stored. */
    content: v.string(),
  }),
  v.strictObject({ is: v.literal('village-key'), place, wrapped: v.string() }),
  v.strictObject({
    is: v.literal('key'),
    place,
    k: v.string(),
    subject: v.string(),
    wrapped: v.string(),
  }),
  v.strictObject({
    is: v.literal('row'),
    table: v.picklist([...WHOLE_TABLES, ...PLACE_TABLES]),
    row: v.record(v.string(), v.unknown()),
  }),
]);
export type Line = v.InferOutput<typeof LineSchema>;

/** DER of a raw Ed25519 public key up to its 32 bytes. */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a text was signed by whoever holds the key the manifest names. */
export function isSigned(
  { publicKey }: Pick<Manifest, 'publicKey'>,
  text: string,
  signature: string,
): boolean {
  const der = Buffer.concat([SPKI_ED25519, Buffer.from(publicKey, 'base64')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}

/** What is signed of a manifest: all of it. */
export const manifestText = (manifest: Omit<Manifest, 'signature'>): string =>
  `doorstep backup v1\n${canonical(manifest)}`;

const MANIFEST = /^manifest-(\d{6})\.json$/;
export const manifestName = (number: number): string =>
  `manifest-${String(number).padStart(6, '0')}.json`;

/** A file of a backup is damaged, or not there. */
export const broken = (file: string): SaidError => new SaidError('cli.backupBroken', { file }, 1);

/** The newest manifest; undefined in a folder without one. @throws SaidError when it was changed */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const last = names
    .filter((name) => MANIFEST.test(name))
    .sort()
    .at(-1);
  if (!last) return undefined;
  try {
    const text = await readFile(join(folder, last), 'utf8');
    const { signature, ...manifest } = v.parse(ManifestSchema, JSON.parse(text));
    if (isSigned(manifest, manifestText(manifest), signature)) return { ...manifest, signature };
  } catch {
    throw broken(last);
  }
  throw broken(last);
}

/**
 * The lines of one file, streamed.
 * @throws SaidError when a line is malformed; after the last line, when the bytes are not those written
 */
export async function* linesOf(folder: string, file: BackupFile): AsyncGenerator<Line> {
  const hash = createHash('sha256');
  const stream = createReadStream(join(folder, file.name));
  const opened = new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', reject);
  });
  await opened.catch(() => {
    throw broken(file.name);
  });
  stream.on('data', (bytes) => hash.update(bytes));
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    let line: Line;
    try {
      line = v.parse(LineSchema, JSON.parse(text));
    } catch {
      throw broken(file.name);
    }
    yield line;
  }
  if (hash.digest('hex') !== file.sha256) throw broken(file.name);
}
