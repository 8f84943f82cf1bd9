/**
 * Sent back, mended, resent: a copied phone gets ahead of a cadre's and takes the ids of what is on
 * its way. The cadre sees why on Me, mends it in its own form, and it arrives once; the office sees
 * the alarm without looking for it, and decides.
 */
import type { InventedHousehold } from '@doorstep/scenario';
import { LOCALES, type Locale } from '@doorstep/words';
import type { Entry, Stored } from '@doorstep/ledger';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchBrowser } from './browser';
import { copyGetsAhead, nobodyHome } from './copied-phone';
import { Desk } from './desk';
import { Phone } from './phone';
import { startServer, type RunningServer } from './server';
import { COUNTY, prepareVillage, VILLAGE, type PreparedVillage } from './village';

vi.setConfig({ testTimeout: 180_000 });

let server: RunningServer;
let village: PreparedVillage;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  [village, browser] = await Promise.all([
    prepareVillage(server, { seed: 'sent back', households: 12, groups: 2 }),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await village?.secretary.close();
  await village?.official.close();
  await browser?.close();
  await server?.remove();
});

const visitsOf = (stored: readonly Stored[], { id }: InventedHousehold): Entry[] =>
  stored
    .map(({ entry }) => entry)
    .filter((entry) => entry.kind === 'visit.recorded' && entry.subjects.includes(id));

async function phoneIn(locale: Locale): Promise<Phone> {
  const phone = await Phone.unpack({ baseUrl: server.baseUrl, locale });
  await phone.enrol(await server.link('field', VILLAGE));
  return phone;
}

test.each(LOCALES)(
  'a visit whose id a copy took is mended and arrives once: %s',
  async (locale) => {
    const household = village.households[LOCALES.indexOf(locale)]!;
    const phone = await phoneIn(locale);
    await phone.goOffline();
    await phone.allWell(household);
    await copyGetsAhead(phone.page, 'visit.recorded', nobodyHome);
    await phone.goOffline(false);
    const sentBack = await phone.sentBack();
    await sentBack.getByText(phone.t('quarantine.phone_id_reused')).waitFor();
    await sentBack.getByText(phone.t('visits.outcome_met')).waitFor();
    const taken = visitsOf(await village.secretary.pull(), household);
    expect(taken).toMatchObject([{ body: { outcome: 'nobody' } }]);

    await phone.mend();
    await phone.saveAsSeen();
    await sentBack.waitFor({ state: 'detached' });
    await phone.tab('field.today');
    await phone.allSent();
    const [copied, mended, ...others] = visitsOf(await village.secretary.pull(), household);
    expect(others).toEqual([]);
    expect([copied, mended]).toMatchObject([
      { id: taken[0]!.id, body: { outcome: 'nobody' } },
      { body: { outcome: 'met' } },
    ]);
    expect(mended!.id).not.toBe(copied!.id);
    await phone.discard();

    const desk = await Desk.open(browser, await server.link('desk', COUNTY), locale);
    expect(await (await desk.waiting()).textContent()).toContain(
      desk.t('quarantine.alarmCount', { n: 1 }),
    );
    const aside = await desk.openAside('quarantine.code_id_reused');
    await aside.getByText(desk.t('quarantine.cannot_id_reused')).waitFor();
    await aside.getByText(desk.t('quarantine.saidElsewhere')).waitFor();
    await desk.decide('quarantine.refuse');
    await aside.getByText(desk.t('quarantine.verdict_refused')).waitFor();
    await desk.page
      .getByRole('main')
      .getByRole('link', { name: desk.t('quarantine.title') })
      .click();
    await desk.page.getByText(desk.t('quarantine.noneDetail')).waitFor();
    await desk.page.getByRole('link', { name: desk.t('quarantine.settledTab') }).click();
    await desk.page.getByText(desk.t('quarantine.verdict_refused')).first().waitFor();
    await desk.close();
  },
);

test('a person registered at the door comes back with the name that was typed', async () => {
  const name = '被抢先之人';
  const phone = await phoneIn('zh');
  await phone.goOffline();
  await phone.addHousehold({ group: '2', door: '77', name });
  await copyGetsAhead(phone.page, 'person.registered', ({ body }) => ({
    body: { household: body.household!, relation: 'other' },
  }));
  await phone.goOffline(false);
  await phone.openApp();
  const sentBack = await phone.sentBack();
  await sentBack.getByText(name).first().waitFor();
  await phone.mend();
  const field = phone.page.getByLabel(phone.t('register.name'), { exact: true });
  await expect.poll(() => field.inputValue()).toBe(name);
  await phone.save();
  await phone.tab('field.today');
  await phone.allSent();

  const desk = await Desk.open(browser, await server.link('desk', VILLAGE), 'zh');
  const aside = await desk.openAside('quarantine.code_id_reused');
  await aside.getByText(name).waitFor();
  await desk.close();

  await village.secretary.pull();
  const known = [...(await village.secretary.replica.identities()).values()];
  expect(known.filter((one) => one.name === name)).toHaveLength(1);
  await phone.discard();
});
