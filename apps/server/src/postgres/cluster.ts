/**
 * One data folder: where its parts lie, made at first use.
 *   pg/  the cluster     pg.password  scram password of the one role     run/  the unix socket
 * The cluster is made beside its place and renamed, so a start killed half way leaves nothing half made.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { secretFile } from '../keys/secret-file';
import { findBinaries, suffix, type Binaries } from './binaries';
import { run } from './command';
import { PostgresError } from './problem';
import { chooseRunAs, type RunAs } from './run-as';

export interface Cluster {
  dataFolder: string;
  /** PostgreSQL's own data. */
  folder: string;
  /** Folder of the unix socket; undefined on Windows, where 127.0.0.1 is used. */
  socketFolder: string | undefined;
  password: string;
  binaries: Binaries;
  runAs: RunAs;
}

export const ROLE = 'doorstep';
/** Linux allows 107 bytes, macOS 103. */
const SOCKET_PATH_BYTES_MAX = 103;
const PASSWORD_LENGTH = 48;

/**
 * Finds or makes the cluster of a data folder.
 * @throws PostgresError
 */
export async function openCluster(dataFolder: string): Promise<Cluster> {
  const root = resolve(dataFolder);
  const folder = join(root, 'pg');
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    const found = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(absent);
    const binaries = await findBinaries(
      join(root, 'pg-links'),
      found ? Number.parseInt(found, 10) : undefined,
    );
    const runAs = await chooseRunAs(folder);
    await runAs.letThrough(root);
    const password = await passwordOf(join(root, 'pg.password'));
    const cluster = {
      dataFolder: root,
      folder,
      socketFolder: await socketFolderOf(root, runAs),
      password,
      binaries,
      runAs,
    };
    if (!found) await makeCluster(cluster);
    return cluster;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new PostgresError(
      'no-access',
      `${root} belongs to another user: start as that user or choose another DOORSTEP_DATA`,
      { cause: error },
    );
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** The password in its file, as hexadecimal text, made at first use. */
async function passwordOf(path: string): Promise<string> {
  const hexadecimal = (length: number): Buffer =>
    Buffer.from(randomBytes(length / 2).toString('hex'));
  return (await secretFile(path, PASSWORD_LENGTH, hexadecimal)).toString();
}

async function socketFolderOf(root: string, runAs: RunAs): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  const near = join(root, 'run');
  const fits = Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= SOCKET_PATH_BYTES_MAX;
  const short = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const folder = fits ? near : join(tmpdir(), `doorstep-${short}`);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const { uid, mode } = await stat(folder);
  const us = process.getuid?.();
  if ((us !== 0 && uid !== us) || (mode & 0o077) !== 0) {
    throw new PostgresError(
      'no-access',
      `${folder} must belong to you and be closed to others: remove it and start again`,
    );
  }
  await runAs.handOver(folder);
  return folder;
}

async function makeCluster(cluster: Cluster): Promise<void> {
  const { folder, dataFolder, binaries, runAs, password } = cluster;
  const draft = join(dataFolder, `pg.making-${randomBytes(6).toString('hex')}`);
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  const file = await open(passwordFile, 'wx', 0o600);
  await file.writeFile(password);
  await file.close();
  try {
    await runAs.handOver(draft);
    await runAs.handOver(passwordFile);
    const args = [
      '--pgdata',
      draft,
      '--username',
      ROLE,
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
    ];
    const settings = ['--encoding', 'UTF8', '--locale', 'C', '--data-checksums'];
    const {
      command,
      args: full,
      ...identity
    } = runAs.spawnArgs(join(binaries.folder, `initdb${suffix}`), [...args, ...settings]);
    const ended = await run(command, full, {
      ...identity,
      cwd: '/',
      env: { ...process.env, ...binaries.environment },
    });
    if (ended.code !== 0) throw initFailed(identity.uid !== undefined, ended.stderr);
    await putInPlace(draft, folder);
  } finally {
    await unlink(passwordFile);
    await rm(draft, { recursive: true, force: true });
  }
}

function initFailed(handedOver: boolean, stderr: string): PostgresError {
  const reason = stderr.trim().split('\n').slice(-3).join(' ');
  if (!handedOver)
    return new PostgresError('init-failed', `the database could not be made: ${reason}`);
  return new PostgresError(
    'cannot-run-as-root',
    `PostgreSQL does not run as root and could not run as another user here (${reason}): start as an ordinary user, move DOORSTEP_DATA where user 65534 may enter, or set DATABASE_URL`,
  );
}

/** The first of two processes that make a cluster at once wins. */
async function putInPlace(draft: string, folder: string): Promise<void> {
  const unlessTaken = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  };
  if (process.platform === 'win32') await rmdir(folder).catch(() => undefined);
  await rename(draft, folder).catch(unlessTaken);
}
