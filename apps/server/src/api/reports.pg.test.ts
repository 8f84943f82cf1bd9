/** Sending a report over HTTP: it is taken as the server gave it, or set aside with the reason. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonical, localInstant, type Entry } from '@doorstep/ledger';
import { sendingDrafts, WIRE_HEADER, type DraftBrief, type SentReport } from '@doorstep/sync';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import { vouchedFor } from '../reports';
import { ledger } from '../store';
import {
  answerOf,
  asideIn,
  COUNTY,
  newEntryId,
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

async function draftFor(who = county, day = DAY): Promise<DraftBrief> {
  await newFolder(db).catchUp();
  const answer = await who.get(`/api/brief/draft?place=${who.session.place}&day=${day}`);
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
/** Whether what lies aside of an entry raises an alarm, and with what reason. */
async function shownAside({ id }: Entry): Promise<{ code: string; alarming: boolean }> {
  const row = (await asideIn(db, COUNTY)).find(({ entryId }) => entryId === id)!;
  const answer = await colleague.get(`/api/quarantine/${COUNTY}/${row.id}`);
  return (await answer.json()) as { code: string; alarming: boolean };
}
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
    expect(await reported(entries)).toMatchObject({
      ...{ addsUp: true, vouched: 'yes', now: { moved: [] } },
    });
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
    ['no signature', ({ vouched: _, ...draft }) => draft, 'unvouched'],
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
    const draft = await draftFor();
    const { vouched: _, ...unvouched } = draft;
    const rejectedAt = async (wire: string, entries: Entry[]) => {
      const body = JSON.stringify({ entries, keys: [], after: 0, sentAtMs: NOW_MS });
      const headers = { [WIRE_HEADER]: wire, 'accept-language': 'zh' };
      const answer = await county.post(`/api/ledgers/${COUNTY}/entries`, body, headers);
      return (await answerOf(answer)).receipts.at(-1);
    };
    expect(await rejectedAt('2', entriesOf(figuresChanged(draft)))).toMatchObject({
      rejected: { code: 'permission', message: expect.stringContaining('之和') },
    });
    for (const [wire, code] of [
      ['2', 'permission'],
      ['3', 'not-vouched'],
    ] as const)
      expect(await rejectedAt(wire, entriesOf(unvouched))).toMatchObject({
        rejected: { code, message: expect.stringContaining('刷新页面') },
      });
  });

  test('accuses nobody whose page is older than signatures', async () => {
    const { vouched: _, ...draft } = await draftFor();
    const entries = entriesOf(draft);
    await sent(entries);
    expect(await shownAside(entries.at(-1)!)).toMatchObject({ code: 'unvouched', alarming: false });
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
  const { body } = again[0]!;
  const more = county.entry({ ...again[0]!, id: newEntryId(), body: { ...body, part: 7 } });
  expect(await sent([more])).toEqual(['not-vouched']);
  const corrected = county.entry({ ...entries.at(-1)!, id: again[0]!.id.replace(/.$/, 'f') });
  expect(await sent([{ ...corrected, replaces: entries.at(-1)!.id }])).toEqual(['not-vouched']);
  expect(await reported(entries)).toMatchObject({ addsUp: true });
});

const voiding = ({ id, subjects }: Entry, changes: Partial<Entry> = {}): Entry =>
  county.entry({
    ...{ kind: 'entry.voided', subjects, body: { reason: 'mistake' }, replaces: id },
    ...changes,
  });

describe('what a report was made from is never exchanged', () => {
  /** Another part of the same number, which counts from later on. */
  const forgedPart = (draft: DraftBrief, { subjects }: Entry): Entry => {
    const [forged] = entriesOf(basisChanged(draft), county, subjects[0]);
    return { ...forged!, at: localInstant(NOW_MS + 60_000) };
  };

  test('by a part of a number that is there, or comes with it', async () => {
    for (const pushes of [[1, 1, 1], [3]]) {
      const draft = await draftFor();
      const [basis, report] = entriesOf(draft);
      const all = [basis!, forgedPart(draft, basis!), report!];
      const codes: string[] = [];
      for (const count of pushes) codes.push(...(await sent(all.splice(0, count))));
      expect(codes).toEqual(['stands', 'not-vouched', 'stands']);
      expect(await reported([basis!])).toMatchObject({ addsUp: true, vouched: 'yes' });
    }
  });

  test('by a void or a correction, whenever it comes and however it is written', async () => {
    const [planted] = entriesOf(await draftFor());
    expect(await sent([voiding(planted!)])).toEqual(['stands']);
    expect(await sent([planted!])).toEqual(['not-vouched']);

    const [adrift] = entriesOf(await draftFor());
    expect(await sent([{ ...adrift!, replaces: newEntryId() }])).toEqual(['not-vouched']);

    const [early] = entriesOf(await draftFor());
    expect(await sent([early!, voiding(early!)])).toEqual(['stands', 'not-vouched']);
    expect(await sent([voiding(early!)])).toEqual(['not-vouched']);

    const [basis, report] = entriesOf(await draftFor());
    const newer = { id: newEntryId(), v: 2, replaces: report!.id };
    expect(await sent([basis!, report!, voiding(report!)])).toEqual([
      ...['stands', 'stands', 'not-vouched'],
    ]);
    const late = [
      voiding(basis!),
      voiding(report!, { v: 2 }),
      voiding(basis!, { subjects: ['rd_round000'] }),
      { ...report!, ...newer },
    ];
    expect(await sent(late)).toEqual(late.map(() => 'not-vouched'));
    expect(await reported([basis!])).toMatchObject({ addsUp: true, vouched: 'yes' });
  });

  test('while what is no part of a report is voided as ever', async () => {
    const noted = county.entry({ subjects: ['rd_round000'] });
    expect(await sent([noted, voiding(noted)])).toEqual(['stands', 'stands']);
  });
});

