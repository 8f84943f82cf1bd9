/** Tables over HTTP and as files of the command line: the figures of the ledgers, place by place and day by day. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, localInstant } from '@doorstep/ledger';
import { openWorkbook } from '@doorstep/sheets';
import type { FigureTable, Standing } from '@doorstep/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../cli/run';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import { places, tally } from '../store';
import {
  COUNTY,
  NOW_MS,
  OTHER_VILLAGE,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db, url } = await freshDatabase();
const DAY = '2020-01-28';
const YESTERDAY = addDays(DAY, -1);
const LONG_AGO = '1970-01-01';
const TOWN = '222401101';
let server: TestServer;
let county: Caller;
let prefecture: Caller;
let village: Caller;
let folder: string;

const visitOf = (household: string, people: string[], day = DAY) =>
  village.entry({
    kind: 'visit.recorded',
    subjects: [household, ...people],
    body: { household, outcome: 'met', people: people.map((person) => ({ person, asked: true })) },
    ...(day !== DAY && { happened: `${day}T10:00:00+08:00` }),
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-tables-'));
  server = await startTestServer(db);
  prefecture = await server.signIn('2224');
  county = await server.signIn(COUNTY);
  village = await server.signIn(VILLAGE);
  const found = village.entry({
    kind: 'household.registered',
    subjects: ['h_house000'],
    body: { source: 'door', group: '1', door: '1' },
    happened: `${YESTERDAY}T09:00:00+08:00`,
  });
  const told = village.entry({
    kind: 'broadcast.made',
    subjects: ['m_message0'],
    body: {
      channel: 'loudspeaker',
      language: 'ko',
      audience: ['villagers'],
      messages: ['basic-knowledge'],
      times: 3,
    },
    at: localInstant(NOW_MS),
  });
  const pushed = await village.push([
    found,
    visitOf('h_house000', ['p_first000', 'p_second00']),
    visitOf('h_house000', ['p_first000'], YESTERDAY),
    told,
  ]);
  expect(pushed.status).toBe(200);
  const receipts = ((await pushed.json()) as { receipts: object[] }).receipts;
  expect(receipts.filter((one) => 'rejected' in one)).toEqual([]);
  await newFolder(db).catchUp();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = async <T>(caller: Caller, path: string): Promise<T> => {
  const answer = await caller.get(`/api/tables/${path}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
};
const figures = (query: string, caller = county): Promise<FigureTable> =>
  get(caller, `figures?${query}`);

describe('figures', () => {
  const counted = 'indicators=visits.person_times,register.households';
  test('stand place by place at the level asked for, those without anything too', async () => {
    const table = await figures(
      `place=2224&grain=county&to=${DAY}&by=place&${counted}`,
      prefecture,
    );
    const keys = table.keys.map(({ indicator }) => indicator);
    const [times, households] = [
      keys.indexOf('visits.person_times'),
      keys.indexOf('register.households'),
    ];
    expect(table).toMatchObject({ knownAtMs: NOW_MS, from: '', to: DAY });
    expect(table.rows.map(([place, day, n]) => [place, day, n[times], n[households]])).toEqual([
      ['222401', '', 3, 1],
      ['222406', '', 0, 0],
    ]);
  });
  test('of some days are what happened on them, and what stands at their end', async () => {
    const table = await figures(
      `place=${COUNTY}&grain=village&from=${DAY}&to=${DAY}&by=place&${counted}`,
    );
    const n = Object.fromEntries(
      table.keys.map(({ indicator }, i) => [indicator, table.rows[0]![2][i]]),
    );
    expect(n).toEqual({ 'visits.person_times': 2, 'register.households': 1 });
  });
  test('stand day by day for places in use, from the first day something was counted', async () => {
    const table = await figures(`place=2224&grain=village&to=${DAY}&by=day&${counted}`, prefecture);
    const at = table.keys.findIndex(({ indicator }) => indicator === 'visits.person_times');
    expect(table.from).toBe(YESTERDAY);
    expect(table.rows.map(([place, day, n]) => [place, day, n[at], n[1 - at]])).toEqual([
      [VILLAGE, YESTERDAY, 1, 1],
      [VILLAGE, DAY, 2, 1],
    ]);
    const later = `place=${TOWN}&grain=village&from=${DAY}&to=${DAY}&by=day&${counted}`;
    // What came before the first day stands on it.
    expect((await figures(later)).rows[0]![2]).toEqual([2, 1]);
  });
  test('are narrowed down as far as they are known, and as known when', async () => {
    const query = `place=${COUNTY}&grain=town&to=${DAY}&by=place&indicators=publicity.times`;
    expect((await figures(query)).keys).toEqual([
      { indicator: 'publicity.times', dims: 'audience=villagers&channel=loudspeaker&language=ko' },
    ]);
    const before = await figures(`${query}&known=${NOW_MS - 3_600_000}`);
    expect([before.keys, before.rows]).toEqual([[], [[TOWN, '', []]]]);
  });
  test('of a village are asked for by the village itself', async () => {
    const own = `place=${VILLAGE}&grain=village&to=${DAY}&by=place&indicators=visits.person_times`;
    expect((await figures(own, village)).rows).toEqual([[VILLAGE, '', [3]]]);
  });
});

test('places stand with what they owe and since when nothing was heard', async () => {
  const standing = await get<Standing>(county, `standing?place=${COUNTY}&grain=town&day=${DAY}`);
  expect(standing).toMatchObject({
    nowMs: NOW_MS,
    places: [{ place: TOWN, villages: 1, villagesHeard: 1 }],
    reached: [],
  });
  expect(standing.owed.every(({ place }) => place.startsWith(COUNTY))).toBe(true);
});

test('nobody asks beyond their own area', async () => {
  for (const place of [OTHER_VILLAGE, '222499', '22']) {
    for (const path of [
      `figures?place=${place}&grain=village&to=${DAY}&by=place&indicators=visits.visits`,
      `standing?place=${place}&grain=village&day=${DAY}`,
    ])
      for (const caller of [county, village])
        expect((await caller.get(`/api/tables/${path}`)).status).toBe(404);
  }
});

test.each([
  `figures?place=${COUNTY}&grain=house&to=${DAY}&by=place&indicators=visits.visits`,
  `figures?place=${COUNTY}&grain=town&to=${DAY}&by=place&indicators=visits.visits,names`,
  `figures?place=${COUNTY}&grain=town&to=${DAY}&by=place`,
  `figures?place=${COUNTY}&grain=town&to=today&by=day&indicators=visits.visits`,
  `standing?place=${COUNTY}&grain=town`,
])('%s makes no sense', async (path) => {
  expect((await county.get(`/api/tables/${path}`)).status).toBe(400);
});

test('an endless period is refused where nothing was counted too', async () => {
  const quiet = await server.signIn('222406');
  const asked = 'place=222406&grain=village&from=1900-01-01&to=9999-12-31&by=day';
  const answer = await quiet.get(`/api/tables/figures?${asked}&indicators=visits.visits`);
  expect(answer.status).toBe(413);
});

describe('export', () => {
  const run = (line: string) =>
    runCommand(line.split(' '), {
      DATABASE_URL: url,
      DOORSTEP_DATA: folder,
      PORT: '4398',
      LANG: 'zh_CN.UTF-8',
    });
  const cellsOf = async (file: string) => {
    const [sheet] = openWorkbook({ name: file, bytes: await readFile(file) }).sheets;
    return [...sheet!.rows()].map(({ cells }) => cells.map((cell) => cell?.text));
  };
  test.each(['xlsx', 'csv'])('writes the table as .%s', async (format) => {
    const file = join(folder, `days.${format}`);
    const columns = 'day,visits.person_times,register.households,publicity.times/language';
    const done = await run(
      `export --place ${COUNTY} --table days --grain village --to ${DAY} --columns ${columns} --format ${format} -o ${file} --json`,
    );
    expect([done.stderr, JSON.parse(done.stdout)]).toEqual(['', { file, rows: 2 }]);
    const rows = await cellsOf(file);
    expect(rows.slice(-4)).toEqual([
      ['地点', '日期', '在册户数', '排查人次', '宣传次数 · 朝鲜语'],
      [VILLAGE, YESTERDAY, '1', '1', '0'],
      [VILLAGE, DAY, '1', '2', '3'],
      ['合计', undefined, undefined, '3', '3'],
    ]);
    expect(rows).toHaveLength(format === 'xlsx' ? 6 : 4);
  });
  test('refuses a table that is too long, as the server does before anything is sent', async () => {
    const more = ['206', '207'].map((last) => `${TOWN}${last}`);
    await places.importPlaces(
      db,
      more.map((code) => ({ code, level: 'village', parent: TOWN, zh: code, ko: code, en: code })),
    );
    const figure = { day: DAY, heard: 1, indicator: 'visits.visits', dims: '', n: 1 };
    for (const code of more) await tally.add(db, 'tally', code, [figure]);
    const asked = `place=${COUNTY}&grain=village&from=${LONG_AGO}&to=${DAY}&by=day`;
    const answer = await county.get(`/api/tables/figures?${asked}&indicators=visits.visits`);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'too-many-rows' });
    const long = `export --place ${COUNTY} --table days --grain village --from ${LONG_AGO} --columns visits.visits --format csv`;
    expect(await run(long)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('50000'),
    });
  });
  test('says what is wrong with what it is asked', async () => {
    expect((await run(`export --place ${COUNTY} --table names --format csv`)).exitCode).toBe(2);
    const nowhere = await run('export --place 229999 --table owed --format csv');
    expect(nowhere).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('229999') });
  });
});
