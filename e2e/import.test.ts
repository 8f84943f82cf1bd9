/**
 * The village's own spreadsheet at the desk: dropped, a column corrected, agreed to, and on a phone
 * in Today; its second version, the difference read and agreed to; taken back as one act.
 */
import { readFile } from 'node:fs/promises';
import { understand } from '@doorstep/sheets';
import { say, type MessageKey, type Params } from '@doorstep/words';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser';
import { Caller } from './caller';
import { Desk } from './desk';
import { PHONE_SIZE } from './phone';
import { startServer, type RunningServer } from './server';
import { COUNTY, openRound, VILLAGE } from './village';
import { inventRows, workbookOf, type Row } from './workbook';

const LOCALE = 'zh';
const t = (key: MessageKey, params?: Params): string => say(LOCALE, key, params);
const FIRST = inventRows(24);
const NEW: Row = { household: 99, name: '新户试癸', relation: '户主', born: '1960-01-01' };
const [MOVED, MENDED] = [FIRST[0]!, FIRST.find(({ household }) => household === 5)!];
const SECOND = [
  ...FIRST.filter((row) => row !== MOVED).map((row) =>
    row === MENDED ? { ...row, phone: '15400009999' } : row,
  ),
  NEW,
];

let server: RunningServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let phone: Page;
let secretary: Caller;
let official: Caller;

const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
const tab = (key: MessageKey): Locator => page.getByRole('tab', { name: t(key) });
/** A screen as long as the whole list: only what is in sight is drawn. */
const LONG_SCREEN = { width: 360, height: 2_400 };
async function isInToday(name: string): Promise<void> {
  await phone.setViewportSize(LONG_SCREEN);
  await phone.getByText(name).first().waitFor();
}

/** What the button says that it writes. */
const writes = (brought: Partial<Record<'households' | 'people' | 'amended' | 'left', number>>) => {
  const parts = Object.entries(brought).map(([part, n]) =>
    t(`imports.brings_${part}` as MessageKey, { n }),
  );
  return t('imports.writes', { what: parts.join(t('imports.brings_and')) });
};

/** What stands in the ledger, for anybody without its keys. */
const ledgerText = async (): Promise<string> => JSON.stringify(await secretary.pull());

async function drop(bytes: Uint8Array, name: string): Promise<void> {
  const held = await page.evaluateHandle(
    ([base64, called]) => {
      const binary = Uint8Array.from(atob(base64!), (one) => one.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([binary], called!));
      return transfer;
    },
    [Buffer.from(bytes).toString('base64'), name],
  );
  const area = page.getByText(t('imports.hint'));
  await area.dispatchEvent('dragover', { dataTransfer: held });
  await area.dispatchEvent('drop', { dataTransfer: held });
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  official = await Caller.signIn(await server.link('desk', COUNTY));
  secretary = await Caller.signIn(await server.link('field', VILLAGE));
  const today = new Date(official.session.serverTimeMs + 8 * 3_600_000).toISOString().slice(0, 10);
  await openRound(official, secretary, today);
  desk = await Desk.open(browser, await server.link('desk', VILLAGE), LOCALE);
  page = desk.page;
  const context = await browser.newContext({ viewport: PHONE_SIZE, locale: LOCALE });
  phone = await context.newPage();
  await phone.goto(await server.link('field', VILLAGE));
});

afterAll(async () => {
  await phone?.context().close();
  await desk?.close();
  await secretary?.close();
  await official?.close();
  await browser?.close();
  await server?.remove();
});

test('a list is dropped, and shown as it was understood', async () => {
  await page.getByRole('link', { name: t('desk.ledger'), exact: true }).click();
  await page.getByRole('link', { name: t('imports.open') }).click();
  await drop(workbookOf(FIRST), '底册.xlsx');
  await tab('imports.tab_rows').waitFor();
  await page
    .getByText(t('register.headOf', { name: MOVED.name }))
    .first()
    .waitFor();
  await tab('imports.tab_problems').click();
  await page
    .getByText(/底册!E\d+/)
    .first()
    .waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(t('imports.problemsDownload')).click(),
  ]);
  const bytes = new Uint8Array(await readFile((await download.path())!));
  const mended = understand({ name: 'mend.xlsx', bytes }, { today: '2020-01-28' });
  expect(mended.people.length).toBeGreaterThan(0);
  expect(mended.people.every(({ origin }) => origin?.sheet === '底册')).toBe(true);
});

