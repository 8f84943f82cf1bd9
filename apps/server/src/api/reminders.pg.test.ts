/** An office reminds a village of one matter once an hour, whoever of it does: over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR_MS, localInstant, remindersOf, createFold, type Entry } from '@doorstep/ledger';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import { ledger } from '../store';
import {
  answerOf,
  asideIn,
  COUNTY,
  NOW_MS,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
const NEIGHBOUR = '222401101206';
let server: TestServer;
let one: Caller;
let other: Caller;
let prefecture: Caller;
let nowMs = NOW_MS;

beforeAll(async () => {
  server = await startTestServer(db, { clock: { nowMs: () => nowMs } });
  [one, other] = [await server.signIn(COUNTY), await server.signIn(COUNTY)];
  prefecture = await server.signIn('2224');
});
beforeEach(() => void (nowMs += 24 * HOUR_MS));
afterAll(() => server.close());

let reminders = 0;
function reminder(who: Caller, body: object = {}, more: Partial<Entry> = {}): Entry {
  const id = `rm_reminder${(reminders += 1)}`;
  const matter = { to: VILLAGE, about: 'visits', round: 'r_round000', owed: 2 };
  return who.entry({
    kind: 'reminder.sent',
    subjects: [id],
    body: { reminder: id, ...matter, dueAt: '2020-01-28T22:00:00+08:00', ...body },
    at: localInstant(nowMs),
    ...more,
  });
}
async function sent(who: Caller, ...entries: Entry[]): Promise<string[]> {
  const { receipts } = await answerOf(await who.push(entries, { sentAtMs: nowMs }));
  return receipts.map((receipt) => ('seq' in receipt ? 'stands' : receipt.rejected.code));
}

test('two officials of one office are one voice; another office is another', async () => {
  expect(await sent(one, reminder(one))).toEqual(['stands']);
  nowMs += HOUR_MS - 1;
  expect(await sent(other, reminder(other))).toEqual(['too-soon']);
  expect(await sent(prefecture, reminder(prefecture))).toEqual(['stands']);
  nowMs += 1;
  expect(await sent(other, reminder(other))).toEqual(['stands']);
});

test('of both at once one stands', async () => {
  for (let round = 0; round < 5; round += 1) {
    nowMs += 2 * HOUR_MS;
    const answers = await Promise.all([one, other, one].map((who) => sent(who, reminder(who))));
    expect(answers.flat().sort()).toEqual(['stands', 'too-soon', 'too-soon']);
  }
});

test('another matter, another round, another village is no second time', async () => {
  const bodies = [
    {},
    { about: 'publicity', round: undefined },
    { round: 'r_another0' },
    { to: NEIGHBOUR },
  ];
  expect(await sent(one, ...bodies.map((body) => reminder(one, body)))).toEqual(
    bodies.map(() => 'stands'),
  );
  expect(await sent(one, ...bodies.map((body) => reminder(one, body)))).toEqual(
    bodies.map(() => 'too-soon'),
  );
});

test('by the server’s clock: neither a device’s nor what came together helps', async () => {
  const early = { at: localInstant(nowMs - 5 * HOUR_MS) };
  const happened = { happened: localInstant(nowMs - 9 * HOUR_MS) };
  expect(
    await sent(one, reminder(one), reminder(one, {}, early), reminder(one, {}, happened)),
  ).toEqual(['stands', 'too-soon', 'too-soon']);
});

test('sent again it is the same one, and is answered like the first', async () => {
  const entry = reminder(one);
  const first = (await answerOf(await one.push([entry], { sentAtMs: nowMs }))).receipts;
  nowMs += 60_000;
  const again = (await answerOf(await one.push([entry, reminder(one)], { sentAtMs: nowMs })))
    .receipts;
  expect(again[0]).toEqual(first[0]);
  expect(again[1]).toMatchObject({ rejected: { code: 'too-soon' } });
});

test('taking it back or correcting it does not let another through', async () => {
  const entry = reminder(one);
  await sent(one, entry);
  const { subjects } = entry;
  const amends = { subjects, replaces: entry.id, at: localInstant(nowMs) };
  const taken = one.entry({ kind: 'entry.voided', body: { reason: 'mistake' }, ...amends });
  expect(await sent(one, taken, reminder(one))).toEqual(['stands', 'too-soon']);
  expect(await sent(one, one.entry({ kind: entry.kind, body: entry.body, ...amends }))).toEqual([
    'too-soon',
  ]);
});

test('the reason is said in three languages; nothing is lost, and the village hears once', async () => {
  const [first, second] = [reminder(one), reminder(other)];
  await sent(one, first);
  const said = { zh: '一小时内已提醒', 'ko-CN': '한시간안에', en: 'within the hour' };
  for (const [locale, words] of Object.entries(said)) {
    const body = JSON.stringify({ entries: [second], keys: [], after: 0, sentAtMs: nowMs });
    const path = `/api/ledgers/${COUNTY}/entries`;
    const answer = await answerOf(await other.post(path, body, { 'accept-language': locale }));
    expect(answer.receipts).toMatchObject([
      { rejected: { code: 'too-soon', message: expect.stringContaining(words) } },
    ]);
  }
  const aside = (await asideIn(db, COUNTY)).filter(({ entryId }) => entryId === second.id);
  expect(aside).toMatchObject([{ code: 'too-soon', kind: 'reminder.sent' }]);
  await newFolder(db).catchUp();
  const fold = createFold(VILLAGE);
  fold.add(await ledger.read(db, VILLAGE, { after: 0, upTo: 1e9, limit: 1e6 }));
  const heard = remindersOf(fold).map(({ id }) => id);
  expect(heard).toContain(first.subjects[0]);
  expect(heard).not.toContain(second.subjects[0]);
});

test('what waits to be decided has reminded nobody; accepted, it counts as when it came', async () => {
  const accept = async ({ id }: Entry): Promise<number> => {
    const row = (await asideIn(db, COUNTY)).find(({ entryId }) => entryId === id)!;
    const path = `/api/quarantine/${COUNTY}/${row.id}/settle`;
    return (await other.post(path, JSON.stringify({ verdict: 'accepted' }))).status;
  };
  const strange = reminder(one, {}, { device: 'd_handedover/1' });
  expect(await sent(one, strange)).toEqual(['foreign-author']);
  nowMs += 60_000;
  const [own, soon] = [reminder(one), reminder(one)];
  expect(await sent(one, own)).toEqual(['stands']);
  expect(await accept(strange)).toBe(409);
  nowMs += 60_000;
  expect(await sent(one, soon)).toEqual(['too-soon']);
  nowMs += 3 * HOUR_MS;
  expect(await accept(soon)).toBe(409);
  const late = reminder(one, {}, { device: 'd_handedover/1' });
  expect(await sent(one, late)).toEqual(['foreign-author']);
  nowMs += 2 * HOUR_MS;
  expect(await accept(late)).toBe(200);
  // Set aside once, sent again when its hour is over: it stands like any other.
  expect(await sent(one, soon)).toEqual(['stands']);
});
