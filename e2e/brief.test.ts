/**
 * The day's report: on the command line in three languages, beside a running server and without
 * one; at the desk sent, frozen, explained, printed and taken as a Word document.
 */
import { readFile } from 'node:fs/promises';
import type { VisitBody } from '@doorstep/ledger';
import { dice, visitDraft } from '@doorstep/scenario';
import { openZip } from '@doorstep/sheets/testing';
import { sendingDrafts, type DraftBrief, type SentReport } from '@doorstep/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser';
import { Desk } from './desk';
import { startServer, type Ran, type RunningServer } from './server';
import { COUNTY, prepareVillage, VILLAGE, type PreparedVillage } from './village';

const VISITS = 20;
const SCRIPTS = { zh: /\p{Script=Han}/u, 'ko-CN': /\p{Script=Hangul}/u, en: /[A-Za-z]{3}/ };

let server: RunningServer;
let village: PreparedVillage;
/** Counted by hand from what was recorded. */
let personTimes = 0;
let reached = 0;
let beside: Ran;
let browser: Browser;
let desk: Desk;

const brief = (...more: string[]): Promise<Ran> =>
  server.doorstep('brief', '--place', VILLAGE, '--day', village.today, ...more);

beforeAll(async () => {
  server = await startServer();
  village = await prepareVillage(server, { seed: 'brief', households: 30, groups: 2 });
  const drafts = village.households.slice(0, VISITS).map((household, i) =>
    visitDraft(dice(`visit ${i}`), household, {
      round: village.round,
      outcome: i % 5 === 4 ? 'nobody' : 'met',
      first: true,
    }),
  );
  await village.secretary.record(drafts);
  for (const { body } of drafts as unknown as { body: VisitBody }[]) {
    const counted = (body.people ?? []).filter((one) => one.asked || one.whereabouts);
    personTimes += counted.length;
    reached += body.outcome === 'met' ? 1 : 0;
  }
});

afterAll(async () => {
  await browser?.close();
  await village?.secretary.close();
  await village?.official.close();
  await server?.remove();
});

test('beside a running server it says what was recorded', async () => {
  await expect
    .poll(async () => JSON.parse((beside = await brief('--json')).stdout).indicators, {
      timeout: 20_000,
    })
    .toMatchObject({
      'visits.person_times': { total: personTimes, day: personTimes },
      'visits.households_reached': { total: reached, day: reached },
      'register.households': { total: 30 },
      'duty.cadres': { total: 0, day: 0 },
    });
  expect(beside).toMatchObject({ exitCode: 0, stderr: '' });
});

test.each(['zh', 'ko-CN', 'en'] as const)('in words: %s', async (lang) => {
  const { exitCode, stdout, stderr } = await brief('--lang', lang);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(SCRIPTS[lang]);
  expect(stdout).toMatch(new RegExp(`(?<!\\d)${personTimes}(?!\\d)`));
  expect(stdout).not.toMatch(/\{\w+\}|undefined|NaN/);
});

/** Opens the county's report at its desk and sends it. */
async function send(): Promise<void> {
  browser = await launchBrowser();
  desk = await Desk.open(browser, await server.link('desk', COUNTY), 'en');
  await desk.sendsBrief(COUNTY);
}

test('an official sends it; it stands, and says so', async () => {
  await send();
  await desk.page.getByText(/At .* every figure still is as it was sent\./).waitFor();
  const sheet = await desk.briefText();
  expect(sheet).toContain('Epidemic prevention and control');
  expect(sheet).toMatch(new RegExp(`(?<!\\d)${personTimes} person-times`));
});

/** Visits that come in after the report, one it was made from voided and one corrected. */
async function phoneComesLater(): Promise<void> {
  const { secretary, households, round } = village;
  const ledger = await secretary.pull();
  const [first, second] = ledger
    .map(({ entry }) => entry)
    .filter(({ kind, body }) => kind === 'visit.recorded' && body['outcome'] === 'met');
  const late = households
    .slice(VISITS, VISITS + 3)
    .map((household, i) =>
      visitDraft(dice(`late ${i}`), household, { round, outcome: 'met', first: true }),
    );
  const amends = (entry: typeof first) => ({ subjects: entry!.subjects, replaces: entry!.id });
  await secretary.record([
    ...late,
    { kind: 'entry.voided', body: { reason: 'twice' }, ...amends(first) },
    { ...amends(second), kind: second!.kind, body: { ...second!.body, people: [] } },
  ]);
}

