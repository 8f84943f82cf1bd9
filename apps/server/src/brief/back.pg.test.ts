/** Villages and rounds that are not what they were: whoever looks back sees what was there then, on every screen. */
import { beforeAll, expect, test } from 'vitest';
import { instantOf } from '@doorstep/ledger';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import { places, type Queries } from '../store';
import { standing } from '../tables';
import { household, writerTo, type Written } from './writing';
import { brief, overview, worst } from '.';

const { db } = await freshDatabase();
const write = writerTo(db);
/** One whose households changed, one whose only work is new. */
const [CHANGED, NEW] = ['222401101205', '222401101206'] as const;
const TOWN = '222401101';
const [FIRST, LATE, EARLY] = ['r_first000', 'r_late0000', 'r_early000'] as const;
const [BEFORE, DAY] = ['2020-02-03', '2020-02-04'];
const NOW_MS = instantOf(DAY, '18:00');
const PLACES: [string, places.PlaceRow['level'], string | null][] = [
  ['2224', 'prefecture', null],
  ['222401', 'county', '2224'],
  [TOWN, 'town', '222401'],
  [CHANGED, 'village', TOWN],
  [NEW, 'village', TOWN],
];

const round = (id: string, opens: string, scope: string, more: Partial<Written> = {}): Written => ({
  kind: 'round.opened',
  subjects: [id],
  body: {
    round: id,
    title: { zh: id, ko: id, en: id },
    opens,
    closes: '2020-02-06',
    scope: [scope],
  },
  ...more,
});

beforeAll(async () => {
  await places.importPlaces(
    db,
    PLACES.map(([code, level, parent]) => ({ code, level, parent, zh: code, ko: code, en: code })),
  );
  const opened = await write('2224', '2020-02-01', '08:00', round(FIRST, '2020-02-01', CHANGED));
  for (const [id, door] of [
    ['h_gone000', '1'],
    ['h_stays00', '2'],
  ] as const)
    await write(CHANGED, '2020-02-02', '08:00', household(id, door));
  await write(CHANGED, DAY, '09:30', {
    kind: 'visit.recorded',
    subjects: ['h_gone000'],
    body: { household: 'h_gone000', round: FIRST, outcome: 'met', people: [] },
  });
  await write(CHANGED, DAY, '10:30', {
    kind: 'household.left',
    subjects: ['h_gone000'],
    body: { reason: 'moved' },
  });
  await write(TOWN, DAY, '11:00', round(LATE, '2020-02-01', CHANGED));
  await write(TOWN, DAY, '11:00', round(EARLY, DAY, NEW));
  await write('2224', DAY, '15:00', round(FIRST, '2020-02-02', CHANGED, { replaces: opened }));
  await newFolder(db).catchUp();
});

const at = (place: string, more: object = {}) => ({
  place,
  day: DAY,
  nowMs: NOW_MS,
  order: 'coverage' as const,
  grain: 'village' as const,
  limit: 20,
  ...more,
});
const ofHour = (time: string, day: string = DAY) => ({ knownAtMs: instantOf(day, time) });

test.each([
  ['an earlier day', { day: BEFORE }],
  ['an hour before the visit', ofHour('09:00')],
  ['an hour before it left', ofHour('10:00')],
  ['an hour after it left', ofHour('12:00')],
  ['now', {}],
])('of %s, a household that has left is counted alike by all', async (_when, more) => {
  const { self, children } = (await overview(db, at(TOWN, more)))!;
  const [village] = children.filter(({ place }) => place === CHANGED);
  const table = (await standing(db, at('2224', more)))!;
  for (const { round: one, reached, missing } of village!.rounds) {
    const { rows } = (await worst(db, at('2224', { ...more, round: one })))!;
    expect(rows.find(({ place }) => place === CHANGED)).toMatchObject({ reached, missing });
    const isThis = (row: { place: string; round?: string; about?: string }): boolean =>
      row.place === CHANGED && (row.round ?? row.about) === one;
    expect(table.reached.find(isThis)?.n ?? 0).toBe(reached);
    expect(table.owed.find(isThis)?.count).toBe(missing);
  }
  const first = village!.rounds.find((one) => one.round === FIRST)!;
  const isVisited = !('day' in more) && _when !== 'an hour before the visit';
  expect(first).toMatchObject(isVisited ? { reached: 1, missing: 1 } : { reached: 0, missing: 2 });
  expect((await brief(db, at(TOWN, more)))!.missing.rounds).toEqual(self.rounds);
});

test.each([
  ['the day before', { day: BEFORE }, []],
  ['an hour before it was opened', ofHour('10:00'), []],
  ['the hour after', ofHour('12:00'), [NEW]],
  ['now', {}, [NEW]],
])('of %s, who should report is the same on every screen', async (_when, more, expected) => {
  const seen = (await overview(db, at('2224', more)))!;
  const table = (await standing(db, at('2224', more)))!;
  const ranked = (await worst(db, at('2224', more)))!;
  const told = (await brief(db, at('2224', more)))!;
  const named = (rows: readonly { place: string }[]) => rows.map(({ place }) => place).sort();
  const silent = named(seen.silent).filter((place) => place === NEW);
  expect(silent).toEqual(expected);
  expect(named(told.missing.silent)).toEqual(named(seen.silent));
  expect(named(table.places)).toEqual(named(ranked.rows));
  expect(named(table.places)).toEqual([CHANGED, ...expected]);
});

test('a round lacks nothing before somebody opened it, whatever day it says; corrected, it was open before', async () => {
  const roundsAt = async (more: object): Promise<string[]> =>
    (await overview(db, at('2224', more)))!.self.rounds.map((one) => one.round).sort();
  expect(await roundsAt({ day: BEFORE })).toEqual([FIRST]);
  expect(await roundsAt(ofHour('10:00'))).toEqual([FIRST]);
  expect(await roundsAt(ofHour('11:00'))).toEqual([FIRST]);
  expect(await roundsAt(ofHour('12:00'))).toEqual([EARLY, FIRST, LATE]);
  expect(await roundsAt({ day: '2020-02-01' })).toEqual([]);
});

test('every answer asks once which rounds had not begun, however many offices there are', async () => {
  let asked = 0;
  const counting: Queries = {
    query: (sql, values) => {
      if (/round\.opened/.test(sql + JSON.stringify(values))) asked += 1;
      return db.query(sql, values);
    },
  };
  const query = at('2224', { day: BEFORE });
  for (const answer of [overview, worst, standing, brief]) {
    asked = 0;
    await (answer as (on: Queries, of: typeof query) => Promise<unknown>)(counting, query);
    expect([answer.name, asked]).toEqual([answer.name, 1]);
  }
});
