/** The keys of a server in one file, to be kept apart from its backups: with both, names can be read. */
import { createHash } from 'node:crypto';
import { link, mkdir, open, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import * as v from 'valibot';
import { SaidError } from '../settings';

const secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/));
const KeyFileSchema = v.strictObject({ format: v.literal(1), master: secret, signing: secret });

export type Secrets = v.InferOutput<typeof KeyFileSchema>;

const FILES = [
  ['master', 'master.key'],
  ['signing', 'signing.key'],
] as const;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

async function writeSecret(path: string, content: string | Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether a file would lie in a folder, whatever links lead there. */
async function isIn(folder: string, path: string): Promise<boolean> {
  const [parent, outer] = [dirname(resolve(path)), resolve(folder)];
  const [from, to] = await Promise.all(
    [outer, parent].map((one) => realpath(one).catch(() => one)),
  );
  return relative(from!, join(to!, basename(path))).split(sep)[0] !== '..';
}

/**
 * Writes the key file; one that is there with the same keys stays.
 * @throws SaidError when it would lie in the backup's folder, or another file is there
 */
export async function saveKeyFile(path: string, dataFolder: string, backup: string): Promise<void> {
  if (await isIn(backup, path)) throw new SaidError('cli.keysApart', { file: path });
  const named = FILES.map(async ([name, file]) => [
    name,
    (await readFile(join(dataFolder, 'keys', file))).toString('base64'),
  ]);
  const text = `${JSON.stringify({ format: 1, ...Object.fromEntries(await Promise.all(named)) })}\n`;
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found !== undefined && digest(found) === digest(text)) return;
  if (found !== undefined) throw new SaidError('cli.fileThere', { file: path }, 1);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.draft`;
  await rm(draft, { force: true });
  try {
    await writeSecret(draft, text);
    await link(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** @throws SaidError when the file is no key file */
export async function readKeyFile(path: string): Promise<Secrets> {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    return v.parse(KeyFileSchema, JSON.parse(text));
  } catch {
    throw new SaidError('cli.noKeyFile', { file: path }, 1);
  }
}

/** Puts the keys of a key file into a new data folder. */
export async function placeKeys(keys: Secrets, dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, file] of FILES)
    await writeSecret(join(folder, file), Buffer.from(keys[name], 'base64'));
}
