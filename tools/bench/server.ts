/**
 * The real server in a process of its own over an embedded PostgreSQL: eight phones push twenty
 * entries at a time over HTTP while the folder runs. The peer is the bare SQL `push`, called from
 * Node with the same entries on the same database in the same run.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical, type Entry } from '@doorstep/ledger';
import { WIRE_HEADER, WIRE_VERSION } from '@doorstep/sync';
import { effects } from '../../apps/server/src/effects';
import { mintLink } from '../../apps/server/src/links';
import { NODE_OPTIONS } from '../../apps/server/src/node-options';
import { startPostgres } from '../../apps/server/src/postgres';
import {
  foldHead,
  ledger,
  migrate,
  openDatabase,
  type Database,
} from '../../apps/server/src/store';
import { entryAt } from './ledger';
import { quantile, result, type Result } from './report';

const CONNECTIONS = 8;
const PER_PUSH = 20;
const PUSHES = 250;
const WARM_UPS = 25;
const PORT = 4_990;
const BASE = `http://127.0.0.1:${PORT}`;
/** Ledgers the bare pushes go to; the phones' are the same villages of other counties. */
const VILLAGES = [
  '222401101205',
  '222402101200',
  '222403101200',
  '222404101200',
  '222405101200',
  '222406100203',
  '222424101200',
  '222426101200',
];
const SUBJECT_KEY = { k: 'k_benchkey0', key: Buffer.alloc(32, 7).toString('base64') };

interface Phone {
  place: string;
  cookie: string;
  account: string;
  device: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function post(
  path: string,
  body: string,
  cookie = '',
): Promise<{ status: number; text: string; cookie: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      [WIRE_HEADER]: String(WIRE_VERSION),
      cookie,
    };
    const request = http.request(BASE + path, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const given = (response.headers['set-cookie'] ?? [])
          .map((one) => one.split(';')[0])
          .join('; ');
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
          cookie: given,
        });
      });
    });
    request.on('error', reject).end(body);
  });
}

