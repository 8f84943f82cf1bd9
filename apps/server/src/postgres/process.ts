/**
 * The postmaster process of a cluster: found by `postmaster.pid`, started, stopped.
 * Invariants: fsync, full-page writes and synchronous commits are always on; the child has a process
 * group of its own, so that the terminal's Ctrl-C reaches us and not the database.
 */
import { spawn } from 'node:child_process';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { suffix } from './binaries';
import { ROLE, type Cluster } from './cluster';
import { pause, run } from './command';
import { PostgresError } from './problem';

/** A postmaster that wrote its `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  /** Socket folder or 127.0.0.1. */
  host: string;
  port: number;
  /** Id of its System V segment, by which backends that outlive it are known; 0 on Windows. */
  segment: number;
  /** It was told to stop, and is still writing. */
  isStopping: boolean;
}

const POLL_MS = 25;
const SOCKET_PORT = 5432;
/** In the data folder: what PostgreSQL says since its last start; the start before it ends in `.1`. */
const LOG_NAME = 'pg.log';

const DURABLE = ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on'];
const TUNED = [
  'shared_buffers=256MB',
  'wal_compression=on',
  'max_wal_size=2GB',
  'min_wal_size=256MB',
  'checkpoint_timeout=15min',
  'max_connections=64',
  'max_parallel_workers_per_gather=0',
  'jit=off',
  'timezone=UTC',
];
/** No statement and no value of a row is ever logged. */
const LOGGED = [
  'logging_collector=off',
  'log_checkpoints=off',
  'log_timezone=UTC',
  'log_statement=none',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_parameter_max_length=0',
];

export const urlOf = (
  cluster: Cluster,
  at: Pick<Postmaster, 'host' | 'port'>,
  database: string,
): string =>
  `postgres://${ROLE}:${cluster.password}@${encodeURIComponent(at.host)}:${at.port}/${database}`;

/**
 * What `postmaster.pid` says; undefined when there is none or it is not written out yet. PostgreSQL
 * goes on when it cannot write there where it listens (a full disk): then it is where we told it.
 */
export async function postmasterOf(cluster: Cluster): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster.folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, socketFolder, address, key, status] = text
    .split('\n')
    .map((line) => line.trim());
  const host = socketFolder || address || cluster.socketFolder;
  if (!pid || !port || !host) return undefined;
  const segment = Number(key?.split(/\s+/)[1] ?? 0);
  const isStopping = status === 'stopping';
  return { pid: Number(pid), port: Number(port), host, segment, isStopping };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process is a postmaster of this cluster, not another that got its number. */
async function isOurs(cluster: Cluster, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const line =
    process.platform === 'linux'
      ? (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
      : (await run('ps', ['-p', String(pid), '-o', 'command='])).stdout;
  return line.includes('postgres') && line.includes(cluster.folder);
}

/** Whether backends of a dead postmaster are still at work: nothing may start beside them. */
async function hasBackends({ segment }: Postmaster): Promise<boolean> {
  const table = await readFile('/proc/sysvipc/shm', 'utf8').catch(() => '');
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
  return rows.some(([, id, , , , , attached]) => Number(id) === segment && Number(attached) > 0);
}

/** Command lines of a process's children; undefined where the system does not tell. */
async function childrenOf(pid: number): Promise<string[] | undefined> {
  if (process.platform === 'win32') return undefined;
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-A', '-o', 'ppid=,command=']);
    const lines = stdout.split('\n').map((line) => line.trim());
    return lines.filter((line) => line.startsWith(`${pid} `));
  }
  const pids = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => undefined);
  const children = pids?.trim().split(' ');
  const lineOf = (child: string): Promise<string> =>
    readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
  return children && Promise.all(children.map(lineOf));
}

/** Whether a postmaster neither stops nor has anybody who would bring the database up. */
export async function isIdle({ pid, isStopping }: Postmaster): Promise<boolean> {
  const children = isStopping ? undefined : await childrenOf(pid);
  return children !== undefined && !children.some((line) => line.includes('postgres: startup'));
}

