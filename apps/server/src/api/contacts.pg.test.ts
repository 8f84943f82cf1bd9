/** Reaching a village over HTTP: the worst first, whom to call, and that nothing more is told than that. */
import { randomBytes, webcrypto } from 'node:crypto';
import { localInstant, type Entry } from '@doorstep/ledger';
import {
  cadreIdentity,
  importSubjectKey,
  seal,
  type ContactsSchema,
  type Identity,
  type SubjectKey,
  type Worst,
} from '@doorstep/sync';
import type { InferOutput } from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import {
  COUNTY,
  keyFor,
  NOW_MS,
  OTHER_VILLAGE,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
const DAY = '2020-01-28';
const RESIDENT: Identity = {
  name: '甄无此人',
  idNumber: '11010519491231002X',
  phone: '19900001111',
};
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const cryptography = webcrypto.subtle as never as Parameters<typeof cadreIdentity>[0];

let server: TestServer;
let prefecture: Caller;
let county: Caller;
let village: Caller;
const keys = new Map<string, SubjectKey>();

const keyOf = (subject: string): SubjectKey => {
  const key = keys.get(subject) ?? keyFor(subject);
  keys.set(subject, key);
  return key;
};
async function sealedFor(subject: string, identity: Identity, key = keyOf(subject)) {
  const cryptoKey = await importSubjectKey(cryptography, key);
  return seal({ cryptography, random }, subject, { k: key.k, cryptoKey }, identity);
}
async function stationed(
  cadre: string,
  role: string,
  identity: Identity,
  more: Partial<Entry> = {},
): Promise<Entry> {
  return village.entry({
    kind: 'cadre.stationed',
    subjects: [cadre],
    body: { cadre, role, unit: '州林业和草原局', from: DAY },
    sealed: { [cadre]: await sealedFor(cadre, identity) },
    at: localInstant(NOW_MS - 3_600_000),
    ...more,
  });
}
const household = (id: string, group: string, door: string): Entry =>
  village.entry({
    kind: 'household.registered',
    subjects: [id],
    body: { source: 'list', group, door },
  });
const visit = (id: string, outcome: string): Entry =>
  village.entry({
    kind: 'visit.recorded',
    subjects: [id],
    body: { household: id, outcome, round: 'r_round000' },
  });
async function push(caller: Caller, entries: Entry[]): Promise<void> {
  const answer = await caller.push(entries, { keys: [...keys.values()] });
  const { receipts } = (await answer.json()) as { receipts: object[] };
  expect(receipts.filter((one) => 'rejected' in one)).toEqual([]);
  await newFolder(db).catchUp();
}
const contacts = async (caller: Caller) =>
  (await (await caller.get(`/api/contacts?place=${VILLAGE}`)).json()) as InferOutput<
    typeof ContactsSchema
  >;
const worst = async (caller: Caller, more = ''): Promise<Worst> =>
  (await (
    await caller.get(`/api/worst?place=${caller.session.place}&day=${DAY}${more}`)
  ).json()) as Worst;

beforeAll(async () => {
  server = await startTestServer(db);
  [prefecture, county, village] = [
    await server.signIn('2224'),
    await server.signIn(COUNTY),
    await server.signIn(VILLAGE),
  ];
  await push(county, [
    county.entry({
      kind: 'round.opened',
      subjects: ['r_round000'],
      body: {
        round: 'r_round000',
        title: { zh: '摸排', ko: '조사', en: 'Round' },
        opens: DAY,
        closes: DAY,
        scope: [VILLAGE, OTHER_VILLAGE],
      },
    }),
  ]);
  const person = village.entry({
    kind: 'person.registered',
    subjects: ['p_resident', 'h_house001'],
    body: { household: 'h_house001' },
    sealed: { p_resident: await sealedFor('p_resident', RESIDENT) },
  });
  await push(village, [
    household('h_house001', '2', '1'),
    household('h_house002', '10', '1'),
    household('h_house003', '10', '2'),
    person,
    visit('h_house001', 'met'),
    visit('h_house002', 'nobody'),
    await stationed('c_member00', 'team-member', { name: '甲某', phone: '19900002222' }),
    await stationed('c_first000', 'first-secretary', { name: '乙某', phone: '19900003333' }),
    await stationed('c_gone0000', 'team-leader', { name: '丙某', phone: '19900004444' }),
    village.entry({
      kind: 'cadre.withdrawn',
      subjects: ['c_gone0000'],
      body: { cadre: 'c_gone0000', day: DAY },
    }),
    village.entry({
      kind: 'group.assigned',
      subjects: ['c_member00'],
      body: { group: '10', cadre: 'c_member00' },
    }),
  ]);
});
afterAll(() => server.close());

test('the worst villages of a prefecture say what is missing, where, and since when', async () => {
  const { rows, villages } = await worst(prefecture);
  expect(villages).toBe(1);
  expect(rows).toMatchObject([
    { place: VILLAGE, reached: 1, missing: 2, due: 2, overdue: 0, untold: 0, heard: true },
  ]);
  expect(rows[0]!.rounds).toEqual([
    {
      round: 'r_round000',
      dueAtMs: Date.parse('2020-01-28T22:00:00+08:00'),
      missing: 2,
      groups: [
        { group: '2', reached: 1, nobody: 0, refused: 0, untried: 0 },
        { group: '10', reached: 0, nobody: 1, refused: 0, untried: 1 },
      ],
    },
  ]);
  expect((await worst(prefecture, '&order=silence&limit=1')).rows).toHaveLength(1);
  expect((await worst(prefecture, '&round=r_another0')).rows).toMatchObject([{ missing: 0 }]);
});

test('an office reads names and phones of those on duty, whoever leads first; the village sees that it did', async () => {
  const { people } = await contacts(county);
  expect(people.map(({ cadre, groups }) => [cadre, groups])).toEqual([
    ['c_first000', []],
    ['c_member00', ['10']],
  ]);
  expect(await cadreIdentity(cryptography, people[0]!)).toEqual({
    name: '乙某',
    phone: '19900003333',
  });
  const seen = (await (await village.get(`/api/access?place=${VILLAGE}`)).json()) as {
    rows: object[];
  };
  expect(seen.rows).toMatchObject([
    { account: county.session.account, action: 'contact-opened', detail: COUNTY },
  ]);
  expect(JSON.stringify(server.logged)).not.toMatch(/乙某|19900003333/);
});

test('a correction is followed, a void leaves nobody to call', async () => {
  const first = await stationed('c_other000', 'official', { name: '丁某', phone: '19900005555' });
  const mended = await stationed(
    'c_other000',
    'village-doctor',
    { phone: '19900006666' },
    { replaces: first.id },
  );
  await push(village, [first, mended]);
  const found = (await contacts(county)).people.find(({ cadre }) => cadre === 'c_other000');
  expect(found?.role).toBe('village-doctor');
  expect(await cadreIdentity(cryptography, found!)).toEqual({ phone: '19900006666' });
  await push(village, [
    village.entry({
      kind: 'entry.voided',
      subjects: ['c_other000'],
      body: { reason: 'mistake' },
      replaces: mended.id,
    }),
  ]);
  const left = (await contacts(county)).people.map(({ cadre }) => cadre);
  expect(left).toEqual(['c_first000', 'c_member00']);
});

test('no key of a resident or of who left is handed over, however an entry is dressed up', async () => {
  const dressed = [
    // A resident's key under a cadre's name; a resident beside a cadre; the one who left.
    await stationed('c_dressed0', 'official', RESIDENT, {
      sealed: { c_dressed0: await sealedFor('c_dressed0', RESIDENT, keyOf('p_resident')) },
    }),
    await stationed(
      'c_beside00',
      'official',
      { name: '戊某' },
      {
        subjects: ['c_beside00', 'p_resident'],
        sealed: { p_resident: await sealedFor('p_resident', RESIDENT) },
      },
    ),
  ];
  const answer = await village.push(dressed, { keys: [...keys.values()] });
  expect(answer.status).toBe(200);
  await newFolder(db).catchUp();
  const { people } = await contacts(county);
  const subjects = people.flatMap((one) => one.keys.map(({ subject }) => subject));
  expect(subjects.sort()).toEqual(['c_first000', 'c_member00']);
  for (const one of people) for (const key of one.keys) expect(key.subject).toBe(one.cadre);
});

test('a reminder comes down to the village, and that it was seen comes up', async () => {
  const reminder = 'rm_first000';
  const sent = county.entry({
    kind: 'reminder.sent',
    subjects: [reminder],
    body: {
      reminder,
      to: VILLAGE,
      about: 'visits',
      round: 'r_round000',
      owed: 2,
      dueAt: '2020-01-28T22:00:00+08:00',
    },
  });
  await push(county, [sent]);
  const told = { id: reminder, from: COUNTY, about: 'visits', owed: 2 };
  const [unseen] = (await worst(prefecture)).rows;
  expect(unseen!.reminders).toMatchObject([told]);
  expect(unseen!.reminders[0]).not.toHaveProperty('seen');
  await push(village, [
    await stationed(village.session.account, 'first-secretary', { name: '己某' }),
    village.entry({ kind: 'reminder.seen', subjects: [reminder], body: { reminder } }),
  ]);
  const [row] = (await worst(prefecture)).rows;
  const by = village.session.account;
  expect(row!.reminders).toMatchObject([{ ...told, seen: { by, role: 'first-secretary' } }]);
});

test('nobody reaches beyond their own area, and an office is no village', async () => {
  const other = await server.signIn('222406');
  for (const path of [
    `contacts?place=${VILLAGE}`,
    `access?place=${VILLAGE}`,
    `worst?place=${VILLAGE}&day=${DAY}`,
  ])
    expect((await other.get(`/api/${path}`)).status).toBe(404);
  for (const path of [
    `contacts?place=${COUNTY}`,
    `worst?place=${COUNTY}`,
    `worst?place=${COUNTY}&day=${DAY}&limit=0`,
    `worst?place=${COUNTY}&day=${DAY}&order=name`,
  ])
    expect((await county.get(`/api/${path}`)).status).toBe(400);
});
