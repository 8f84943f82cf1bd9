/**
 * Publicity, from the phone to the desk: a broadcast is logged in two taps without a network, counts
 * at the desk as what it opens to, is put right and taken back; who does not speak the language it
 * was given in has still to be told.
 */
import type { BroadcastBody } from '@doorstep/ledger';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { correctLastBroadcast, logBroadcast, voidLastBroadcast } from './broadcast';
import { launchBrowser } from './browser';
import { Desk } from './desk';
import { Phone } from './phone';
import { startServer, type RunningServer } from './server';
import { COUNTY, prepareVillage, VILLAGE, type PreparedVillage } from './village';

let server: RunningServer;
let village: PreparedVillage;
let browser: Browser;
let phone: Phone;
let desk: Desk;

async function broadcasts(): Promise<{ id: string; body: BroadcastBody }[]> {
  const stored = await village.secretary.pull();
  return stored
    .filter(({ entry }) => entry.kind === 'broadcast.made')
    .map(({ entry }) => ({ id: entry.id, body: entry.body as unknown as BroadcastBody }));
}

/** What the desk says in the end: it shows what it holds at once, and what is new a moment later. */
const atTheDesk = () => expect.poll(() => desk.opensPublicity(VILLAGE), { timeout: 10_000 });

beforeAll(async () => {
  server = await startServer();
  [village, browser] = await Promise.all([
    prepareVillage(server, { seed: 'publicity', households: 16, groups: 2 }),
    launchBrowser(),
  ]);
  desk = await Desk.open(browser, await server.link('desk', COUNTY), 'zh');
  await desk.entersVillage(VILLAGE);
  phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  await phone.enrol(await server.link('field', VILLAGE));
});

afterAll(async () => {
  await phone?.discard();
  await village?.secretary.close();
  await village?.official.close();
  await browser?.close();
  await server?.remove();
});

test('nobody has been told; the phone says how many', async () => {
  const untold = village.households.filter(({ people }) => people.some((one) => !one.away));
  expect(await phone.isTold('publicity.untold', { n: untold.length })).toBe(true);
});

test('a broadcast is logged in two taps without a network, and the desk sees it', async () => {
  await phone.goOffline();
  const before = phone.taps;
  await logBroadcast(phone);
  expect(phone.taps - before).toBe(2);
  expect(await phone.unsent()).toBe(1);
  await phone.goOffline(false);
  await phone.allSent();
  const [made] = await broadcasts();
  expect(made!.body).toMatchObject({ channel: 'loudspeaker', language: 'both', times: 1 });
  await atTheDesk().toEqual({ figure: 1, sum: 1, counts: new Map([[made!.id, 1]]) });
});

test('the next one is proposed as the last was', async () => {
  await logBroadcast(phone, 2);
  const before = phone.taps;
  await logBroadcast(phone);
  expect(phone.taps - before).toBe(2);
  await phone.allSent();
  const [, second, third] = await broadcasts();
  expect(second!.body.times).toBe(3);
  expect(third!.body).toEqual(second!.body);
  await atTheDesk().toMatchObject({ figure: 7, sum: 7 });
});

test('put right and taken back, the figure stays what it opens to', async () => {
  await correctLastBroadcast(phone, 4);
  await phone.allSent();
  await atTheDesk().toMatchObject({ figure: 11, sum: 11 });
  await voidLastBroadcast(phone);
  await phone.allSent();
  await atTheDesk().toMatchObject({ figure: 4, sum: 4 });
});

test('the brief on the command line says the same', async () => {
  const args = ['brief', '--place', VILLAGE, '--day', village.today, '--json'];
  const indicators = async (): Promise<unknown> =>
    JSON.parse((await server.doorstep(...args)).stdout).indicators;
  await expect
    .poll(indicators, { timeout: 20_000 })
    .toMatchObject({ 'publicity.times': { total: 4, day: 4 } });
});
