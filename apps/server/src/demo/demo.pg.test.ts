/** The demo against the real server: HTTP, PostgreSQL, folder and delivery; ended once on the way. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, ancestorsOf, CATALOGUE, localInstant, type Entry } from '@doorstep/ledger';
import { createHub } from '../api/hub';
import { answerOf, newEntryId, startTestServer, type TestServer } from '../api/testing';
import { brief } from '../brief';
import { figureOf, naiveCount } from '../brief/testing';
import { openClock, type ServerClock } from '../clock';
import { effects } from '../effects';
import { startFolder, type FolderThread } from '../folder';
import { foldWhatIsBehind } from '../folder/beside';
import { openKeys, type Keys } from '../keys';
import { mintLink } from '../links';
import { freshDatabase } from '../postgres/testing';
import { places } from '../store';
import { ENDS_MS } from './calendar';
import { makeDemo } from './index';
import { DONGXING, NANGOU } from './villages';

const PLACES = new URL('../../data/places/yanbian.csv', import.meta.url);
const { db, url } = await freshDatabase();
let folder: string;
let server: TestServer;
let thread: FolderThread;
let clock: ServerClock;
let keys: Keys;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-demo-'));
  const hub = createHub();
  clock = await openClock(db, effects);
  keys = await openKeys({ dataFolder: folder, randomBytes });
  server = await startTestServer(db, { hub, clock, keys });
  await places.importPlaces(db, places.parsePlaces(readFileSync(PLACES, 'utf8')));
  thread = startFolder({
    databaseUrl: url,
    dataFolder: folder,
    news: hub,
    onTrouble: () => undefined,
  });
  hub.subscribe('22', { head: ({ place }) => thread.wake([place]), rollup: () => undefined });
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
    villages: 2,
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

type Draft = Omit<Partial<Entry>, 'body'> & Pick<Entry, 'kind' | 'subjects'> & { body: object };

const idsOf = async (kind: string, count: number): Promise<string[]> => {
  const rows = await db.query<{ subject: string }>(
    `select content::jsonb->'subjects'->>0 as subject from entry
      where place = $1 and kind = $2 order by seq limit $3`,
    [DONGXING, kind, count],
  );
  return rows.map(({ subject }) => subject);
};

/** Leaving, moving, labels and counts: what the demo's people never record. */
async function oddRegister(): Promise<Draft[]> {
  const [h1, h2] = await idsOf('household.registered', 2);
  const [, p2, p3] = await idsOf('person.registered', 3);
  const [c1, c2] = await idsOf('cadre.stationed', 2);
  const about = (kind: string, subjects: (string | undefined)[], body: object): Draft => ({
    kind,
    subjects: subjects as string[],
    body,
  });
  const counted = (households: number, people: number) =>
    about('register.counted', ['v_village0'], { basis: 'registered', households, people });
  const shop = about('public-place.registered', ['b_theshop0'], {
    publicPlace: 'b_theshop0',
    type: 'shop',
  });
  return [
    counted(660, 1_800),
    counted(655, 1_790),
    shop,
    shop,
    about('household.registered', ['h_unlisted0'], { source: 'door' }),
    about('household.amended', [h1], { labels: ['poor'] }),
    about('household.amended', [h1], { labels: [] }),
    about('household.amended', [h2], { labels: ['poor'], group: '3' }),
    about('person.moved', [p2, h2], { person: p2, to: h2 }),
    about('household.left', [h2], { reason: 'moved' }),
    about('person.left', [p3], { person: p3, reason: 'died' }),
    about('cadre.withdrawn', [c1], { cadre: c1, day: '2020-02-03' }),
    about('cadre.stationed', [c2], { cadre: c2, role: 'village-doctor', from: '2020-02-02' }),
  ];
}