test('a column is corrected by picking what it means', async () => {
  await tab('imports.tab_columns').click();
  const meaning = page.getByRole('combobox', {
    name: t('imports.meaningOf', { letter: 'H', header: '编' }),
  });
  await meaning.selectOption('door');
  await tab('imports.tab_rows').click();
  await page
    .getByText(t('register.doorNamed', { door: 1 }))
    .first()
    .waitFor();
});

test('nothing is written before it is agreed to, then all of it, and the phone has it in Today', async () => {
  const before = (await secretary.pull()).length;
  const households = new Set(FIRST.map(({ household }) => household)).size;
  await button(writes({ households, people: FIRST.length })).click();
  await page.getByText(t('imports.doneSent')).waitFor();
  const after = await secretary.pull();
  expect(after.length - before).toBe(1 + households + FIRST.length);
  expect(await ledgerText()).not.toMatch(/试|590000|15400|底册/);
  await isInToday(MOVED.name);
});

test('of the second version the difference is shown, and only that is written', async () => {
  await button(t('common.close')).click();
  await drop(workbookOf(SECOND), '底册2.xlsx');
  await tab('imports.tab_columns').click();
  await page
    .getByRole('combobox', { name: t('imports.meaningOf', { letter: 'H', header: '编' }) })
    .selectOption('door');
  await tab('imports.tab_rows').click();
  await button(new RegExp(`^${t('imports.filter_amended')} 1$`)).click();
  const change = t('imports.change', {
    field: t('register.phone'),
    before: MENDED.phone!,
    after: '15400009999',
  });
  await page.getByText(change).waitFor();
  await tab('imports.tab_decide').click();
  const name = t('register.headOf', { name: MOVED.name });
  await page.getByRole('combobox', { name: t('imports.becomeOf', { name }) }).selectOption('moved');
  await button(writes({ households: 1, people: 1, amended: 1, left: 1 })).click();
  await page.getByText(t('imports.doneSent')).waitFor();
  await phone.getByText(MOVED.name).waitFor({ state: 'detached' });
});

test('taken back as one act, everything is as before', async () => {
  await button(t('imports.undo')).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('imports.undo') })
    .click();
  await page.getByText(t('imports.list')).waitFor();
  await isInToday(MOVED.name);
  await drop(workbookOf(SECOND), '底册2.xlsx');
  await tab('imports.tab_columns').click();
  await page
    .getByRole('combobox', { name: t('imports.meaningOf', { letter: 'H', header: '编' }) })
    .selectOption('door');
  await button(writes({ households: 1, people: 1, amended: 1 })).waitFor();
});

test('on the phone what is left to decide stands in sight, whatever else there is', async () => {
  await phone.getByRole('link', { name: t('field.me'), exact: true }).click();
  await phone.getByRole('link', { name: t('imports.open') }).click();
  const buffer = Buffer.from(workbookOf(SECOND));
  const input = phone.locator('input[type=file]');
  await input.setInputFiles({ name: '底册2.xlsx', mimeType: '', buffer });
  const decide = phone.getByRole('tab', { name: t('imports.tab_decide') });
  await decide.waitFor();
  const { x, width } = (await decide.boundingBox())!;
  expect(x + width).toBeLessThanOrEqual(PHONE_SIZE.width);
});

test('whoever does not lead the village reads who imports, as soon as the phone knows it', async () => {
  const [lead, member] = [secretary.replica.newSubject('c'), secretary.replica.newSubject('c')];
  const stationed = (cadre: string, role: string) => ({
    kind: 'cadre.stationed',
    subjects: [cadre],
    body: { cadre, role, from: '2020-01-20' },
  });
  await secretary.record([
    { ...stationed(lead, 'first-secretary'), identities: { [lead]: { name: '试书记' } } },
    stationed(member, 'team-member'),
  ]);
  await phone.goto(await server.link('field', VILLAGE, member));
  await phone.getByRole('link', { name: t('field.me'), exact: true }).click();
  await phone.getByText(t('imports.keptBy', { names: '试书记' })).waitFor();
  expect(await phone.getByRole('link', { name: t('imports.open') }).count()).toBe(0);
});