async function ready(server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const healthy = await fetch(`${BASE}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function enrol(db: Database, place: string, i: number): Promise<Phone> {
  const token = await mintLink(db, effects, { place, account: `c_bench0${i}` });
  const answer = await post('/api/enrol', JSON.stringify({ token }));
  if (answer.status !== 200) throw new Error(`enrol answered ${answer.status}: ${answer.text}`);
  return {
    ...(JSON.parse(answer.text) as { account: string; device: string }),
    place,
    cookie: answer.cookie,
  };
}

const uuidOf = (lane: number, n: number): string =>
  `00000000-0000-7000-8${lane.toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;

function batchOf(lane: number, place: string, push: number, author: Partial<Entry>): Entry[] {
  return Array.from({ length: PER_PUSH }, (_, i) => {
    const n = push * PER_PUSH + i;
    return entryAt(n, { place, id: uuidOf(lane, n), n: n + 1, ...author });
  });
}

interface Timing {
  perSecond: number;
  latenciesMs: number[];
}

/** Runs one lane a connection, each pushing its batches one after another; times what follows the warm-up. */
async function timed(push: (lane: number, n: number) => Promise<void>): Promise<Timing> {
  const latenciesMs: number[] = [];
  const lanes = (from: number, to: number) =>
    Promise.all(
      VILLAGES.map(async (_, lane) => {
        for (let n = from; n < to; n++) {
          const start = process.hrtime.bigint();
          await push(lane, n);
          if (from > 0) latenciesMs.push(Number(process.hrtime.bigint() - start) / 1e6);
        }
      }),
    );
  await lanes(0, WARM_UPS);
  const start = process.hrtime.bigint();
  await lanes(WARM_UPS, PUSHES);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { perSecond: (CONNECTIONS * (PUSHES - WARM_UPS) * PER_PUSH) / seconds, latenciesMs };
}

async function timeServer(db: Database): Promise<Timing> {
  const phones = await Promise.all(VILLAGES.map((place, i) => enrol(db, place, i)));
  const bodies = phones.map((phone, lane) =>
    Array.from({ length: PUSHES }, (_, n) => {
      const entries = batchOf(lane, phone.place, n, {
        by: phone.account,
        device: `${phone.device}/1`,
      });
      const keys = n === 0 ? [{ ...SUBJECT_KEY, subject: 'p_person0' }] : [];
      // `after` as a phone that holds what it has pushed so far.
      return { entries, keys, after: n * PER_PUSH, sentAtMs: effects.realNowMs() };
    }).map((body) => JSON.stringify(body)),
  );
  return timed(async (lane, n) => {
    const { place, cookie } = phones[lane]!;
    const answer = await post(`/api/ledgers/${place}/entries`, bodies[lane]![n]!, cookie);
    if (answer.status !== 200 || answer.text.includes('"rejected"'))
      throw new Error(`push answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  });
}

async function timeBare(db: Database): Promise<Timing> {
  const batches = VILLAGES.map((village, lane) => {
    const place = `${village.slice(0, 9)}299`;
    return Array.from({ length: PUSHES }, (_, n) => ({
      place,
      receivedAt: '2020-01-28T01:00:00.000Z',
      offsetMs: 0,
      entries: batchOf(0x100 + lane, place, n, {}).map((e) => ({
        id: e.id,
        kind: e.kind,
        content: canonical(e),
        keyIds: Object.values(e.sealed ?? {}).map((one) => one.k),
      })),
      keys: n === 0 ? [{ k: SUBJECT_KEY.k, subject: 'p_person0', wrapped: SUBJECT_KEY.key }] : [],
    }));
  });
  return timed(async (lane, n) => {
    await ledger.push(db, batches[lane]![n]!);
  });
}

/** Samples how long the folder is behind until `done`; ms at worst. */
async function watchLag(db: Database, done: () => boolean): Promise<number> {
  const reached = new Map<string, { seq: number; atMs: number }[]>();
  let worstMs = 0;
  while (!done()) {
    const nowMs = performance.now();
    for (const { place, head } of await ledger.heads(db, VILLAGES)) {
      const heads = reached.get(place) ?? [];
      reached.set(place, [...heads, { seq: head, atMs: nowMs }]);
      const folded = (await foldHead.find(db, place))?.seq ?? 0;
      const waiting = [...heads, { seq: head, atMs: nowMs }].find((one) => one.seq > folded);
      if (waiting) worstMs = Math.max(worstMs, performance.now() - waiting.atMs);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return worstMs;
}

/** Throughput, latency and folder lag, and the ratio to the bare function. */
export async function benchServer(): Promise<Result[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'));
  const postgres = await startPostgres({ dataFolder, log: () => undefined });
  const db = openDatabase({ url: postgres.url, random: effects.random });
  await migrate(db, { epoch: effects.newUuid() });
  const server = spawn(
    process.execPath,
    [...NODE_OPTIONS, '--import', 'tsx', 'apps/server/src/main.ts', '--empty'],
    {
      env: {
        ...process.env,
        PORT: String(PORT),
        HOST: '127.0.0.1',
        DOORSTEP_DATA: dataFolder,
        DATABASE_URL: postgres.url,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  try {
    await ready(server);
    let running = true;
    const lag = watchLag(db, () => !running);
    const full = await timeServer(db).finally(() => (running = false));
    const lagMs = await lag;
    const bare = await timeBare(db);
    const detail = {
      connections: CONNECTIONS,
      entries_per_push: PER_PUSH,
      pushes: full.latenciesMs.length,
    };
    return [
      result('server.push', full.perSecond, 'entries/s', { atLeast: 5_000 }, detail),
      result(
        'server.share_of_bare_push',
        full.perSecond / bare.perSecond,
        'ratio',
        { atLeast: 0.25 },
        { bare_entries_per_s: Math.round(bare.perSecond) },
      ),
      result(
        'server.push_p99',
        quantile(full.latenciesMs, 0.99),
        'ms',
        { atMost: 150 },
        { median_ms: Math.round(quantile(full.latenciesMs, 0.5)) },
      ),
      result('server.folder_lag', lagMs, 'ms', { atMost: 1_000 }),
    ];
  } finally {
    agent.destroy();
    server.kill('SIGTERM');
    await ended;
    await db.close();
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}
