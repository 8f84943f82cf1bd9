/** Every screen of both apps, and how to get there: what the eyes of `screens.test.ts` pass over. */
import { addDays, dayOf } from '@doorstep/ledger';
import type { Page } from 'playwright-core';
import { say, type Locale, type MessageKey } from '@doorstep/words';
import type { InventedHousehold } from '@doorstep/scenario';
import { copyGetsAhead, nobodyHome } from './copied-phone';
import { COUNTY, VILLAGE } from './village';
import { inventRows, workbookOf } from './workbook';

export interface Screen {
  name: string;
  /** Below the app's own address. */
  path: string;
  /** What a person does there before looking: opens a sheet, types. */
  act?: (page: Page) => Promise<void>;
}

/** What the screens are about. */
export interface Subjects {
  /** Visited and corrected; one of its people has a fever. */
  visited: InventedHousehold;
  unvisited: InventedHousehold;
  /** A visit's record. */
  record: string;
  /** A report the county has sent; figures have moved since. */
  brief: string;
  /** A broadcast's record. */
  broadcast: string;
  /** Whose visit a copied phone gets ahead of. */
  copied: InventedHousehold;
  /** What was set aside in the village: waiting, and settled. */
  aside: { open: string; settled: string };
}

const says = (locale: Locale) => (key: MessageKey) => say(locale, key);
type Words = ReturnType<typeof says>;

const press =
  (name: string) =>
  (page: Page): Promise<void> =>
    page.getByRole('button', { name }).first().click();

function visitScreens(locale: Locale, { unvisited }: Subjects): Screen[] {
  const t = says(locale);
  const path = `household/${unvisited.id}/visit`;
  const { name, nameKo } = unvisited.people[0]!.identity;
  const open = press(locale === 'ko-CN' ? (nameKo ?? name!) : name!);
  return [
    { name: 'visit', path },
    {
      name: 'visit person',
      path,
      act: async (page) => {
        await open(page);
        const sheet = page.getByRole('dialog');
        for (const digit of '378')
          await sheet.getByRole('button', { name: digit, exact: true }).click();
      },
    },
    {
      name: 'visit person trip',
      path,
      act: async (page) => {
        await open(page);
        await press(t('visits.tripAdd'))(page);
      },
    },
    { name: 'visit told', path, act: press(t('visits.told')) },
    { name: 'visit handed', path, act: press(t('visits.handed')) },
    { name: 'visit later', path, act: press(t('visits.enteredLater')) },
  ];
}

function registerScreens(t: Words, { visited, unvisited }: Subjects): Screen[] {
  const person = visited.people[0]!;
  return [
    { name: 'households', path: 'households' },
    {
      name: 'households found',
      path: 'households',
      act: (page) =>
        page.getByRole('textbox', { name: t('common.search') }).fill(person.identity.name![0]!),
    },
    {
      name: 'households nothing found',
      path: 'households',
      act: (page) => page.getByRole('textbox', { name: t('common.search') }).fill('99999999'),
    },
    { name: 'household', path: `household/${visited.id}` },
    { name: 'household more', path: `household/${visited.id}`, act: press(t('field.more')) },
    { name: 'household edit', path: `household/${visited.id}/edit` },
    { name: 'household same', path: `household/${visited.id}/same` },
    { name: 'household add', path: 'add' },
    { name: 'person', path: `person/${person.id}` },
    { name: 'person away', path: `person/${person.id}`, act: press(t('field.personAway')) },
    { name: 'person edit', path: `person/${person.id}/edit` },
    { name: 'person add', path: `household/${unvisited.id}/add` },
  ];
}

/** Something comes back to this phone; it is looked at where it is listed, and mended. */
function sentBackScreens(t: Words, { copied }: Subjects): Screen[] {
  return [
    {
      name: 'me sent back',
      path: `household/${copied.id}/visit`,
      act: async (page) => {
        await copyGetsAhead(page, 'visit.recorded', nobodyHome);
        await press(t('visits.allWell'))(page);
        // Saved: the form has made room.
        await page.waitForURL((url) => !url.pathname.endsWith('/visit'));
        await page.goto(new URL('/field/me', page.url()).href);
        await page.getByRole('article').first().waitFor();
      },
    },
    {
      name: 'me mend',
      path: 'me',
      act: (page) => page.getByRole('link', { name: t('sync.mend') }).click(),
    },
  ];
}

const SHEET = {
  name: 'register.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(workbookOf(inventRows(60))),
};
const NO_SHEET = { ...SHEET, buffer: Buffer.from('<html></html>') };

/** A workbook on its way in; the phone and the desk show the same at other addresses. */
export function importScreens(locale: Locale, path: string): Screen[] {
  const t = says(locale);
  const give = async (page: Page, file: typeof SHEET): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles(file);
  };
  const open =
    (tab: MessageKey) =>
    async (page: Page): Promise<void> => {
      await give(page, SHEET);
      await page.getByRole('tab', { name: t(tab) }).click();
    };
  return [
    { name: 'import', path },
    { name: 'import rows', path, act: open('imports.tab_rows') },
    { name: 'import columns', path, act: open('imports.tab_columns') },
    { name: 'import problems', path, act: open('imports.tab_problems') },
    { name: 'import decide', path, act: open('imports.tab_decide') },
    {
      name: 'import unreadable',
      path,
      act: async (page) => {
        await give(page, NO_SHEET);
        await page.getByText(t('imports.unreadable')).waitFor();
      },
    },
  ];
}

