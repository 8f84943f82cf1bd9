/** The device in a real Chromium: its store conforms, work survives a killed browser, the disk tells nothing. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeConformance } from '@doorstep/sync/conformance';
import { launchProfile } from '../../../e2e/browser';
import { openSite, PLACE, type Site } from './testing/site';

const PLANTED = Array.from({ length: 40 }, (_, i) => ({
  name: `甄无此人${i}`,
  nameKo: `없는이름${i}`,
  idNumber: `99999919990101${String(1000 + i)}`,
  phone: `1990000${String(1000 + i)}`,
  note: `planted-note-${i}-of-nobody`,
}));
const FACT = 'planted-group-label';
const CONTROL = 'control-string-in-plain';

let site: Site;
let folder: string;
let context: BrowserContext | undefined;

async function open(): Promise<Page> {
  context = await launchProfile(folder);
  return visit(context);
}

async function visit(opened: BrowserContext): Promise<Page> {
  const page = await opened.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'harness' in window);
  return page;
}

async function close(): Promise<void> {
  await context?.close();
  context = undefined;
}

/** Ends the browser without a chance to write anything more. */
async function kill(page: Page): Promise<void> {
  const closed = new Promise((resolve) => context?.once('close', resolve));
  const session = await context!.newCDPSession(page);
  await Promise.race([session.send('Browser.crash').catch(() => undefined), closed]);
  await closed;
  context = undefined;
}

/** Every string that occurs anywhere in the profile's files, as UTF-8, UTF-16 or base64. */
async function foundOnDisk(strings: string[]): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  const contents = await Promise.all(
    files.map((file) => readFile(join(file.parentPath, file.name))),
  );
  const forms = (text: string): Buffer[] => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -1)),
  ];
  return strings.filter((text) =>
    forms(text).some((form) => contents.some((content) => content.includes(form))),
  );
}

beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'doorstep-profile-'));
});

