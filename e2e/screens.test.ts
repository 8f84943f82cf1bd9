/**
 * Every screen of both apps in three languages, on a phone and on a desk, light and (in one of them)
 * dark: axe finds nothing, nothing is wider than the window, nothing is left untranslated. The
 * pictures stay in `PICTURES`, to be looked at.
 */
import { rm } from 'node:fs/promises';
import { broadcastDraft, dice, visitDraft } from '@doorstep/scenario';
import { sendingDrafts, type Draft, type DraftBrief } from '@doorstep/sync';
import { LOCALES, say, type Locale } from '@doorstep/words';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { INSECURE_HOST, launchBrowser, launchKeepingNothing } from './browser';
import { DESK_SIZE } from './desk';
import { atRest, look, PICTURES, type View } from './look';
import { PHONE_SIZE } from './phone';
import {
  asideScreens,
  deskScreens,
  importScreens,
  phoneScreens,
  type Screen,
  type Subjects,
} from './screens';
import { startServer, type RunningServer } from './server';
import { setAside } from './set-aside';
import { COUNTY, prepareVillage, VILLAGE, type PreparedVillage } from './village';

const THEMES = ['light', 'dark'] as const;
const LIGHT = ['light'] as const;
/** The language everything is looked at in. */
const FIRST: Locale = 'zh';
/** A link that only those signed in see. */
const INSIDE = { field: 'field.today', desk: 'desk.overview' } as const;
const SIZES = [PHONE_SIZE, DESK_SIZE];
const WECHAT =
  'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/87 Mobile MicroMessenger/8.0';

vi.setConfig({ testTimeout: 600_000 });

let server: RunningServer;
let village: PreparedVillage;
let browser: Browser;
let subjects: Subjects;

/** One in words of one's own, and others; in Chinese only: who speaks Korean has still to be told. */
function broadcasts(): Draft[] {
  const message = 'm_ownwords';
  const own: Draft = {
    kind: 'broadcast.made',
    subjects: [message],
    body: {
      channel: 'leaflet',
      language: 'zh',
      audience: ['villagers', 'outsiders'],
      messages: ['basic-knowledge'],
      ownWords: true,
      times: 1,
      copies: 120,
    },
    identities: { [message]: { note: '外来车辆一律在村口登记测温' } },
  };
  const options = { language: 'zh', timesMax: 3, households: 60 } as const;
  const others = Array.from({ length: 11 }, (_, i) => broadcastDraft(dice(`said ${i}`), options));
  return [own, ...others];
}

/** The county sends its report. */
async function sendBrief(today: string): Promise<string> {
  const { official } = village;
  const brief = official.replica.newSubject('br');
  const path = `/api/brief/draft?place=${COUNTY}&day=${today}`;
  await official.record(sendingDrafts(await official.get<DraftBrief>(path), brief));
  return brief;
}

/** Something of everything: fevers, refusals, a correction, a void, cadres and their groups. */
async function fill(): Promise<Subjects> {
  const { households, round, questionSet, today, secretary } = village;
  const account = secretary.session.account;
  const duty: Draft[] = [
    {
      kind: 'cadre.stationed',
      subjects: [account],
      body: { cadre: account, role: 'first-secretary', from: today },
      identities: { [account]: { name: '示例书记', nameKo: '서기례', phone: '19900003333' } },
    },
    { kind: 'group.assigned', subjects: [account], body: { group: '1', cadre: account } },
  ];
  const visits = households.slice(0, 30).map((household, i) =>
    visitDraft(dice(`screens ${i}`), household, {
      round,
      questionSet,
      outcome: i % 9 === 4 ? 'nobody' : i % 13 === 6 ? 'refused' : 'met',
      first: true,
    }),
  );
  const visited = households[0]!;
  const person = { person: visited.people[0]!.id, asked: true, temperature: 378, flags: ['fever'] };
  const [, , first, , , voided] = await secretary.record([...duty, ...visits]);
  const brief = await sendBrief(today);
  const { id: replaces, subjects: about, body } = first!.entry;
  await secretary.record([
    { kind: 'visit.recorded', subjects: about, replaces, body: { ...body, people: [person] } },
    {
      kind: 'entry.voided',
      subjects: voided!.entry.subjects,
      replaces: voided!.entry.id,
      body: { reason: 'mistake' },
    },
  ]);
  const said = await secretary.record(broadcasts());
  const aside = await setAside(server, village, first!.entry);
  return {
    visited,
    unvisited: households[31]!,
    copied: households[32]!,
    record: replaces,
    brief,
    broadcast: said[0]!.entry.id,
    aside,
  };
}

beforeAll(async () => {
  await rm(PICTURES, { recursive: true, force: true });
  server = await startServer();
  village = await prepareVillage(server, { seed: 'screens', households: 60, groups: 3 });
  subjects = await fill();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await village?.secretary.close();
  await village?.official.close();
  await server?.remove();
});

/** A page that opens an address in a language. */
async function openPage(
  locale: Locale,
  address: string,
  more: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: PHONE_SIZE,
    locale,
    timezoneId: 'Asia/Shanghai',
    ...more,
  });
  const page = await context.newPage();
  await page.goto(address);
  await atRest(page);
  return page;
}

/**
 * Looks at what the page shows, in every size and theme. Colours depend on no language: the dark
 * theme is looked at in one; nor does the order of things: at the other size axe looks in one, too.
 */
