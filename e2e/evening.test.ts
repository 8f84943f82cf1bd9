/**
 * An official's evening: the day's report is sent while the phones of five villages have been
 * offline for two days; then they come online. Figures move on the open page, nothing is counted
 * twice, and the report that was sent says what has changed and why.
 */
import { addDays, dayOf, isPersonTime, type VisitBody } from '@doorstep/ledger';
import {
  dice,
  inventVillage,
  registrationDrafts,
  visitDraft,
  type InventedVillage,
} from '@doorstep/scenario';
import type { Draft } from '@doorstep/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser';
import { Caller } from './caller';
import { Desk } from './desk';
import { startServer, type RunningServer } from './server';
import { openRound } from './village';

const PREFECTURE = '2224';
/** In five counties. */
const VILLAGES = ['222401101205', '222402101212', '222404203202', '222406100203', '222426104209'];
const TWO_DAYS_MS = 2 * 86_400_000;
const HOUSEHOLDS = 8;
/** Visited by who is online; by who is not, the same number after them. */
const VISITED = 3;

interface Place extends InventedVillage {
  /** Always online. */
  near: Caller;
  /** Two days ago, as long as it is offline. */
  far: Caller;
  clock: { behindMs: number };
}

let server: RunningServer;
let browser: Browser;
let official: Caller;
let desk: Desk;
let villages: Place[];
let visitsOf: (village: Place, from: number) => Draft[];

const personTimesIn = (drafts: readonly Draft[]): number =>
  drafts.reduce((sum, { body }) => {
    const { people = [] } = body as unknown as VisitBody;
    return sum + people.filter(isPersonTime).length;
  }, 0);
const personTimes = (from: number): number =>
  villages.reduce((sum, village) => sum + personTimesIn(visitsOf(village, from)), 0);

async function settle(place: string): Promise<Place> {
  const options = { place, name: place, households: HOUSEHOLDS, groups: 1, koreanShare: 0.5 };
  const invented = inventVillage(dice(`evening ${place}`), options);
  const clock = { behindMs: 0 };
  const near = await Caller.signIn(await server.link('field', place));
  const behind = (): number => Date.now() - clock.behindMs;
  const far = await Caller.signIn(await server.link('field', place), behind);
  await near.record(invented.households.flatMap((one) => registrationDrafts(one)));
  await far.pull();
  return { ...invented, near, far, clock };
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  official = await Caller.signIn(await server.link('desk', PREFECTURE));
  villages = await Promise.all(VILLAGES.map(settle));
  const today = dayOf(official.session.serverTimeMs, official.session.zone);
  const opens = addDays(today, -2);
  const { round } = await openRound(official, villages[0]!.near, opens, VILLAGES);
  visitsOf = ({ place, households }, from) =>
    households
      .slice(from, from + VISITED)
      .map((household, i) =>
        visitDraft(dice(`${place} ${from + i}`), household, { round, outcome: 'met', first: true }),
      );
  for (const village of villages) {
    await village.near.record(visitsOf(village, 0));
    village.clock.behindMs = TWO_DAYS_MS;
    await village.far.replica.record(visitsOf(village, VISITED));
  }
  desk = await Desk.open(browser, await server.link('desk', PREFECTURE), 'en');
});

afterAll(async () => {
  for (const { near, far } of villages ?? []) await Promise.all([near.close(), far.close()]);
  await desk?.close();
  await official?.close();
  await browser?.close();
  await server?.remove();
});

test('the report is sent with what is known', async () => {
  await desk.showsTotal('visits.person_times', personTimes(0));
  const overview = desk.page.url();
  await desk.sendsBrief(PREFECTURE);
  expect(await desk.briefText()).toMatch(new RegExp(`(?<!\\d)${personTimes(0)} person-times`));
  await desk.page.goto(overview);
});

test('five villages come online: figures move by themselves, and nothing counts twice', async () => {
  const opened = desk.page.url();
  await Promise.all(
    villages.map(async ({ far, clock }) => {
      clock.behindMs = 0;
      await far.pull();
    }),
  );
  const all = personTimes(0) + personTimes(VISITED);
  await desk.showsTotal('visits.person_times', all);
  expect(desk.page.url()).toBe(opened);
  await Promise.all(villages.map(({ far }) => far.sendAgain()));
  const said = await server.doorstep(
    ...['brief', '--place', PREFECTURE, '--day', dayOf(Date.now(), official.session.zone)],
    '--json',
  );
  expect(JSON.parse(said.stdout).indicators).toMatchObject({
    'visits.person_times': { total: all, day: personTimes(0) },
    'visits.households_reached': { total: VILLAGES.length * 2 * VISITED },
  });
  await desk.showsTotal('visits.person_times', all);
});

test('the report that was sent stays, and says what came late, from where, adding up', async () => {
  await desk.page.goto(new URL(`/desk/brief/${PREFECTURE}`, desk.page.url()).href);
  await desk.opensSentBrief();
  expect(await desk.briefText()).toMatch(new RegExp(`(?<!\\d)${personTimes(0)} person-times`));
  const { change, causes } = await desk.readsMoved('indicators.visits_person_times');
  expect(change).toBe(personTimes(VISITED));
  expect(causes).toEqual([
    { name: expect.stringContaining(desk.t('brief.cause_late')), n: personTimes(VISITED) },
  ]);
  expect(await desk.readsPlacesOf('indicators.visits_person_times')).toEqual(
    new Map(villages.map((village) => [village.place, personTimesIn(visitsOf(village, VISITED))])),
  );
});

test('every part of the overview tells one number; looking back nothing is missing in a round nobody had opened', async () => {
  const today = dayOf(Date.now(), official.session.zone);
  const seen = await desk.looksBack(PREFECTURE, { day: today });
  const missing = HOUSEHOLDS - 2 * VISITED;
  const all = missing * villages.length;
  expect([seen.lead, seen.toDo]).toEqual([all, all]);
  expect(Object.values(seen.list)).toEqual(villages.map(() => missing));
  expect(seen.table).toEqual(seen.list);
  expect(seen.owed).toEqual(seen.list);
  const before = `/desk/overview/${PREFECTURE}?day=${addDays(today, -1)}&known=22`;
  await desk.page.goto(new URL(before, server.baseUrl).href);
  await desk.page.getByText(desk.t('desk.noRoundThen')).first().waitFor();
  expect(await desk.page.locator('.lead__missing').count()).toBe(0);
  expect(await desk.isAsOfNow(desk.t('publicity.publicity'))).toBe(true);
});