test('what a phone brings later is said beside it and adds up; the text stays', async () => {
  const sheet = await desk.briefText();
  await phoneComesLater();
  const moved = await desk.readsMoved('indicators.visits_person_times');
  const id = new URL(desk.page.url()).pathname.split('/').at(-1)!;
  const { figures } = await village.official.get<SentReport>(`/api/briefs/${COUNTY}/${id}`);
  const stated = figures.find(({ indicator }) => indicator === 'visits.person_times')!;
  await expect
    .poll(async () => JSON.parse((beside = await brief('--json')).stdout).indicators)
    .toMatchObject({ 'visits.person_times': { total: stated.total + moved.change } });
  expect(moved.causes.map(({ name }) => name)).toEqual([
    expect.stringContaining(desk.t('brief.cause_after')),
    expect.stringContaining(desk.t('brief.cause_corrected')),
    expect.stringContaining(desk.t('field.reason_twice')),
  ]);
  expect(moved.causes.reduce((sum, { n }) => sum + n, 0)).toBe(moved.change);
  expect(await desk.briefText()).toBe(sheet);
});

test('a second report of the day asks first, and says which it is', async () => {
  const sent = desk.page.url();
  await desk.sendsBrief(COUNTY, 2);
  await desk.page.getByText(desk.t('brief.numbered', { number: 2 }), { exact: true }).waitFor();
  await desk.page.goto(sent);
  await desk.page.locator('.sheet').waitFor();
});

test('what waited on this computer while a colleague sent is not sent, and opened again with one button', async () => {
  const { page } = desk;
  const { official, today } = village;
  await desk.opensBrief(COUNTY);
  await page.getByRole('button', { name: desk.t('brief.send'), exact: true }).click();
  const sending = page.getByRole('dialog').getByRole('button', {
    name: desk.t('brief.sendNumbered', { number: 3 }),
  });
  await sending.waitFor();
  await page.context().setOffline(true);
  await sending.click();
  await page.getByText(desk.t('brief.sentLater')).waitFor();
  const draft = await official.get<DraftBrief>(`/api/brief/draft?place=${COUNTY}&day=${today}`);
  await official.record(sendingDrafts(draft, official.replica.newSubject('br')));
  await page.context().setOffline(false);
  const note = page
    .getByRole('alert')
    .filter({ hasText: desk.t('problems.rejectedSentMeanwhile') });
  await note.getByRole('button', { name: desk.t('brief.openAgain') }).click();
  await desk.agreesToSend(4);
  await page.getByText(desk.t('brief.numbered', { number: 4 }), { exact: true }).waitFor();
  await desk.opensBrief(COUNTY);
  await note.waitFor({ state: 'hidden' });
  await desk.opensSentBrief();
});

test('a Word document says what the page says', async () => {
  const sheet = await desk.briefText();
  const file = await desk.downloads(desk.t('brief.word'));
  const zip = openZip(await readFile(file));
  const xml = Buffer.concat([...zip.pieces('word/document.xml')]).toString('utf8');
  const runs = [...xml.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text);
  const bare = (text: string): string => text.replace(/\s/g, '');
  expect(bare(runs.join(''))).toBe(bare(sheet));
});

test('on paper it is black on white, without what is a control, and signed', async () => {
  const { page } = desk;
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const ink = await page.locator('.sheet').evaluate((sheet) => getComputedStyle(sheet).color);
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const share of ink.match(/\d+/g)!.slice(0, 3)) expect(Number(share)).toBeLessThan(64);
  expect(paper).toBe('rgba(0, 0, 0, 0)');
  for (const gone of await page.locator('.no-print, .tabs').all())
    expect(await gone.isVisible()).toBe(false);
  expect(await page.getByText(desk.t('brief.signIssued')).isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
});

test('a village neither sends reports nor reads those of its county', async () => {
  const { secretary, today } = village;
  await expect(secretary.get(`/api/briefs?place=${COUNTY}`)).rejects.toThrow('404');
  const draft = `/api/brief/draft?place=${VILLAGE}&day=${today}`;
  await expect(secretary.get(draft)).rejects.toThrow('404');
  beside = await brief('--json');
});

test('without a server it says the same', async () => {
  await server.stop();
  const alone = await brief('--json');
  expect(alone).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(alone.stdout).indicators).toEqual(JSON.parse(beside.stdout).indicators);
});

test('asked for what there is not, it says so and fails', async () => {
  const nowhere = await server.doorstep('brief', '--place', '999999999999', '--day', '2020-02-04');
  expect(nowhere.exitCode).toBe(1);
  expect(nowhere.stderr).toContain('999999999999');
  expect((await server.doorstep('brief', '--place', VILLAGE)).exitCode).toBe(2);
});
