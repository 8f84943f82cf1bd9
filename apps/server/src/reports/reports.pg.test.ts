/** A sent report stays as it was, and what moved since is explained to the last record. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonical,
  checkEntry,
  instantOf,
  localInstant,
  type Entry,
  type PlaceCode,
} from '@doorstep/ledger';
import { figureAt, sendingDrafts, type DraftBrief, type ExplainedLedger } from '@doorstep/sync';
import { acts, append, draftsOf, newFolder, newId, type Draft } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import { ledger, places, reports, type Queries } from '../store';
import { countsOf } from '../brief/area';
import { STATED } from '../brief/stated';
import { briefsSentBy, draftBrief, Explainer, sentReport } from '.';

const { db } = await freshDatabase();
const folder = newFolder(db);
const reading = { db, keys: { isOurs: () => false } };
const DAY = '2020-01-29';

const place = (code: string, level: places.PlaceRow['level'], parent: string | null) => ({
  ...{ code, level, parent },
  ...{ zh: `地${code}`, ko: `곳${code}`, en: `Place ${code}` },
});
await places.importPlaces(db, [
  place('22', 'province', null),
  place('2224', 'prefecture', '22'),
  place('222401', 'county', '2224'),
]);

let towns = 100;
/** A town nobody wrote to, with two villages. */
async function freshTown(): Promise<{ town: PlaceCode; villages: [PlaceCode, PlaceCode] }> {
  const town = `222401${(towns += 1)}`;
  const villages: [PlaceCode, PlaceCode] = [`${town}201`, `${town}202`];
  await places.importPlaces(db, [
    place(town, 'town', '222401'),
    ...villages.map((code) => place(code, 'village', town)),
  ]);
  return { town, villages };
}

let briefs = 0;
/** The office sends its report, as its desk does; `change`: what somebody made of it on the way. */
async function send(
  office: PlaceCode,
  nowMs: number,
  more: { day?: string; knownAtMs?: number } = {},
  change = (draft: DraftBrief): DraftBrief => draft,
): Promise<string> {
  const draft = change((await draftBrief(db, { place: office, day: DAY, nowMs, ...more }))!);
  const brief = `br_report${(briefs += 1)}00`;
  const entries = sendingDrafts(draft, brief).map((one): Entry => ({
    id: newId(),
    v: 1,
    place: office,
    at: localInstant(nowMs),
    by: 'c_official0',
    device: 'd_desk0000/1',
    n: 1,
    ...one,
  }));
  for (const entry of entries) expect(checkEntry(entry)).toEqual({ ok: true });
  await ledger.push(db, {
    place: office,
    receivedAt: new Date(nowMs).toISOString(),
    offsetMs: 0,
    entries: entries.map((one) => ({
      ...{ id: one.id, kind: one.kind, content: canonical(one), keyIds: [] },
    })),
    keys: [],
  });
  await folder.catchUp();
  return brief;
}

/** What the causes of some ledgers add up to: `total`, `day`, `before` of every figure. */
function explainedSums(ledgers: readonly ExplainedLedger[], day: string): number[] {
  const changes = ledgers
    .flatMap(({ causes }) => causes.flatMap(({ figures }) => figures))
    .flatMap(({ indicator, days }) => days.map((one) => ({ indicator, ...one })));
  const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  return STATED.flatMap((indicator) => {
    const mine = changes.filter((one) => one.indicator === indicator);
    const sum = (some: typeof mine): number => some.reduce((total, { n }) => total + n, 0);
    return [
      sum(mine),
      sum(mine.filter((one) => one.day === day)),
      sum(mine.filter((one) => one.day === before)),
    ];
  });
}

/** Stated + explained = what is rolled up now, for every figure and at every place below. */
async function expectExplained(office: PlaceCode, brief: string, nowMs: number): Promise<void> {
  const report = (await sentReport(reading, { office, brief }, nowMs))!;
  const explainer = new Explainer();
  const ledgers: ExplainedLedger[] = [];
  for (const { place: within, figures } of report.now.moved) {
    const why = (await explainer.why(db, { office, brief }, within))!;
    expect(explainedSums(why.ledgers, report.day)).toEqual(figures);
    ledgers.push(...why.ledgers);
  }
  const sums = explainedSums(ledgers, report.day);
  const counts = await countsOf(db, [office], { day: report.day, heardBefore: undefined });
  for (const [i, { indicator, total, day, before }] of report.figures.entries()) {
    const more = figureAt(sums, i);
    const now = { total: 0, day: 0, before: 0 };
    for (const row of counts.filter((one) => one.indicator === indicator)) {
      now.total += row.total;
      now.day += row.day;
      now.before += row.before;
    }
    expect({
      total: total + more.total,
      day: day + more.day,
      before: before + more.before,
    }).toEqual(now);
  }
}

