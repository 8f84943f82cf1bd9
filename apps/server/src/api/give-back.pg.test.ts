/** What is given back over HTTP: only what was proven, and nothing beside it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHAIN_START } from '@doorstep/ledger';
import type { GiveBack, SubjectKey } from '@doorstep/sync';
import { freshDatabase } from '../postgres/testing';
import {
  answerOf,
  keyFor,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
let server: TestServer;
let cadre: Caller;
let lost: GiveBack;
const person = 'p_invented1';
const key: SubjectKey = keyFor(person);

beforeAll(async () => {
  server = await startTestServer(db);
  cadre = await server.signIn(VILLAGE);
  const sealed = { [person]: { k: key.k, c: 'A'.repeat(44) } };
  const entry = cadre.entry({ subjects: [person], sealed });
  const page = await answerOf(await cadre.push([entry], { keys: [key] }));
  const { epoch, head, chain, signature } = page;
  const end = { epoch, seq: head, chain, signature };
  lost = { before: CHAIN_START, entries: page.tail, keys: [], end, after: 0 };
});
afterAll(() => server.close());

const giveBack = (changes: Partial<GiveBack>): Promise<Response> =>
  cadre.post(`/api/ledgers/${VILLAGE}/restore`, JSON.stringify({ ...lost, ...changes }));

it('is not proven when it holds what has no canonical text', async () => {
  const [stored] = lost.entries;
  for (const sky of ['a\u0000b', '\ud800', 36.5]) {
    const entry = { ...stored!.entry, body: { sky } };
    const response = await giveBack({ entries: [{ ...stored!, entry }] });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      422,
      'not-proven',
    ]);
  }
});

it('brings the keys of what is given back and no others', async () => {
  await db.query('delete from subject_key');
  const elsewhere = [keyFor(person), { ...keyFor('p_invented2'), k: key.k }];
  expect((await giveBack({ keys: [...elsewhere, key] })).status).toBe(200);
  const rows = await db.query<{ key_id: string; subject: string }>(
    'select key_id, subject from subject_key',
  );
  expect(rows).toEqual([{ key_id: key.k, subject: person }]);
});
