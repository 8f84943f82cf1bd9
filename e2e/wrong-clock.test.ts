/**
 * An office whose computer has a wrong clock: what it writes is dated by the server, also when the
 * clock is set while the page is open, after a reload and after a sleep.
 */
import { createFold, effectiveTimeMs, type Stored } from '@doorstep/ledger';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser';
import type { Caller } from './caller';
import { Desk, type Astray } from './desk';
import { tellsBroadcast } from './reaching';
import { startServer, type RunningServer } from './server';
import { COUNTY, prepareVillage, VILLAGE, type PreparedVillage } from './village';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
/** A slow machine's way to the server. */
const WAY_MS = 10_000;

let server: RunningServer;
let village: PreparedVillage;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  server = await startServer();
  [village, browser] = await Promise.all([
    prepareVillage(server, { seed: 'wrong clock', households: 2, groups: 1 }),
    launchBrowser(),
  ]);
  desk = await Desk.open(browser, await server.link('desk', COUNTY), 'zh', -6 * YEAR_MS);
});

afterAll(async () => {
  await desk?.close();
  await village?.secretary.close();
  await village?.official.close();
  await browser?.close();
  await server?.remove();
});

/** What the desk wrote last, of a kind. */
async function lastOf(reader: Caller, kind: string): Promise<Stored> {
  const stored = await reader.pull();
  const fold = createFold(reader.session.place, reader.session.zone);
  fold.add([...stored]);
  expect(fold.deviceFindings()).toEqual([]);
  return stored.findLast(({ entry }) => entry.kind === kind)!;
}

/** Its own time is the server's: nothing had to be mended. */
function isDatedByServer(one: Stored, sinceMs: number): void {
  expect(Math.abs(one.offsetMs)).toBeLessThan(WAY_MS);
  expect(Date.parse(one.entry.at)).toBeGreaterThan(sinceMs - WAY_MS);
  expect(effectiveTimeMs(one)).toBeGreaterThan(sinceMs - WAY_MS);
  expect(effectiveTimeMs(one)).toBeLessThanOrEqual(Date.parse(one.receivedAt));
}

/** A report is open, then something happens to the computer, then it is sent. */
async function sendsReport(number: number, astray: Partial<Astray> = {}): Promise<void> {
  const sinceMs = Date.now();
  await desk.opensBrief(COUNTY);
  await desk.goesAstray(astray);
  await desk.sendsOpenedBrief(number);
  isDatedByServer(await lastOf(village.official, 'brief.sent'), sinceMs);
}

test('a computer six years behind sends a report dated by the server', () => sendsReport(1));

test('and enters what a village tells by phone, when it was told', async () => {
  const sinceMs = Date.now();
  await desk.entersVillage(VILLAGE);
  await tellsBroadcast(desk, VILLAGE);
  isDatedByServer(await lastOf(village.secretary, 'broadcast.made'), sinceMs);
});

test('its clock is set while the page is open', () => sendsReport(2, { ahead: 3 * YEAR_MS }));

test('it sleeps for hours, and its timer with it', () => sendsReport(3, { slept: 8 * HOUR_MS }));
