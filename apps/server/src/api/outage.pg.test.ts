/** The database is gone for a while: 503, nothing lost, and the same push succeeds when it is back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type Postgres } from '../postgres';
import { ledger, migrate, openDatabase, type Database } from '../store';
import { answerOf, startTestServer, VILLAGE, type TestServer } from './testing';

let folder: string;
let postgres: Postgres;
let db: Database;
let server: TestServer;
const start = () => startPostgres({ dataFolder: folder, log: () => undefined });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-outage-'));
  postgres = await start();
  db = openDatabase({ url: postgres.url, random: () => 0.2 });
  await migrate(db, { epoch: 'epoch-outage' });
  server = await startTestServer(db);
});
afterAll(async () => {
  await server.close();
  await db.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

it('answers 503 with Retry-After while the database is gone, then takes the same push once', async () => {
  const cadre = await server.signIn(VILLAGE);
  const [before, during] = [cadre.entry(), cadre.entry()];
  expect((await cadre.push([before])).status).toBe(200);

  await postgres.stop();
  const response = await cadre.push([before, during]);
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ code: 'database-gone' });
  expect((await fetch(`${server.baseUrl}/api/health`)).status).toBe(503);

  postgres = await start();
  const { receipts } = await answerOf(await cadre.push([before, during]));
  expect(receipts).toEqual([
    expect.objectContaining({ id: before.id, seq: 1 }),
    expect.objectContaining({ id: during.id, seq: 2 }),
  ]);
  expect((await ledger.head(db, VILLAGE)).head).toBe(2);
  expect((await fetch(`${server.baseUrl}/api/health`)).status).toBe(200);
});