test('whatever comes after it, the parts add up to the difference', async () => {
  const run = fc.record({
    done: acts(24, 4),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    order: fc.array(fc.nat(1_000), { minLength: 24, maxLength: 24 }),
    hour: fc.option(fc.integer({ min: 1, max: 24 })),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ done, share, order, hour }) => {
      const { town, villages } = await freshTown();
      const all = villages.flatMap((village, at) =>
        draftsOf(
          village,
          done.filter((_, i) => i % 2 === at),
        ),
      );
      const shuffled = all
        .map((draft, i) => ({ draft, key: order[i] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ draft }) => draft);
      const first = Math.round(share * shuffled.length);
      const push = async (some: readonly Draft[]): Promise<void> => {
        for (const village of villages)
          await append(
            db,
            village,
            some.filter(({ entry }) => entry.place === village),
          );
        await folder.catchUp();
      };
      await push(shuffled.slice(0, first));
      const nowMs = instantOf('2020-01-30', '20:00');
      const knownAtMs = hour === null ? undefined : instantOf(DAY) + hour * 3_600_000;
      const brief = await send(town, nowMs, knownAtMs === undefined ? {} : { knownAtMs });
      await push(shuffled.slice(first));
      await expectExplained(town, brief, nowMs);
    }),
    { numRuns: 25 },
  );
});

/** A village's day: visits of three households, as a phone writes them. */
function visitOf(village: PlaceCode, household: number, day: string, people: number): Draft {
  const atMs = instantOf(day, '10:00') + household * 60_000;
  const of = `h_house${household}0`;
  const asked = Array.from({ length: people }, (_, i) => ({ person: `p_${of}${i}`, asked: true }));
  const entry: Entry = {
    id: newId(),
    kind: 'visit.recorded',
    v: 1,
    place: village,
    at: localInstant(atMs),
    by: 'c_cadre00',
    device: 'd_device0/1',
    n: 1,
    subjects: [of, ...asked.map(({ person }) => person)],
    body: { household: of, outcome: 'met', people: asked },
  };
  return { entry, receivedAt: new Date(atMs).toISOString(), offsetMs: 0 };
}

const amending = ({ entry }: Draft, change: Partial<Entry>, receivedAt: string): Draft => ({
  entry: { ...entry, id: newId(), at: receivedAt, replaces: entry.id, ...change },
  receivedAt,
  offsetMs: 0,
});

test('says of every part why, with reasons, records and days', async () => {
  const { town, villages } = await freshTown();
  const [one, other] = villages;
  const known = [1, 2, 3].map((household) => visitOf(one, household, DAY, 2));
  await append(db, one, known);
  await folder.catchUp();
  const sentMs = instantOf(DAY, '18:05');
  const brief = await send(town, sentMs);
  const nothing = (await sentReport(reading, { office: town, brief }, sentMs))!;
  expect(nothing.now.moved).toEqual([]);

  const at = (time: string): string => new Date(instantOf(DAY, time)).toISOString();
  const voids = amending(
    known[0]!,
    { kind: 'entry.voided', body: { reason: 'twice' } },
    at('18:30'),
  );
  const corrected = { ...known[1]!.entry.body, people: [] };
  await append(db, one, [
    voids,
    amending(known[1]!, { body: corrected as Entry['body'] }, at('18:40')),
    { ...visitOf(one, 7, '2020-01-28', 3), receivedAt: at('18:50') },
    { ...visitOf(one, 8, DAY, 1), receivedAt: at('10:00') },
  ]);
  const after = visitOf(other, 9, DAY, 4);
  await append(db, other, [
    { ...after, entry: { ...after.entry, at: at('19:00') }, receivedAt: at('19:00') },
  ]);
  await folder.catchUp();
  await expectExplained(town, brief, instantOf(DAY, '20:00'));
  const explainer = new Explainer();
  const why = async (village: PlaceCode) =>
    (await explainer.why(db, { office: town, brief }, village))!.ledgers.map(({ causes }) =>
      causes.map(({ cause, reason, figures }) => {
        const found = figures.find(({ indicator }) => indicator === 'visits.person_times');
        return { cause, reason, records: found?.records, personTimes: found?.days };
      }),
    );
  const personTimes = (day: string, n: number) => [{ day, n }];
  expect(await why(one)).toEqual([
    [
      { cause: 'voided', reason: 'twice', records: 1, personTimes: personTimes(DAY, -2) },
      { cause: 'corrected', reason: undefined, records: 1, personTimes: personTimes(DAY, -2) },
      { cause: 'late', reason: undefined, records: 1, personTimes: personTimes('2020-01-28', 3) },
      { cause: 'admitted', reason: undefined, records: 1, personTimes: personTimes(DAY, 1) },
    ],
  ]);
  expect(await why(other)).toEqual([
    [{ cause: 'after', reason: undefined, records: 1, personTimes: personTimes(DAY, 4) }],
  ]);

  const { kind, body } = known[0]!.entry;
  await append(db, one, [amending(voids, { kind, body }, at('20:30'))]);
  await folder.catchUp();
  await expectExplained(town, brief, instantOf(DAY, '21:00'));
  expect((await why(one))[0]!.at(-1)).toMatchObject({ cause: 'restored', records: 1 });
});

