/** The demo against the real server: HTTP, PostgreSQL, folder and delivery; ended once on the way. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHub } from '../api/hub';
import { startTestServer, type TestServer } from '../api/testing';
import { openClock, type ServerClock } from '../clock';
import { effects } from '../effects';
import { startFolder, type FolderThread } from '../folder';
import { openKeys } from '../keys';
import { mintLink } from '../links';
import { freshDatabase } from '../postgres/testing';
import { places } from '../store';
import { ENDS_MS } from './calendar';
import { makeDemo } from './index';
import { DONGXING } from './villages';

const PLACES = new URL('../../data/places/yanbian.csv', import.meta.url);
const { db, url } = await freshDatabase();
let folder: string;
let server: TestServer;
let thread: FolderThread;
let clock: ServerClock;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-demo-'));
  const hub = createHub();
  clock = await openClock(db, effects);
  const keys = await openKeys({ dataFolder: folder, randomBytes });
  server = await startTestServer(db, { hub, clock, keys });
  await places.importPlaces(db, places.parsePlaces(readFileSync(PLACES, 'utf8')));
  thread = startFolder({
    databaseUrl: url,
    dataFolder: folder,
    news: hub,
    onTrouble: () => undefined,
  });
  hub.subscribe({ head: ({ place }) => thread.wake([place]), rollup: () => undefined });
});

afterAll(async () => {
  await thread.stop();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function make(stopAt: number): Promise<boolean> {
  const ending = new AbortController();
  return makeDemo({
    baseUrl: server.baseUrl,
    clock,
    seed: 'real',
    villages: 1,
    mintLink: (seat) => mintLink(db, effects, seat),
    signal: ending.signal,
    onProgress: (fraction) => fraction >= stopAt && ending.abort(),
  });
}

const numberOf = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await db.query<{ n: string }>(sql, values))[0]!.n);

it('ends when told, goes on from there, and leaves every fact once', async () => {
  expect(await make(0.1)).toBe(false);
  expect(clock.nowMs()).toBeLessThan(ENDS_MS);
  const before = await numberOf('select count(*) as n from entry');
  expect(before).toBeGreaterThan(700);

  expect(await make(2)).toBe(true);
  expect(clock.nowMs()).toBe(ENDS_MS);
  expect(await numberOf('select count(*) as n from entry')).toBeGreaterThan(before + 500);
  expect(await numberOf('select count(*) as n from quarantine')).toBe(0);
  const facts = `select content::jsonb->>'by', content::jsonb->>'at', kind, content::jsonb->>'subjects', content::jsonb->>'body' from entry where place = $1`;
  expect(
    await numberOf(
      `select count(*) as n from (${facts} group by 1, 2, 3, 4, 5 having count(*) > 1) twice`,
      [DONGXING],
    ),
  ).toBe(0);
  expect(
    await numberOf(
      `select count(*) as n from entry where place = $1 and kind = 'household.registered'`,
      [DONGXING],
    ),
  ).toBe(658);
  expect(
    await numberOf(
      `select count(*) as n from entry where place = $1 and content::jsonb ? 'delivered'`,
      [DONGXING],
    ),
  ).toBe(4);
});
