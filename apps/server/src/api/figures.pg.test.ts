/** Figures over HTTP: what they say, who may ask, and what is answered to questions that make no sense. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import {
  COUNTY,
  NOW_MS,
  OTHER_VILLAGE,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
const DAY = '2020-01-28';
let server: TestServer;
let county: Caller;
let village: Caller;

beforeAll(async () => {
  server = await startTestServer(db);
  county = await server.signIn(COUNTY);
  village = await server.signIn(VILLAGE);
  const people = ['p_first000', 'p_second00'].map((person) => ({ person, asked: true }));
  const visit = village.entry({
    kind: 'visit.recorded',
    subjects: ['h_house000', ...people.map(({ person }) => person)],
    body: { household: 'h_house000', outcome: 'met', people },
  });
  expect((await village.push([visit])).status).toBe(200);
  await newFolder(db).catchUp();
});
afterAll(() => server.close());

const json = async (response: Response) => (await response.json()) as Record<string, never>;

describe('an office', () => {
  test('sees the sums of its area', async () => {
    const answer = await county.get(
      `/api/tallies?place=${COUNTY}&by=place&indicator=visits.person_times`,
    );
    expect(await json(answer)).toEqual({
      knownAtMs: NOW_MS,
      rows: [{ place: '222401101', indicator: 'visits.person_times', dims: '', n: 2 }],
    });
  });

  test('sees them by place and day in one answer', async () => {
    const answer = await county.get(
      `/api/tallies?place=${COUNTY}&by=place-day&indicator=visits.person_times`,
    );
    expect(await json(answer)).toMatchObject({
      rows: [{ place: '222401101', day: DAY, dims: '', n: 2 }],
    });
  });

  test('sees them as they were known before, by instant or by milliseconds', async () => {
    for (const known of ['2020-01-28T08:00:00%2B08:00', String(NOW_MS - 3_600_000)]) {
      const answer = await json(
        await county.get(`/api/tallies?place=${COUNTY}&by=indicator&known=${known}`),
      );
      expect(answer).toEqual({ knownAtMs: Date.parse('2020-01-28T00:00:00Z'), rows: [] });
    }
  });

  test('gets the overview and the brief in the language asked for', async () => {
    const seen = await json(await county.get(`/api/overview?place=${COUNTY}&day=${DAY}`));
    expect(seen).toMatchObject({
      place: COUNTY,
      self: { personTimes: { total: 2, day: 2 } },
      silent: [],
    });
    const report = (await json(
      await county.get(`/api/brief?place=${VILLAGE}&day=${DAY}&lang=ko-CN`),
    )) as object;
    expect(report).toMatchObject({
      indicators: { 'visits.person_times': { total: 2, day: 2 } },
      plain: expect.stringContaining('연인원 2명'),
    });
    const chinese = await county.get(`/api/brief?place=${VILLAGE}&day=${DAY}`, {
      'accept-language': 'zh',
    });
    expect(await json(chinese)).toMatchObject({ plain: expect.stringContaining('2人次') });
  });
});

test('nobody asks beyond their own area, whatever they ask for', async () => {
  const day = `&day=${DAY}`;
  for (const place of [OTHER_VILLAGE, '222499', '22']) {
    for (const path of [
      `tallies?by=day&place=${place}`,
      `obligations?place=${place}`,
      `rounds?place=${place}`,
      `overview?place=${place}${day}`,
      `brief?place=${place}${day}`,
    ]) {
      for (const caller of [county, village])
        expect((await caller.get(`/api/${path}`)).status).toBe(404);
    }
  }
});

test.each([
  `tallies?place=${COUNTY}&by=county`,
  `tallies?place=${COUNTY}&by=day;drop table tally`,
  `tallies?place=${COUNTY}&by=day&indicator=x' or '1'='1`,
  `tallies?place=${COUNTY}&by=day&from=2020-02-30`,
  `overview?place=${COUNTY}`,
  `overview?place=${COUNTY}&day=yesterday`,
  `overview?place=${COUNTY}&day=${DAY}&known=soon`,
  `brief?place=${COUNTY}&day=${DAY}&lang=fr`,
  `obligations?place=x`,
])('%s makes no sense', async (path) => {
  expect((await county.get(`/api/${path}`)).status).toBe(400);
});
