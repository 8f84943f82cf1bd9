/** Entering for a village that phones in: what an office may write into its ledger, and nothing else. */
import type { Entry } from '@doorstep/ledger';
import type { AccessList } from '@doorstep/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import {
  answerOf,
  asideIn,
  COUNTY,
  keyFor,
  NOW_MS,
  opens,
  OTHER_VILLAGE,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
let server: TestServer;
let county: Caller;
let prefecture: Caller;
let village: Caller;

beforeAll(async () => {
  server = await startTestServer(db);
  county = await server.signIn(COUNTY);
  prefecture = await server.signIn('2224');
  village = await server.signIn(VILLAGE);
  for (const office of [county, prefecture]) await opens(office, VILLAGE, 'told-by-phone');
});
afterAll(() => server.close());

const told = (caller: Caller, changes: Partial<Entry> = {}, body: object = {}): Entry =>
  caller.entry({
    place: VILLAGE,
    kind: 'visit.recorded',
    subjects: ['h_house001', 'p_person01'],
    body: {
      household: 'h_house001',
      outcome: 'met',
      people: [{ person: 'p_person01', asked: true, presence: 'home', symptoms: [] }],
      onBehalf: { office: caller.session.place, toldBy: 'c_first000' },
      ...body,
    },
    ...changes,
  });
const voidOf = (caller: Caller, entry: Entry): Entry =>
  caller.entry({
    place: VILLAGE,
    kind: 'entry.voided',
    subjects: entry.subjects,
    replaces: entry.id,
    body: { reason: 'twice' },
  });
const send = (caller: Caller, entries: Entry[], place = VILLAGE, keys: object[] = []) =>
  caller.post(
    `/api/ledgers/${place}/entries`,
    JSON.stringify({ entries, keys, after: 0, sentAtMs: NOW_MS }),
  );
/** `ok`, or the code of the rejection, entry by entry. */
async function outcomes(caller: Caller, entries: Entry[]): Promise<string[]> {
  const { receipts } = await answerOf(await send(caller, entries));
  return receipts.map((one) => ('rejected' in one ? one.rejected.code : 'ok'));
}
const personTimes = async (): Promise<number> => {
  await newFolder(db).catchUp();
  const path = `/api/tallies?place=${VILLAGE}&by=indicator&indicator=visits.person_times`;
  const { rows } = (await (await county.get(path)).json()) as { rows: { n: number }[] };
  return rows[0]?.n ?? 0;
};

test('what the village tells is counted once however often it is sent, and stands in its log', async () => {
  const visit = told(county);
  const broadcast = county.entry({
    place: VILLAGE,
    kind: 'broadcast.made',
    subjects: ['m_message0'],
    body: {
      channel: 'loudspeaker',
      language: 'ko',
      audience: ['villagers'],
      messages: ['stay-home'],
      times: 2,
      onBehalf: { office: COUNTY },
    },
  });
  expect(await outcomes(county, [visit, broadcast])).toEqual(['ok', 'ok']);
  expect(await outcomes(county, [visit, broadcast])).toEqual(['ok', 'ok']);
  expect(await personTimes()).toBe(1);
  const { rows } = (await (await village.get(`/api/access?place=${VILLAGE}`)).json()) as AccessList;
  expect(rows.filter(({ action }) => action === 'entered-on-behalf')).toEqual([
    expect.objectContaining({
      id: visit.id,
      account: county.session.account,
      detail: `${COUNTY} 2`,
    }),
  ]);
  const { tail } = await answerOf(await village.push([]));
  expect(tail.map(({ entry }) => entry.by)).toContain(county.session.account);
});

