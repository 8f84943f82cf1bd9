/** Secrets in files of their own, readable by the owner only, written whole or not at all. */
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A secret file has the wrong length: damaged, or not ours. It is never replaced. */
export class SecretBroken extends Error {
  readonly code = 'secret-broken';
  constructor(path: string) {
    super(
      `${path} is damaged: restore it from where you keep it; without it nothing sealed can be read`,
    );
  }
}

async function read(path: string, length: number): Promise<Buffer | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes && bytes.length !== length) throw new SecretBroken(path);
  return bytes;
}

/**
 * The secret in `path`, made at first use. Two processes starting at once get the same one.
 * @throws SecretBroken
 */
export async function secretFile(
  path: string,
  length: number,
  randomBytes: (length: number) => Buffer,
): Promise<Buffer> {
  const found = await read(path, length);
  if (found) return found;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(length));
    await file.sync();
  } finally {
    await file.close();
  }
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  const made = await read(path, length);
  if (!made) throw new SecretBroken(path);
  return made;
}
