/**
 * PostgreSQL refuses to run as root. As root we run it, in this order: as the owner of the existing
 * data; in a user namespace of its own (it sees itself as uid 65534, the files stay root's); as
 * uid 65534 with the data handed over to it. Anybody else runs it as themselves.
 */
import { chmod, chown, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command';

export interface RunAs {
  /** The command line and identity to spawn a program with. */
  spawnArgs(
    program: string,
    args: readonly string[],
  ): { command: string; args: string[]; uid?: number; gid?: number };
  /** Hands a file or folder, with all in it, to whoever runs PostgreSQL. */
  handOver(path: string): Promise<void>;
  /** Lets whoever runs PostgreSQL pass through a folder of ours to its own parts, without seeing the rest. */
  letThrough(folder: string): Promise<void>;
}

const NOBODY = 65_534;
const PASSAGE = 0o001;
const NAMESPACE = ['-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

const ourselves: RunAs = {
  spawnArgs: (program, args) => ({ command: program, args: [...args] }),
  handOver: async () => undefined,
  letThrough: async () => undefined,
};

const inNamespace: RunAs = {
  spawnArgs: (program, args) => ({ command: 'unshare', args: [...NAMESPACE, program, ...args] }),
  handOver: async () => undefined,
  letThrough: async () => undefined,
};

const as = (uid: number, gid: number): RunAs => ({
  spawnArgs: (program, args) => ({ command: program, args: [...args], uid, gid }),
  handOver: (path) => chownAll(path, uid, gid),
  async letThrough(folder) {
    const { uid: owner, mode } = await stat(folder);
    if (owner !== uid && (mode & PASSAGE) === 0) await chmod(folder, (mode & 0o777) | PASSAGE);
  },
});

async function chownAll(path: string, uid: number, gid: number): Promise<void> {
  if (!(await stat(path)).isDirectory()) return chown(path, uid, gid);
  for (const item of await readdir(path, { recursive: true }))
    await lchown(join(path, item), uid, gid);
  await chown(path, uid, gid);
}

/** @param clusterFolder PostgreSQL's data, which may not exist yet */
export async function chooseRunAs(clusterFolder: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return ourselves;
  const owner = await stat(clusterFolder).catch(() => undefined);
  if (owner && owner.uid !== 0) return as(owner.uid, owner.gid);
  if ((await run('unshare', [...NAMESPACE, 'true'])).code === 0) return inNamespace;
  const nobody = as(NOBODY, NOBODY);
  if (owner) await nobody.handOver(clusterFolder);
  return nobody;
}
