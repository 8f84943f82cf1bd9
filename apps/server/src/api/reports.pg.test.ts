/** Sending a report over HTTP: it is taken as the server gave it, or set aside with the reason. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localInstant, type Entry } from '@doorstep/ledger';
import { sendingDrafts, WIRE_HEADER, type DraftBrief, type SentReport } from '@doorstep/sync';
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
const DAY = '2020-01-28';

let server: TestServer;
let county: Caller;
let colleague: Caller;
let village: Caller;

let households = 0;
/** A phone syncs: a household more is met. */
async function phoneSyncs(): Promise<void> {
  const household = `h_house${(households += 1)}00`;
  const visit = { household, outcome: 'met', people: [{ person: 'p_person00', asked: true }] };
  await village.push([
    village.entry({
      kind: 'visit.recorded',
      subjects: [household, 'p_person00'],
      body: visit,
      at: localInstant(NOW_MS - 60_000),
    }),
  ]);
  await newFolder(db).catchUp();
}

beforeAll(async () => {
  server = await startTestServer(db);
  county = await server.signIn(COUNTY);
  colleague = await server.signIn(COUNTY);
  village = await server.signIn(VILLAGE);
  await phoneSyncs();
});
afterAll(() => server.close());

async function draftFor(who = county): Promise<DraftBrief> {
  await newFolder(db).catchUp();
  const answer = await who.get(`/api/brief/draft?place=${who.session.place}&day=${DAY}`);
  return (await answer.json()) as DraftBrief;
}

let briefs = 0;
/** The entries of a report, as its desk writes them. */
function entriesOf(draft: DraftBrief, who = county, brief = `br_report${(briefs += 1)}00`) {
  return sendingDrafts(draft, brief).map((one): Entry => who.entry({ ...one }));
}
/** What becomes of each entry: it stands, or why not. */
async function sent(entries: Entry[], who = county): Promise<string[]> {
  const { receipts } = await answerOf(await who.push(entries));
  return receipts.map((one) => ('seq' in one ? 'stands' : one.rejected.code));
}
const reported = async (entries: Entry[], who = county): Promise<SentReport> => {
  const brief = entries[0]!.subjects[0]!;
  return (await (await who.get(`/api/briefs/${who.session.place}/${brief}`)).json()) as SentReport;
};
/** Ten more of the first figure: in the report, and in what it was made from. */
function figuresChanged(draft: DraftBrief): DraftBrief {
  const [first, ...rest] = draft.figures;
  return {
    ...draft,
    figures: [{ ...first!, total: first!.total + 10, day: first!.day + 10 }, ...rest],
  };
}
function basisChanged(draft: DraftBrief): DraftBrief {
  const [first, ...rest] = draft.ledgers;
  return {
    ...draft,
    ledgers: [{ ...first!, figures: first!.figures.map((n, i) => (i < 2 ? n + 10 : n)) }, ...rest],
  };
}

describe('a report as the server gave it', () => {
  test('stands, however often it is sent, and says what it said', async () => {
    const entries = entriesOf(await draftFor());
    const first = (await answerOf(await county.push(entries))).receipts;
    expect((await answerOf(await county.push(entries))).receipts).toEqual(first);
    expect(first.every((one) => 'seq' in one)).toBe(true);
    expect(await reported(entries)).toMatchObject({ addsUp: true, now: { moved: [] } });
  });

  test('stands over a slow line: phones sync meanwhile, and its parts come one by one', async () => {
    const draft = await draftFor();
    const entries = entriesOf(draft);
    for (const one of entries) {
      await phoneSyncs();
      expect(await sent([one])).toEqual(['stands']);
    }
    const report = await reported(entries);
    expect(report).toMatchObject({ addsUp: true, figures: draft.figures });
    expect(report.now.moved.length).toBeGreaterThan(0);
  });
});

