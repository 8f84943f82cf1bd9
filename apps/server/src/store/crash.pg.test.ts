/** Killed in the middle of pushes: what was acknowledged is there exactly once, and no number is missing. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonical, CHAIN_START, firstBroken } from '@doorstep/ledger';
import { startPostgres, type Postgres } from '../postgres';
import { openDatabase, type Database } from './database';
import * as ledger from './ledger';
import { migrate } from './migrate';

let folder: string;
let postgres: Postgres;
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-crash-'));
  postgres = await startPostgres({ dataFolder: folder, log: () => undefined });
  db = openDatabase({ url: postgres.url, random: Math.random, attemptsMax: 20 });
  await migrate(db, { epoch: 'crash' });
});

afterAll(async () => {
  await db.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const postmasterPid = async (): Promise<number> =>
  Number((await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0]);

const backendPid = async (): Promise<number | undefined> =>
  (
    await db.query<{ pid: number }>(
      "select pid from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() limit 1",
    )
  )[0]?.pid;

let ids = 0;
function batchFor(place: string): ledger.PushEntry[] {
  return Array.from({ length: 10 }, () => {
    const id = `01900000-0000-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}`;
    return {
      id,
      kind: 'visit.recorded',
      content: canonical({ id, place, note: 'x'.repeat(300) }),
      keyIds: [],
    };
  });
}

test('kill -9 of the database and of single backends loses nothing acknowledged', async () => {
  const places = ['222401101001', '222401101002', '222401101001', '222402100001'];
  const acknowledged = new Map<string, string>();
  let killing = true;
  const pusher = async (place: string): Promise<void> => {
    while (killing) {
      const entries = batchFor(place);
      const result = await ledger.push(db, {
        place,
        receivedAt: '2020-01-28T01:12:06.000Z',
        offsetMs: 0,
        entries,
        keys: [],
      });
      if (result.moved) throw new Error('moved');
      for (const receipt of result.receipts)
        acknowledged.set(receipt.id, `${place} ${'seq' in receipt && receipt.seq}`);
    }
  };
  const grown = async (by: number): Promise<void> => {
    const wanted = acknowledged.size + by;
    while (acknowledged.size < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const pushers = Promise.all(places.map(pusher));
  const kills = (async () => {
    for (const victim of [postmasterPid, backendPid, postmasterPid, backendPid]) {
      await grown(200);
      const pid = await victim();
      if (pid) process.kill(pid, 'SIGKILL');
    }
    await grown(200);
    killing = false;
  })();
  await Promise.all([kills, pushers]);

  const stored = new Map<string, string>();
  for (const place of new Set(places)) {
    const entries = await ledger.read(db, place, { after: 0, upTo: 1e9, limit: 1e9 });
    expect(firstBroken(CHAIN_START, 0, place, entries)).toBe(-1);
    for (const { seq, entry } of entries) stored.set(entry.id, `${place} ${seq}`);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(1000);
  for (const [id, where] of acknowledged) expect(stored.get(id)).toBe(where);
});

test('while the database is away a push says so; once it is back the same push gets its receipts', async () => {
  const place = '222403100001';
  const request = {
    place,
    receivedAt: '2020-01-28T01:12:06.000Z',
    offsetMs: 0,
    entries: batchFor(place),
    keys: [],
  };
  const first = await ledger.push(db, request);
  await postgres.stop();
  const impatient = openDatabase({ url: postgres.url, random: Math.random, attemptsMax: 2 });
  await expect(ledger.push(impatient, request)).rejects.toMatchObject({
    code: 'database-unavailable',
    retryAfterSeconds: 5,
  });
  await impatient.close();
  postgres = await startPostgres({ dataFolder: folder, log: () => undefined });
  expect(await ledger.push(db, request)).toEqual(first);
});
