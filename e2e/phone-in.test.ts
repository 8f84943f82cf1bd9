/**
 * Ten at night at the prefecture: which villages are behind, why, and who answers the phone. It
 * reminds, the village sees it; a village without signal phones in, and what its phone brings later
 * is not lost and not counted twice.
 */
import type { InventedHousehold } from '@doorstep/scenario';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logBroadcast } from './broadcast';
import { launchBrowser } from './browser';
import { alter } from './database';
import { Desk } from './desk';
import { Phone } from './phone';
import {
  asksWhom,
  button,
  ranksVillages,
  reminds,
  savesTold,
  seesReminder,
  takesBackTold,
  tells,
  tellsBroadcast,
} from './reaching';
import { startServer, type RunningServer } from './server';
import { prepareVillage, VILLAGE, type PreparedVillage } from './village';

const PREFECTURE = '2224';
const FIRST_SECRETARY = 'c_firstsecretary';
const [NAME, PHONE] = ['甲第一', '19900003333'];
const HOUSEHOLDS = 12;

let server: RunningServer;
let village: PreparedVillage;
let browser: Browser;
let phone: Phone;
let desk: Desk;
let panel: Locator;

const all = (): InventedHousehold[] => village.households;
const doorOf = ({ group, door }: InventedHousehold) => ({ group: group!, door: door! });

/** Everybody at home, so that what "all well" counts for is known. */
function shape(invented: InventedHousehold[]): void {
  for (const person of invented.flatMap(({ people }) => people)) delete person.away;
}

async function stationFirstSecretary(): Promise<void> {
  const body = { cadre: FIRST_SECRETARY, role: 'first-secretary', from: village.today };
  const identities = { [FIRST_SECRETARY]: { name: NAME, phone: PHONE } };
  const draft = { kind: 'cadre.stationed', subjects: [FIRST_SECRETARY], body, identities };
  await village.secretary.record([draft]);
}

/** The reasons given are a day old. */
const dayOver = (): Promise<void> =>
  alter(
    server.dataFolder,
    `update access_log set at = at - interval '24 hours', id = gen_random_uuid()
      where action = 'ledger-opened'`,
  );

beforeAll(async () => {
  server = await startServer();
  [village, browser] = await Promise.all([
    prepareVillage(server, { seed: 'phone in', households: HOUSEHOLDS, groups: 2 }, shape),
    launchBrowser(),
  ]);
  await stationFirstSecretary();
  desk = await Desk.open(browser, await server.link('desk', PREFECTURE), 'zh');
  phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  await phone.enrol(await server.link('field', VILLAGE, FIRST_SECRETARY));
});

afterAll(async () => {
  await phone?.discard();
  await village?.secretary.close();
  await village?.official.close();
  await browser?.close();
  await server?.remove();
});

test('the prefecture finds the worst village across all levels, why, and the number to call', async () => {
  const worst = (await ranksVillages(desk)).first();
  panel = await asksWhom(desk, worst);
  const title = '逐户摸排';
  await panel
    .getByText(desk.t('contact.roundMissing', { title, n: HOUSEHOLDS }), { exact: true })
    .waitFor();
  await panel.getByRole('heading', { name: NAME, exact: true }).waitFor();
  const call = panel.getByRole('link', { name: NAME });
  expect(await call.getAttribute('href')).toBe(`tel:${PHONE}`);
  const words = panel.getByRole('link', { name: desk.t('contact.text'), exact: true });
  expect(await words.getAttribute('href')).toContain(`sms:${PHONE}?`);
});

test('a reminder is on the village’s phone until it is seen; the office reads by whom', async () => {
  await reminds(desk, panel, '逐户摸排');
  await panel.getByText(/后可再次提醒/).waitFor();
  await seesReminder(phone, /州办.*还有 12 户未走访/);
  await panel.getByText(/第一书记已看到/).waitFor();
});

test('a village that phones in is entered by group and door, and counted once', async () => {
  await phone.goOffline();
  await phone.allWell(all()[0]!);
  await panel.getByRole('link', { name: desk.t('contact.enterFor'), exact: true }).click();
  await desk.agreesWhy();
  await tells(desk, doorOf(all()[0]!), 'contact.told_well');
  await tells(desk, doorOf(all()[1]!), 'contact.told_well');
  await tells(desk, doorOf(all()[2]!), 'contact.told_nobody');
  await savesTold(desk, 3);
  await desk.page.getByRole('link', { name: desk.t('desk.overview'), exact: true }).click();
  await desk.shows('visits.households_reached', 2);
  await desk.shows('visits.nobody_home', 1);
  await desk.shows('visits.person_times', all()[0]!.people.length + all()[1]!.people.length);
});

test('what the phone brings later is perhaps the same visit, and settled with one tap', async () => {
  const [twice, told] = [all()[0]!.people.length, all()[1]!.people.length];
  await phone.goOffline(false);
  await desk.shows('visits.person_times', twice + twice + told);
  await desk.shows('visits.households_reached', 2);
  const same = phone.page.getByRole('button', { name: phone.t('contact.twiceOne'), exact: true });
  await phone.isTold('contact.twice', { n: 1 });
  await phone.isTold('contact.enteredBy', { office: '州办', who: NAME });
  await phone.tap(same);
  await same.waitFor({ state: 'detached' });
  await desk.shows('visits.person_times', twice + told);
  await desk.shows('visits.households_reached', 2);
});

test('so is a broadcast; the office takes back what it entered', async () => {
  const timesAtTheDesk = () =>
    expect.poll(async () => (await desk.opensPublicity(VILLAGE)).sum, { timeout: 10_000 });
  await phone.goOffline();
  await logBroadcast(phone);
  await tellsBroadcast(desk, VILLAGE);
  await phone.goOffline(false);
  await phone.isTold('contact.twice', { n: 1 });
  await timesAtTheDesk().toBe(2);
  await takesBackTold(desk, VILLAGE);
  await timesAtTheDesk().toBe(1);
  const twice = phone.page.getByText(phone.t('contact.twice', { n: 1 }));
  await twice.waitFor({ state: 'detached' });
});

test('a day later the desk asks why again; what was being told is neither shown nor lost', async () => {
  const { page } = desk;
  await page.goto(new URL(`/desk/village/${VILLAGE}/behalf`, server.baseUrl).href);
  await tells(desk, doorOf(all()[3]!), 'contact.told_well');
  await dayOver();
  await button(page, desk.t('contact.saveTold', { n: 1 })).click();
  const heading = page.getByRole('heading', {
    name: desk.t('contact.openTitle', { place: '东兴村' }),
  });
  await heading.waitFor();
  expect(await page.getByText(desk.t('contact.enterForHow')).isVisible()).toBe(false);
  await desk.agreesWhy();
  await page.getByText(desk.t('contact.savedTold', { n: 1 })).waitFor();
  await page.getByRole('link', { name: desk.t('desk.overview'), exact: true }).click();
  await desk.shows('visits.households_reached', 3);
});

test('the village reads in its own log who looked and who entered', async () => {
  await phone.tab('field.me');
  const log = phone.page.getByRole('link', { name: phone.t('contact.access'), exact: true });
  await phone.tap(log);
  await phone.isTold('contact.action_contact_opened');
  await phone.isTold('contact.action_ledger_opened', { reason: '本村来电，代为录入' });
  await phone.isTold('contact.action_entered_on_behalf');
});