describe('a report somebody changed is set aside, with the reason', () => {
  const changed: [string, (draft: DraftBrief) => DraftBrief, string][] = [
    ['figures', figuresChanged, 'not-the-sum'],
    ['a basis', basisChanged, 'not-the-sum'],
    ['both, so that they add up', (one) => figuresChanged(basisChanged(one)), 'not-vouched'],
    [
      'which entries',
      (d) => ({ ...d, ledgers: d.ledgers.map((l) => ({ ...l, seq: 1_000 })) }),
      'not-vouched',
    ],
    ['the text', (d) => ({ ...d, texts: { ...d.texts, en: d.texts.zh } }), 'not-vouched'],
    ['no signature', ({ vouched: _, ...draft }) => draft, 'not-vouched'],
  ];
  test.each(changed)('%s', async (_, change, code) => {
    const entries = entriesOf(change(await draftFor()));
    const before = (await asideIn(db, COUNTY)).length;
    expect(await sent(entries)).toEqual([...entries.slice(1).map(() => 'stands'), code]);
    const aside = await asideIn(db, COUNTY);
    expect(aside).toHaveLength(before + 1);
    expect(aside.find(({ entryId }) => entryId === entries.at(-1)!.id)).toMatchObject({ code });
  });

  test('another office’s', async () => {
    const prefecture = await server.signIn('2224');
    const entries = entriesOf(await draftFor(), prefecture);
    expect((await sent(entries, prefecture)).at(-1)).toBe('not-vouched');
  });

  test('and whoever speaks an older wire still understands that it was', async () => {
    const entries = entriesOf(figuresChanged(await draftFor()));
    const body = JSON.stringify({ entries, keys: [], after: 0, sentAtMs: NOW_MS });
    const path = `/api/ledgers/${COUNTY}/entries`;
    const answer = await county.post(path, body, { [WIRE_HEADER]: '2', 'accept-language': 'zh' });
    expect((await answerOf(answer)).receipts.at(-1)).toMatchObject({
      rejected: { code: 'permission', message: expect.stringContaining('之和') },
    });
  });
});

test('nothing is added to what a report was made from, nor corrected, once it stands', async () => {
  const draft = await draftFor();
  const entries = entriesOf(draft);
  await sent(entries);
  const brief = entries[0]!.subjects[0]!;
  const early = { at: localInstant(NOW_MS - 3_600_000) };
  const again = entriesOf(basisChanged(draft), county, brief).map((one) => ({ ...one, ...early }));
  expect(await sent(again)).toEqual(again.map(() => 'not-vouched'));
  const corrected = county.entry({ ...entries.at(-1)!, id: again[0]!.id.replace(/.$/, 'f') });
  expect(await sent([{ ...corrected, replaces: entries.at(-1)!.id }])).toEqual(['not-vouched']);
  expect(await reported(entries)).toMatchObject({ addsUp: true });
});

describe('what was set aside', () => {
  const rowOf = async ({ id }: Entry) =>
    (await asideIn(db, COUNTY)).find(({ entryId }) => entryId === id)!;
  const accept = async (entry: Entry): Promise<number> => {
    const { id } = await rowOf(entry);
    const path = `/api/quarantine/${COUNTY}/${id}/settle`;
    return (await colleague.post(path, JSON.stringify({ verdict: 'accepted' }))).status;
  };

  test('is not made right by a colleague', async () => {
    const report = entriesOf(figuresChanged(await draftFor()));
    await sent(report);
    const { id } = await rowOf(report.at(-1)!);
    const shown = await (await colleague.get(`/api/quarantine/${COUNTY}/${id}`)).json();
    expect(shown).toMatchObject({ alarming: true, hindrance: { code: 'not-the-sum' } });
    expect(await accept(report.at(-1)!)).toBe(409);
  });

  test('stands once its basis is there, accepted or sent anew', async () => {
    const [report, again] = [entriesOf(await draftFor()), entriesOf(await draftFor())];
    for (const entries of [report, again]) {
      expect(await sent(entries.slice(-1))).toEqual(['not-vouched']);
      await sent(entries.slice(0, -1));
    }
    expect(await accept(report.at(-1)!)).toBe(200);
    expect(await sent(again.slice(-1))).toEqual(['stands']);
    for (const entries of [report, again])
      expect(await reported(entries)).toMatchObject({ addsUp: true });
  });
});

test('of two that write at once each is judged beside the other', async () => {
  const draft = await draftFor();
  const before = (await ledger.head(db, COUNTY)).head;
  const reports = [1, 2, 3].map(() => entriesOf(draft));
  const answers = await Promise.all(reports.map((entries) => sent(entries)));
  expect(answers.flat().every((one) => one === 'stands')).toBe(true);
  expect((await ledger.head(db, COUNTY)).head).toBe(before + reports.flat().length);
});