/** Corrections and voids of everything and of nothing, and times far off. */
async function oddVisits(): Promise<Draft[]> {
  const [, , h3, h4] = (await idsOf('household.registered', 4)) as [string, string, string, string];
  const [p1] = (await idsOf('person.registered', 1)) as [string];
  const [a, b, c, d, e] = Array.from({ length: 5 }, newEntryId);
  const visit = (body: object = {}, more: Partial<Entry> = {}): Draft => ({
    kind: 'visit.recorded',
    subjects: [h3, p1],
    body: { household: h3, outcome: 'met', people: [{ person: p1, asked: true }], ...body },
    ...more,
  });
  const gone = (replaces: string | undefined, more: Partial<Entry> = {}): Draft => ({
    kind: 'entry.voided',
    subjects: [h3, p1],
    body: { reason: 'mistake' },
    replaces,
    ...more,
  });
  const refused = { outcome: 'refused', people: [] };
  return [
    visit({ handed: [{ item: 'mask', quantity: 7 }], needs: ['food', 'money'] }, { id: a }),
    visit(
      { household: h4, told: ['no-rumours'], language: 'ko' },
      { replaces: a, subjects: [h3, h4, p1] },
    ),
    visit(refused, { replaces: a, happened: '2020-01-29T10:00:00+08:00' }),
    visit({}, { id: b }),
    gone(b, { id: c }),
    gone(c),
    visit({}, { id: d }),
    gone(d, { id: e }),
    visit({ needs: ['doctor'] }, { replaces: e }),
    visit({}, { replaces: newEntryId() }),
    gone(newEntryId()),
    visit({}, { at: '2019-06-01T08:00:00+08:00' }),
    visit({}, { at: '2030-06-01T08:00:00+08:00' }),
    visit({}, { happened: '2030-06-01T08:00:00+08:00' }),
    visit({ round: 'r_unheard0' }, { happened: '2019-12-31T23:59:59+08:00' }),
  ];
}

/** Broadcasts put right, taken back, entered for another day. */
function oddBroadcasts(): Draft[] {
  const [a, b] = Array.from({ length: 2 }, newEntryId);
  const subjects = ['m_message0'];
  const made = (body: object = {}, more: Partial<Entry> = {}): Draft => ({
    kind: 'broadcast.made',
    subjects,
    body: {
      channel: 'leaflet',
      language: 'ko',
      audience: ['outsiders'],
      messages: ['basic-knowledge'],
      times: 2,
      copies: 40,
      ...body,
    },
    ...more,
  });
  return [
    made({}, { id: a }),
    made({ times: 5, copies: 90 }, { replaces: a, happened: '2020-01-29T10:00:00+08:00' }),
    made({ channel: 'vehicle', times: 9 }, { id: b }),
    { kind: 'entry.voided', subjects, body: { reason: 'mistake' }, replaces: b },
    made({ channel: 'screen', times: 1 }, { happened: '2020-01-28T09:00:00+08:00' }),
  ];
}

async function recordOddFacts(): Promise<void> {
  const cadre = await server.signIn(DONGXING);
  const sentAtMs = clock.nowMs();
  const drafts = [...(await oddRegister()), ...(await oddVisits()), ...oddBroadcasts()];
  const entries = drafts.map((draft, i) =>
    cadre.entry({ at: localInstant(sentAtMs - 60_000 + i * 1_000), ...draft } as Partial<Entry>),
  );
  const { receipts } = await answerOf(await cadre.push(entries, { sentAtMs }));
  expect(receipts.filter((receipt) => 'rejected' in receipt)).toEqual([]);
}

it('has figures equal to a plain SQL count of what is stored, for every indicator, day and level', async () => {
  await recordOddFacts();
  await foldWhatIsBehind(db, keys);
  const naive = await naiveCount(db);
  const areas = [
    ...new Set([DONGXING, NANGOU].flatMap((village) => [village, ...ancestorsOf(village)])),
  ];
  const days = [
    '2019-06-01',
    '2019-12-31',
    ...Array.from({ length: 12 }, (_, i) => addDays('2020-01-25', i)),
  ];
  const seen = new Set<string>();
  for (const place of areas) {
    for (const day of days) {
      const report = await brief(db, { place, day, nowMs: clock.nowMs() });
      const ours = CATALOGUE.map(({ id }) => [
        id,
        report!.indicators[id]!.total,
        report!.indicators[id]!.day,
      ]);
      const theirs = CATALOGUE.map(({ id }) => {
        const figure = figureOf(naive, id, place, day);
        if (figure.total !== 0) seen.add(id);
        return [id, figure.total, figure.day];
      });
      expect([place, day, ...ours]).toEqual([place, day, ...theirs]);
    }
  }
  expect(seen).toEqual(new Set(CATALOGUE.map(({ id }) => id)));
});