afterAll(async () => {
  await close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test('IndexedDB conforms to what every store must do', async () => {
  const page = await open();
  const outcomes = await page.evaluate(() => window.harness.conformance());
  expect(outcomes).toEqual(Object.fromEntries(storeConformance.map(({ name }) => [name, 'ok'])));
  await close();
});

test('work recorded offline survives a killed browser and is sent once when it reopens', async () => {
  const page = await open();
  await page.evaluate(() => window.harness.device.enrol('good'));
  await context!.setOffline(true);
  const saved = await page.evaluate(
    async ({ place, planted, fact }) => {
      const signedIn = await window.harness.device.currentSession();
      const replica = await window.harness.device.openReplica({
        ...signedIn!,
        place,
        keep: 'device',
      });
      const drafts = planted.map((identity) => {
        const subject = replica.newSubject('p');
        return {
          kind: 'person.registered',
          subjects: [subject],
          body: { group: fact },
          identities: { [subject]: identity },
        };
      });
      const stored = await replica.record(drafts);
      await replica.saveSnapshot('names', planted);
      return stored.map(({ entry }) => entry.id);
    },
    { place: PLACE, planted: PLANTED, fact: FACT },
  );
  await kill(page);
  expect(site.server.ledger(PLACE).stored).toEqual([]);

  const reopened = await open();
  const now = await reopened.evaluate(async (place) => {
    const signedIn = await window.harness.device.currentSession();
    const replica = await window.harness.device.openReplica({
      ...signedIn!,
      place,
      keep: 'device',
    });
    const before = replica.stored().length;
    const status = await replica.syncNow();
    const identities = [...(await replica.identities()).values()];
    return { before, status, identities, snapshot: await replica.loadSnapshot('names') };
  }, PLACE);
  expect(now.before).toBe(PLANTED.length);
  expect(now.status).toMatchObject({ unsent: 0, rejected: 0, head: PLANTED.length, online: true });
  expect(now.identities).toEqual(PLANTED);
  expect(now.snapshot).toEqual(PLANTED);
  expect(site.server.ledger(PLACE).stored.map(({ entry }) => entry.id)).toEqual(saved);
  expect(site.encodings).toContain('gzip');
});

test('a second tab sees what the first one saves, and numbers on from it', async () => {
  const [first] = context!.pages().slice(-1);
  const second = await visit(context!);
  const opened = async (page: Page): Promise<void> =>
    page.evaluate(async (place) => {
      const signedIn = await window.harness.device.currentSession();
      const replica = await window.harness.device.openReplica({
        ...signedIn!,
        place,
        keep: 'device',
      });
      Object.assign(window, { replica });
    }, PLACE);
  type WithReplica = Window & {
    replica: Awaited<ReturnType<Window['harness']['device']['openReplica']>>;
  };
  await opened(first!);
  await opened(second);
  const record = (page: Page): Promise<number> =>
    page.evaluate(async () => {
      const { replica } = window as unknown as WithReplica;
      const [stored] = await replica.record([
        { kind: 'household.amended', subjects: ['h_invented1'], body: {} },
      ]);
      return stored!.entry.n;
    });
  const numbers = await Promise.all([
    record(first!),
    record(second),
    record(first!),
    record(second),
  ]);
  expect(new Set(numbers).size).toBe(4);
  const total = PLANTED.length + 4;
  for (const page of [first!, second]) {
    await page.waitForFunction((count) => {
      const { replica } = window as unknown as WithReplica;
      return replica.stored().length === count && replica.status().unsent === 0;
    }, total);
  }
  const ledger = site.server.ledger(PLACE).stored;
  expect(ledger.map(({ entry }) => entry.n).sort((a, b) => a - b)).toEqual(
    ledger.map((_, i) => i + 1),
  );
});

test('nothing of names, facts or keys is readable in the profile', async () => {
  const page = await visit(context!);
  await page.evaluate((control) => localStorage.setItem('control', control), CONTROL);
  await close();
  const { keys } = site.server.keys(PLACE, 0);
  expect(keys).toHaveLength(PLANTED.length);
  const secrets = [
    ...PLANTED.flatMap((one) => Object.values(one)),
    ...keys.map(({ key }) => key),
    FACT,
  ];
  expect(await foundOnDisk([CONTROL])).toEqual([CONTROL]);
  expect(await foundOnDisk(secrets)).toEqual([]);
});

test('signing out keeps what is unsent until told otherwise, then leaves nothing', async () => {
  const page = await open();
  await page.evaluate(() => window.harness.device.enrol('good-again'));
  await context!.setOffline(true);
  const outcome = await page.evaluate(async (place) => {
    const { device } = window.harness;
    const { session } = (await device.currentSession())!;
    const replica = await device.openReplica({ session, place, keep: 'device' });
    await replica.record([{ kind: 'household.amended', subjects: ['h_invented1'], body: {} }]);
    await replica.close();
    const refused = await device.signOut(session);
    const stillThere = await device.currentSession();
    const done = await device.signOut(session, { evenUnsent: true });
    const databases = (await indexedDB.databases())
      .map(({ name }) => name)
      .filter((name) => name?.includes('c_'));
    return {
      refused,
      stillThere: stillThere !== undefined,
      done,
      after: await device.currentSession(),
      databases,
    };
  }, PLACE);
  expect(outcome).toEqual({
    refused: 'unsent',
    stillThere: true,
    done: 'done',
    after: undefined,
    databases: [],
  });
  expect(site.server.ledger(PLACE).stored).toHaveLength(PLANTED.length + 4);
  await close();
});

test('who signed out without network is signed out at the server by the next start', async () => {
  const page = await open();
  const current = (): Promise<boolean> =>
    page.evaluate(async () => (await window.harness.device.currentSession()) !== undefined);
  expect(site.isSignedIn()).toBe(true);
  expect(await current()).toBe(false);
  expect(site.isSignedIn()).toBe(false);
  expect(await current()).toBe(false);
  await close();
});

test('a link whose answer never arrived still leads in, and nobody else', async () => {
  const page = await open();
  await page.route('**/api/enrol', async (route) => {
    await route.fetch();
    await route.abort();
  });
  const enrol = (from: Page): Promise<string> =>
    from.evaluate(() =>
      window.harness.device.enrol('good-but-lost').then(
        () => 'in',
        (error: { failure: { status: number; code: string } }) =>
          error.failure.status === 0 ? 'offline' : error.failure.code,
      ),
    );
  const isIn = (from: Page): Promise<boolean> =>
    from.evaluate(async () => (await window.harness.device.currentSession()) !== undefined);
  expect(await enrol(page)).toBe('offline');
  site.forgetCookies();
  await page.unroute('**/api/enrol');
  expect(await isIn(page)).toBe(true);
  expect(await isIn(page)).toBe(true);
  expect(await enrol(page)).toBe('link-spent');
  await close();
});

test('a spent link is refused with the code of the server', async () => {
  const page = await open();
  const code = await page.evaluate(() =>
    window.harness.device.enrol('spent').then(
      () => 'enrolled',
      (error: { failure: { code: string } }) => error.failure.code,
    ),
  );
  expect(code).toBe('link-spent');
  await close();
});

test('a ledger of 20,000 entries loads whole', async () => {
  const page = await open();
  const measured = await page.evaluate(
    (padding) => window.harness.measure(20_000, padding),
    'x'.repeat(380),
  );
  expect(measured.loaded).toBe(20_000);
  console.info(
    `20,000 entries: written in ${measured.writeMs} ms, loaded in ${measured.loadMs} ms`,
  );
  await close();
});