test('an office voids what it entered, the village too; an office never what others wrote', async () => {
  const [first, second] = [told(county), told(county)];
  const own = village.entry({
    kind: 'visit.recorded',
    subjects: ['h_house001'],
    body: { household: 'h_house001', outcome: 'nobody' },
  });
  await village.push([own]);
  expect(await outcomes(county, [first, second])).toEqual(['ok', 'ok']);
  expect(await personTimes()).toBe(3);
  const byPrefecture = told(prefecture);
  expect(await outcomes(prefecture, [byPrefecture, voidOf(prefecture, first)])).toEqual([
    'ok',
    'permission',
  ]);
  expect(
    await outcomes(county, [
      voidOf(county, first),
      voidOf(county, own),
      voidOf(county, byPrefecture),
      told(county, { replaces: own.id }),
      voidOf(county, { ...first, id: '00000000-0000-7000-8000-000000000000' }),
    ]),
  ).toEqual(['ok', 'permission', 'permission', 'permission', 'permission']);
  const { receipts } = await answerOf(await village.push([{ ...voidOf(village, second) }]));
  expect(receipts).toMatchObject([{ seq: expect.any(Number) }]);
  expect(await personTimes()).toBe(2);
});

test('anything but what is told by phone is set aside: names, other kinds, another office’s word', async () => {
  const sealed = { h_house001: { k: keyFor('h_house001').k, c: 'A'.repeat(44) } };
  const before = (await asideIn(db, VILLAGE)).length;
  expect(
    await outcomes(county, [
      told(county),
      told(county, { sealed }),
      told(county, {}, { onBehalf: { office: '2224' } }),
      told(county, {}, { onBehalf: undefined }),
      told(county, { kind: 'household.left', body: { reason: 'moved' } }),
      told(county, { by: village.session.account }),
      told(county, {}, { outcome: 'asleep' }),
    ]),
  ).toEqual(['ok', ...Array<string>(4).fill('permission'), 'foreign-author', 'schema']);
  expect(await asideIn(db, VILLAGE)).toHaveLength(before + 6);
});

test('an office brings no keys, and reaches no village beyond its area', async () => {
  const key = keyFor('p_person01');
  expect((await send(county, [told(county)], VILLAGE, [key])).status).toBe(200);
  const found = await db.query('select 1 from subject_key where key_id = $1', [key.k]);
  expect(found).toEqual([]);
  const elsewhere = told(county, { place: OTHER_VILLAGE });
  expect((await send(county, [elsewhere], OTHER_VILLAGE)).status).toBe(404);
  expect(
    (await send(county, [told(county, { place: '222401101999' })], '222401101999')).status,
  ).toBe(404);
});

test('a village cannot say that an office entered it', async () => {
  const { receipts } = await answerOf(
    await village.push([told(village, {}, { onBehalf: { office: COUNTY } })]),
  );
  expect(receipts).toMatchObject([{ rejected: { code: 'permission' } }]);
});

test('what an office may not write no colleague lets in from what was set aside', async () => {
  const own = village.entry({
    kind: 'visit.recorded',
    subjects: ['h_house001'],
    body: { household: 'h_house001', outcome: 'nobody' },
  });
  await village.push([own]);
  const refused = [
    voidOf(county, own),
    told(county, {}, { onBehalf: undefined }),
    told(county, { by: village.session.account }, { onBehalf: undefined }),
  ];
  expect(await outcomes(county, refused)).toEqual(refused.map(() => 'permission'));
  const list = await prefecture.get(`/api/quarantine?place=${VILLAGE}&code=permission`);
  const { rows } = (await list.json()) as { rows: { id: string; entry: string }[] };
  for (const { id } of refused) {
    const row = rows.find(({ entry }) => entry === id)!;
    const seen = await prefecture.get(`/api/quarantine/${VILLAGE}/${row.id}`);
    expect(await seen.json()).toMatchObject({ hindrance: { code: 'permission' } });
  }
});

test('what an office meant for another office is not let in there', async () => {
  const astray = county.entry({
    place: '2224',
    kind: 'cadre.stationed',
    subjects: ['c_astray0000'],
    body: { cadre: 'c_astray0000', role: 'official', from: '2020-02-01' },
  });
  expect((await send(county, [astray], '2224')).status).toBe(404);
  const list = await prefecture.get(`/api/quarantine?place=${COUNTY}&code=foreign-place`);
  const { rows } = (await list.json()) as { rows: { id: string; entry: string }[] };
  const row = rows.find(({ entry }) => entry === astray.id)!;
  const seen = await prefecture.get(`/api/quarantine/${COUNTY}/${row.id}`);
  expect(await seen.json()).toMatchObject({ hindrance: { code: 'permission' } });
});