/** The database, noting whose ledger is read to be explained; the first is when all have asked. */
function noting(read: PlaceCode[], askers: number): Queries {
  let asked = 0;
  let open = (): void => undefined;
  const allAsked = new Promise<void>((resolve) => (open = resolve));
  return {
    async query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
      const isReading = sql.includes('octet_length');
      if (isReading) await allAsked;
      if (isReading) read.push(String(values?.[1]));
      const rows = await db.query<Row>(sql, values);
      if (sql.startsWith('with figure') && ++asked === askers) setImmediate(open);
      return rows;
    },
  };
}

test('offices that ask for reasons take turns, a ledger each; the same is found out once', async () => {
  const [wide, narrow] = [await freshTown(), await freshTown()];
  const sentMs = instantOf(DAY, '18:00');
  const [ofCounty, ofTown] = [await send('222401', sentMs), await send(narrow.town, sentMs)];
  for (const village of [...wide.villages, ...narrow.villages])
    await append(db, village, [visitOf(village, 1, DAY, 2)]);
  await folder.catchUp();
  const read: PlaceCode[] = [];
  const explainer = new Explainer();
  const noted = noting(read, 3);
  const why = (office: PlaceCode, brief: string, within: PlaceCode) =>
    explainer.why(noted, { office, brief }, within);
  const [within] = narrow.villages;
  const answers = await Promise.all([
    why('222401', ofCounty, wide.town),
    why('222401', ofCounty, wide.town),
    why(narrow.town, ofTown, within),
  ]);
  expect(answers.map((one) => one!.ledgers.map(({ place }) => place))).toEqual([
    wide.villages,
    wide.villages,
    [within],
  ]);
  expect([...read].sort()).toEqual([...wide.villages, within].sort());
  expect(read.at(-1)).toBe(wide.villages[1]);
});

test('figures that are not the sum of their basis are said to be none', async () => {
  const { town, villages } = await freshTown();
  await append(db, villages[0], [visitOf(villages[0], 1, DAY, 2)]);
  await folder.catchUp();
  const inflated = (draft: DraftBrief): DraftBrief => ({
    ...draft,
    figures: draft.figures.map((one) => ({ ...one, day: one.day + 10 })),
  });
  const [honest, tampered] = [
    await send(town, instantOf(DAY, '18:00')),
    await send(town, instantOf(DAY, '19:00'), {}, inflated),
  ];
  const addsUp = async (brief: string) =>
    (await sentReport(reading, { office: town, brief }, instantOf(DAY, '20:00')))!.addsUp;
  expect([await addsUp(honest), await addsUp(tampered)]).toEqual([true, false]);
});

test('what had come and was not folded yet is waited for', async () => {
  const { town, villages } = await freshTown();
  await append(db, villages[0], [visitOf(villages[0], 1, DAY, 2)]);
  const query = { place: town, day: DAY, nowMs: instantOf(DAY, '18:00') };
  const [draft] = await Promise.all([draftBrief(db, query), folder.catchUp()]);
  expect(draft!.figures.find(({ indicator }) => indicator === 'visits.person_times')).toMatchObject(
    { day: 2 },
  );
});

test('an office has sent its report once it had come, as everything is known', async () => {
  const { town } = await freshTown();
  const sentMs = instantOf(DAY, '18:00');
  await send(town, sentMs);
  const sendersAt = (knownAtMs: number) =>
    reports.sendersOf(db, [town], DAY, { beganMs: instantOf(DAY), knownAtMs });
  expect([await sendersAt(sentMs), await sendersAt(sentMs + 1)]).toEqual([[], [town]]);
});

test('a second report of a day says which it follows; the first stays as it was', async () => {
  const { town, villages } = await freshTown();
  const first = await send(town, instantOf(DAY, '18:00'));
  await append(db, villages[0], [{ ...visitOf(villages[0], 1, DAY, 2) }]);
  await folder.catchUp();
  const second = await send(town, instantOf(DAY, '21:00'));
  expect(await briefsSentBy(db, town, DAY)).toMatchObject([
    { brief: second, number: 2, follows: first },
    { brief: first, number: 1 },
  ]);
  const personTimes = async (brief: string) =>
    (await sentReport(reading, { office: town, brief }, instantOf(DAY, '22:00')))!.figures.find(
      ({ indicator }) => indicator === 'visits.person_times',
    );
  expect(await personTimes(first)).toMatchObject({ day: 0 });
  expect(await personTimes(second)).toMatchObject({ day: 2 });
  expect(await sentReport(reading, { office: '222401', brief: first }, 0)).toBeUndefined();
});