describe('what came in by another way is pointed at where it is read', () => {
  /** Into the ledger as it is, as what is given back after a restore. */
  async function givenBack(entries: Entry[]): Promise<void> {
    await ledger.push(db, {
      ...{ place: COUNTY, receivedAt: new Date(NOW_MS).toISOString(), offsetMs: 0, keys: [] },
      entries: entries.map((one) => ({
        ...{ id: one.id, kind: one.kind, content: canonical(one), keyIds: [] },
      })),
    });
  }

  test('a report somebody changed, and one from before signatures', async () => {
    const changed = entriesOf(figuresChanged(basisChanged(await draftFor())));
    await givenBack(changed);
    expect(await reported(changed)).toMatchObject({ addsUp: true, vouched: 'no' });
    const { vouched: _, ...draft } = await draftFor();
    const unsigned = entriesOf(draft);
    await givenBack(unsigned);
    expect(await reported(unsigned)).toMatchObject({ addsUp: true, vouched: 'none' });
  });

  test('a report that was voided is read as it was sent, and keeps its number', async () => {
    const draft = await draftFor();
    const entries = entriesOf(draft);
    await sent(entries);
    await givenBack(entries.map((one) => voiding(one)));
    expect(await reported(entries)).toMatchObject({ addsUp: true, vouched: 'yes' });
    expect(await draftFor()).toMatchObject({
      number: draft.number + 1,
      follows: entries[0]!.subjects[0],
    });
  });
});

describe('a draft is sent once', () => {
  test('when another was sent meanwhile it is opened again, and nobody is accused', async () => {
    const draft = await draftFor();
    expect(await sent(entriesOf(draft))).toEqual(['stands', 'stands']);
    const again = entriesOf(draft);
    expect(await sent(again)).toEqual(['stands', 'sent-meanwhile']);
    expect(await shownAside(again.at(-1)!)).toMatchObject({
      ...{ code: 'sent-meanwhile', alarming: false, hindrance: { code: 'sent-meanwhile' } },
    });
    expect(await sent(entriesOf(await draftFor()))).toEqual(['stands', 'stands']);
  });

  test('twice in one push it is once', async () => {
    const draft = await draftFor();
    expect(await sent([...entriesOf(draft), ...entriesOf(draft)])).toEqual([
      ...['stands', 'stands', 'stands', 'sent-meanwhile'],
    ]);
  });

  test('nor is one that a server set back since had made, though its number is right', async () => {
    const signed = async (change: Partial<DraftBrief>) =>
      vouchedFor(server.keys, COUNTY, { ...(await draftFor()), ...change });
    for (const change of [{ follows: 'br_lost00000' }, { number: 99 }])
      expect((await sent(entriesOf(await signed(change)))).at(-1)).toBe('sent-meanwhile');
    expect((await sent(entriesOf(await signed({})))).at(-1)).toBe('stands');
  });

  test('what is sent of another day does not count', async () => {
    const draft = await draftFor();
    const other = await draftFor(county, '2020-01-27');
    expect((await sent(entriesOf(other))).at(-1)).toBe('stands');
    expect((await sent(entriesOf(draft))).at(-1)).toBe('stands');
  });
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
    const again = async (one: Entry) => (await sent([one]))[0];
    const ways: [(one: Entry) => Promise<unknown>, unknown][] = [
      [accept, 200],
      [again, 'stands'],
    ];
    for (const [way, outcome] of ways) {
      const entries = entriesOf(await draftFor());
      expect(await sent(entries.slice(-1))).toEqual(['not-vouched']);
      await sent(entries.slice(0, -1));
      expect(await way(entries.at(-1)!)).toBe(outcome);
      expect(await reported(entries)).toMatchObject({ addsUp: true });
    }
  });
});

test('of three that send one draft at once one stands', async () => {
  const draft = await draftFor();
  const before = (await ledger.head(db, COUNTY)).head;
  const reports = [1, 2, 3].map(() => entriesOf(draft));
  const answers = await Promise.all(reports.map((entries) => sent(entries)));
  expect(answers.flatMap((codes) => codes.slice(0, -1)).every((one) => one === 'stands')).toBe(
    true,
  );
  expect(answers.map((codes) => codes.at(-1)).sort()).toEqual([
    ...['sent-meanwhile', 'sent-meanwhile', 'stands'],
  ]);
  expect((await ledger.head(db, COUNTY)).head).toBe(before + reports.flat().length - 2);
});
