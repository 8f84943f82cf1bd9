/** The real server in a process of its own over an embedded PostgreSQL, on folders that are thrown away. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { effects } from '../../apps/server/src/effects';
import { NODE_OPTIONS } from '../../apps/server/src/node-options';
import { startPostgres } from '../../apps/server/src/postgres';
import { openDatabase, type Database } from '../../apps/server/src/store';
import type { FromServer, ToServer } from './stepped-server';

const ADDRESS = /(https?:\/\/\S+)\/field\b/;

export interface Memory {
  /** Resident, bytes. */
  server: number;
  serverMax: number;
  serverHeap: number;
  /** Its processes' own share of what they hold, bytes; NaN where the system does not tell. */
  postgres: number;
}

export interface Served {
  baseUrl: string;
  dataFolder: string;
  databaseUrl: string;
  /** Connections beside the server's. */
  db: Database;
  setClock(instantMs: number): Promise<void>;
  memory(): Promise<Memory>;
  /** How long requests took at the server since asked last, ms by path. */
  took(): Promise<Record<string, number[]>>;
  remove(): Promise<void>;
}

function asker(child: ChildProcess): <T extends FromServer>(message: ToServer) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(message: ToServer) => {
    const answer = last.then(
      () =>
        new Promise<T>((resolve) => {
          child.once('message', (value) => resolve(value as T));
          child.send(message);
        }),
    );
    last = answer;
    return answer;
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = ADDRESS.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once('close', () => reject(new Error(`the server ended early:\n${said}`)));
  });
}

async function proportionalBytes(pid: string): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
}

/** The postmaster of a data folder and its backends. */
async function postgresBytes(dataFolder: string): Promise<number> {
  const file = join(dataFolder, 'pg', 'postmaster.pid');
  const postmaster = (await readFile(file, 'utf8').catch(() => '')).split('\n')[0];
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  if (!postmaster || pids.length === 0) return NaN;
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    }),
  );
  const own = pids.filter((pid, i) => pid === postmaster || parents[i] === postmaster);
  return (await Promise.all(own.map(proportionalBytes))).reduce((sum, n) => sum + n, 0);
}

/** Starts an empty server. */
export async function startServed(): Promise<Served> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'));
  const postgres = await startPostgres({ dataFolder, log: () => undefined });
  const env = {
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    DOORSTEP_DATA: dataFolder,
    DATABASE_URL: postgres.url,
  };
  const child = spawn(
    process.execPath,
    [...NODE_OPTIONS, '--import', 'tsx', join(import.meta.dirname, 'stepped-server.ts')],
    { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ask = asker(child);
  const db = openDatabase({ url: postgres.url, random: effects.random, connectionsMax: 4 });
  const remove = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await db.close();
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    return {
      baseUrl: await addressOf(child),
      dataFolder,
      databaseUrl: postgres.url,
      db,
      setClock: async (clockMs) => void (await ask({ clockMs })),
      memory: async () => {
        const told = await ask<{ rss: number; rssMax: number; heapUsed: number; external: number }>(
          { ask: 'memory' },
        );
        return {
          server: told.rss,
          serverMax: told.rssMax,
          serverHeap: told.heapUsed + told.external,
          postgres: await postgresBytes(dataFolder),
        };
      },
      took: async () => (await ask<{ took: Record<string, number[]> }>({ ask: 'took' })).took,
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