/**
 * Whether a postmaster of this cluster is alive, perhaps still recovering or stopping. PostgreSQL
 * clears stale locks itself, unless their number belongs to a stranger (or to a zombie nobody
 * buries): those are removed here, once no backend is left.
 */
export async function isRunning(cluster: Cluster, postmaster: Postmaster): Promise<boolean> {
  if (await isOurs(cluster, postmaster.pid)) return true;
  if (!isAlive(postmaster.pid)) return false;
  if (await hasBackends(postmaster)) return true;
  const present = await postmasterOf(cluster);
  if (present?.pid !== postmaster.pid) return false;
  for (const lock of locksOf(cluster)) await rm(lock, { force: true });
  return false;
}

function locksOf({ folder, socketFolder }: Cluster): string[] {
  const locks = [join(folder, 'postmaster.pid')];
  if (socketFolder) locks.push(join(socketFolder, `.s.PGSQL.${SOCKET_PORT}.lock`));
  return locks;
}

/**
 * Removes locks that name no process: made and never written, or filled with zeros by a power cut.
 * PostgreSQL never starts over them. To be called when it refused a while ago, since one that starts
 * writes its own at once.
 */
export async function removeUnwrittenLocks(cluster: Cluster): Promise<void> {
  for (const lock of locksOf(cluster)) {
    const text = await readFile(lock, 'utf8').catch(() => undefined);
    if (text !== undefined && !/^-?\d/.test(text)) await rm(lock, { force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

export interface Spawned {
  /** Set when the process has ended; what it said at the start. */
  ended(): Promise<string | undefined>;
}

/** Starts a postmaster and returns at once. */
export async function spawnPostmaster(cluster: Cluster): Promise<Spawned> {
  const { folder, socketFolder, binaries, runAs, dataFolder } = cluster;
  const where = socketFolder
    ? [
        'listen_addresses=',
        `unix_socket_directories=${socketFolder}`,
        'unix_socket_permissions=0700',
        `port=${SOCKET_PORT}`,
      ]
    : ['listen_addresses=127.0.0.1', `port=${await freePort()}`];
  const settings = [...where, ...DURABLE, ...TUNED, ...LOGGED].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const program = join(binaries.folder, `postgres${suffix}`);
  const { command, args, ...identity } = runAs.spawnArgs(program, ['-D', folder, ...settings]);
  const logPath = join(dataFolder, LOG_NAME);
  await rename(logPath, `${logPath}.1`).catch(() => undefined);
  const said = await open(logPath, 'w', 0o600);
  const child = spawn(command, args, {
    ...identity,
    cwd: folder,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', said.fd, said.fd],
    env: { ...process.env, ...binaries.environment },
  });
  let failure: string | undefined;
  child.on('error', (error) => (failure = error.message));
  child.unref();
  await said.close();
  return {
    async ended() {
      if (failure !== undefined) return failure;
      if (child.exitCode === null && child.signalCode === null) return undefined;
      return (await readFile(logPath, 'utf8')).trim().split('\n').slice(-4).join(' ');
    },
  };
}

const STOP_WAIT_MS = 60_000;

/** How PostgreSQL is asked to stop. */
const STOP_SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/**
 * `fast`: running transactions are undone, everything committed is on disk. `immediate`: everything
 * ends as it is, and the next start recovers.
 */
export async function stopPostmaster(
  cluster: Cluster,
  { pid }: Postmaster,
  how: keyof typeof STOP_SIGNALS = 'fast',
): Promise<void> {
  if (!(await isOurs(cluster, pid))) return;
  if (process.platform === 'win32') {
    await run(join(cluster.binaries.folder, 'pg_ctl.exe'), [
      'stop',
      '-m',
      how,
      '-D',
      cluster.folder,
    ]);
  } else process.kill(pid, STOP_SIGNALS[how]);
  for (let waitedMs = 0; await isOurs(cluster, pid); waitedMs += POLL_MS) {
    if (waitedMs > STOP_WAIT_MS)
      throw new PostgresError(
        'start-failed',
        'PostgreSQL does not stop; see pg.log in the data folder',
      );
    await pause(POLL_MS);
  }
}