/** The phone's screens of somebody signed in. */
export function phoneScreens(locale: Locale, subjects: Subjects): Screen[] {
  const t = says(locale);
  return [
    { name: 'today', path: '' },
    ...visitScreens(locale, subjects),
    ...registerScreens(t, subjects),
    { name: 'record', path: `record/${subjects.record}` },
    { name: 'record void', path: `record/${subjects.record}`, act: press(t('field.void')) },
    { name: 'publicity', path: 'publicity' },
    { name: 'broadcast', path: 'publicity/broadcast' },
    { name: 'broadcast correct', path: `publicity/broadcast?corrects=${subjects.broadcast}` },
    { name: 'broadcast record', path: `record/${subjects.broadcast}` },
    ...importScreens(locale, 'import'),
    { name: 'access', path: 'access' },
    { name: 'me', path: 'me' },
    { name: 'me sign out', path: 'me', act: press(t('field.signOut')) },
    ...sentBackScreens(t, subjects),
  ];
}

/** What was set aside, as an office or the village itself sees it. */
export function asideScreens(locale: Locale, place: string, { aside }: Subjects): Screen[] {
  const t = says(locale);
  const path = `quarantine/${VILLAGE}`;
  return [
    { name: 'aside list', path: `quarantine/${place}` },
    { name: 'aside settled', path: `${path}?state=settled` },
    { name: 'aside none such', path: `${path}?code=nul` },
    { name: 'aside one', path: `${path}/${aside.open}` },
    { name: 'aside refuse', path: `${path}/${aside.open}`, act: press(t('quarantine.refuse')) },
    { name: 'aside refused', path: `${path}/${aside.settled}` },
  ];
}

/** The desk's pages of an official. */
export function deskScreens(locale: Locale, subjects: Subjects): Screen[] {
  const t = says(locale);
  const { visited, record, broadcast, brief } = subjects;
  return [
    { name: 'overview', path: `overview/${COUNTY}` },
    { name: 'overview before', path: `overview/${COUNTY}?day=${addDays(dayOf(Date.now()), -1)}` },
    {
      name: 'villages responsible',
      path: `overview/${COUNTY}?rank=villages`,
      act: press(t('contact.responsible')),
    },
    { name: 'ledger reason', path: `village/${VILLAGE}/households` },
    {
      name: 'ledger households',
      path: `village/${VILLAGE}/households`,
      act: async (page) => {
        await page.getByRole('radio').first().check();
        await press(t('contact.opening'))(page);
        await page.getByRole('radio').first().waitFor({ state: 'detached' });
      },
    },
    {
      name: 'told by phone',
      path: `village/${VILLAGE}/behalf`,
      act: press(t('contact.told_fever')),
    },
    { name: 'overview village', path: `overview/${VILLAGE}` },
    { name: 'charts', path: `charts/${COUNTY}?per=100` },
    { name: 'wall', path: `wall/${COUNTY}` },
    { name: 'figure', path: `figure/${COUNTY}/visits/person_times` },
    { name: 'figure records', path: `figure/${VILLAGE}/visits/person_times?span=total` },
    { name: 'figure none', path: `figure/${VILLAGE}/visits/unknown` },
    { name: 'ledger duty', path: `village/${VILLAGE}/duty` },
    { name: 'ledger rounds', path: `village/${VILLAGE}/rounds` },
    { name: 'ledger publicity', path: `village/${VILLAGE}/publicity` },
    { name: 'figure publicity', path: `figure/${VILLAGE}/publicity/times?span=total` },
    { name: 'record broadcast', path: `village/${VILLAGE}/record/${broadcast}` },
    { name: 'ledger records', path: `village/${VILLAGE}/records` },
    { name: 'ledger findings', path: `village/${VILLAGE}/findings` },
    { name: 'import office', path: `village/${VILLAGE}/import` },
    { name: 'household', path: `village/${VILLAGE}/household/${visited.id}` },
    { name: 'record', path: `village/${VILLAGE}/record/${record}` },
    { name: 'rounds', path: `rounds/${COUNTY}` },
    { name: 'rounds close', path: `rounds/${COUNTY}`, act: press(t('desk.closeRound')) },
    { name: 'round new', path: 'rounds/new' },
    {
      name: 'tables',
      path: `tables/${COUNTY}/days?grain=village&by=day`,
      act: press(t('tables.filters')),
    },
    { name: 'tables places', path: `tables/${COUNTY}` },
    { name: 'brief', path: `brief/${COUNTY}` },
    { name: 'brief sent', path: `brief/${COUNTY}/sent/${brief}` },
    ...asideScreens(locale, COUNTY, subjects),
  ];
}