async function lookAt(
  page: Page,
  view: Pick<View, 'app' | 'screen' | 'locale'>,
): Promise<string[]> {
  const found: string[] = [];
  const isFirst = view.locale === FIRST;
  for (const size of SIZES)
    for (const theme of isFirst ? THEMES : LIGHT) {
      const isHome = (view.app === 'field') === (size === PHONE_SIZE);
      const withAxe = isHome || (isFirst && theme === 'light');
      found.push(...(await look(page, { ...view, size, theme }, { withAxe })));
    }
  return found;
}

/** A page that is signed in: a link still being used would be lost with the page it was opened on. */
async function enter(app: View['app'], locale: Locale, link: string): Promise<Page> {
  const page = await openPage(locale, link);
  await page
    .getByRole('link', { name: say(locale, INSIDE[app]), exact: true })
    .first()
    .waitFor();
  return page;
}

async function pass(
  page: Page,
  app: View['app'],
  locale: Locale,
  screens: Screen[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { name, path, act } of screens) {
    await page.setViewportSize(app === 'field' ? PHONE_SIZE : DESK_SIZE);
    await page.goto(`${server.baseUrl}/${app}/${path}`);
    await atRest(page);
    await act?.(page);
    await atRest(page);
    found.push(...(await lookAt(page, { app, screen: name, locale })));
  }
  return found;
}

test.concurrent.each(LOCALES)('the phone, signed in: %s', async (locale) => {
  const page = await enter('field', locale, await server.link('field', VILLAGE));
  expect(await pass(page, 'field', locale, phoneScreens(locale, subjects))).toEqual([]);
  await page.context().close();
});

test.concurrent.each(LOCALES)('the desk, signed in: %s', async (locale) => {
  const page = await enter('desk', locale, await server.link('desk', COUNTY));
  expect(await pass(page, 'desk', locale, deskScreens(locale, subjects))).toEqual([]);
  await page.context().close();
});

test.concurrent.each(LOCALES)('what was set aside, read in its village: %s', async (locale) => {
  const page = await enter('desk', locale, await server.link('desk', VILLAGE));
  const screens = asideScreens(locale, VILLAGE, subjects);
  const named = screens.map((screen) => ({ ...screen, name: `village ${screen.name}` }));
  expect(await pass(page, 'desk', locale, named)).toEqual([]);
  await page.context().close();
});

test.concurrent.each(LOCALES)(
  'the desk of the village, a list on its way in: %s',
  async (locale) => {
    const page = await enter('desk', locale, await server.link('desk', VILLAGE));
    const screens = importScreens(locale, `village/${VILLAGE}/import`);
    expect(await pass(page, 'desk', locale, screens)).toEqual([]);
    await page.context().close();
  },
);

test('a form opened by its address shows what is known', async () => {
  const page = await enter('field', 'zh', await server.link('field', VILLAGE));
  const { id, identity } = subjects.visited.people[0]!;
  await page.goto(`${server.baseUrl}/field/person/${id}/edit`);
  const name = page.getByLabel(say('zh', 'register.name'), { exact: true });
  await expect.poll(() => name.inputValue()).toBe(identity.name);
  await page.context().close();
});

test.concurrent.each(LOCALES)(
  'outside: no link, a used one, WeChat, not secure: %s',
  async (locale) => {
    const { baseUrl } = server;
    const used = await server.link('field', VILLAGE);
    const found: string[] = [];
    const outside = async (
      app: View['app'],
      screen: string,
      address: string,
      more = {},
    ): Promise<void> => {
      const page = await openPage(locale, address, more);
      found.push(...(await lookAt(page, { app, screen, locale })));
      await page.context().close();
    };
    await outside('field', 'no link', `${baseUrl}/field/`);
    await (await enter('field', locale, used)).context().close();
    await outside('field', 'used link', used);
    await outside('desk', 'used link', used.replace('/field', '/desk'));
    await outside('field', 'wechat', `${baseUrl}/field/`, { userAgent: WECHAT });
    await outside(
      'field',
      'office link',
      (await server.link('desk', COUNTY)).replace('/desk', '/field'),
    );
    await outside('desk', 'no link', `${baseUrl}/desk/`);
    const insecureUrl = baseUrl.replace('127.0.0.1', INSECURE_HOST);
    await outside('field', 'insecure', `${insecureUrl}/field/`);
    await outside('desk', 'insecure', `${insecureUrl}/desk/`);
    expect(found).toEqual([]);
  },
);

test.each(LOCALES)(
  'a browser that keeps nothing says so and uses up no link: %s',
  async (locale) => {
    const links = {
      field: await server.link('field', VILLAGE),
      desk: await server.link('desk', COUNTY),
    };
    const context = await launchKeepingNothing({ viewport: PHONE_SIZE, locale });
    const page = context.pages()[0]!;
    for (const app of ['field', 'desk'] as const) {
      await page.goto(links[app]);
      await page.getByRole('heading', { name: say(locale, 'common.noStorageTitle') }).waitFor();
      expect(await lookAt(page, { app, screen: 'no storage', locale })).toEqual([]);
    }
    await context.close();
    for (const app of ['field', 'desk'] as const) {
      await (await enter(app, locale, links[app])).context().close();
    }
  },
);
