/**
 * A phone in a cadre's hand: the phone app in a Chromium with a profile of its own. Its verbs are
 * what people do; every tap is counted. Switched off and on, the profile stays.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Locator, Page } from 'playwright-core';
import type { InventedHousehold, InventedPerson } from '@doorstep/scenario';
import { say, type Locale, type MessageKey, type Params } from '@doorstep/words';
import { killBrowser, launchProfile } from './browser';

export const PHONE_SIZE = { width: 360, height: 740 };
const BROWSER_LANGUAGE: Record<Locale, string> = { zh: 'zh-CN', 'ko-CN': 'ko-KR', en: 'en-GB' };
const SCROLL_PX = 400;
/** Between two keys of somebody who types fast. */
const KEY_PAUSE_MS = 150;

export interface TrainTrip {
  number: string;
  day: string;
  carriage: string;
  seat: string;
}

/** A household by its id. */
type Household = Pick<InventedHousehold, 'id'>;

/** A household met at the door that no list names. */
export interface FoundHousehold {
  group: string;
  door: string;
  name: string;
  idNumber?: string;
  phone?: string;
}

export interface PhoneOptions {
  baseUrl: string;
  locale: Locale;
}

/** What the app keeps, encrypted, for its next start; every time it is kept the bytes differ. */
async function keptSnapshots(): Promise<string> {
  const kept: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    kept.push(
      await new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open(name!);
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const database = opening.result;
          database.onversionchange = () => database.close();
          if (!database.objectStoreNames.contains('snapshots')) {
            database.close();
            return resolve('');
          }
          const reading = database.transaction('snapshots').objectStore('snapshots').getAll();
          reading.onerror = () => reject(reading.error!);
          reading.onsuccess = () => {
            database.close();
            const bytes = (reading.result as Uint8Array[]).map((one) => one.slice(0, 24).join());
            resolve(bytes.join());
          };
        };
      }),
    );
  }
  return kept.join();
}

const LITTLE_BYTES = 20_000_000;

/** Writes what does not compress until the browser refuses the smallest piece. */
async function fillStorage(): Promise<void> {
  const opening = indexedDB.open('filler');
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore('pieces', { autoIncrement: true });
  await new Promise((resolve) => (opening.onsuccess = resolve));
  for (let bytes = 65_536; bytes > 16;) {
    const writing = opening.result.transaction('pieces', 'readwrite', { durability: 'strict' });
    writing.objectStore('pieces').put(crypto.getRandomValues(new Uint8Array(bytes)));
    const isKept = await new Promise<boolean>((resolve) => {
      writing.oncomplete = () => resolve(true);
      writing.onabort = () => resolve(false);
    });
    if (!isKept) bytes = Math.floor(bytes / 2);
  }
  opening.result.close();
}

export class Phone {
  /** Taps made so far. */
  taps = 0;
  private context: BrowserContext | undefined;
  private isOffline = false;
  private constructor(
    readonly profile: string,
    private readonly options: PhoneOptions,
  ) {}

  /** A new phone, switched on, nobody signed in. */
  static async unpack(options: PhoneOptions): Promise<Phone> {
    const phone = new Phone(await mkdtemp(join(tmpdir(), 'doorstep-phone-')), options);
    await phone.switchOn();
    return phone;
  }

  get page(): Page {
    const page = this.context?.pages()[0];
    if (!page) throw new Error('the phone is switched off');
    return page;
  }

  t(key: MessageKey, params?: Params): string {
    return say(this.options.locale, key, params);
  }

  async switchOn(): Promise<void> {
    this.context = await launchProfile(this.profile, {
      viewport: PHONE_SIZE,
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: BROWSER_LANGUAGE[this.options.locale],
      timezoneId: 'Asia/Shanghai',
    });
    await this.context.setOffline(this.isOffline);
  }

  async goOffline(isOffline = true): Promise<void> {
    this.isOffline = isOffline;
    await this.context?.setOffline(isOffline);
  }

  /** The battery is pulled out. */
  async die(): Promise<void> {
    await killBrowser(this.context!);
    this.context = undefined;
  }

  async switchOff(): Promise<void> {
    await this.context?.close();
    this.context = undefined;
  }

  /** Another phone with a copy of this one's disk; both are switched on. */
  async copied(): Promise<Phone> {
    await this.switchOff();
    const copy = new Phone(await mkdtemp(join(tmpdir(), 'doorstep-phone-')), this.options);
    await cp(this.profile, copy.profile, { recursive: true });
    for (const phone of [this, copy]) {
      await phone.switchOn();
      await phone.openApp();
    }
    return copy;
  }

  private async toBrowser(): Promise<CDPSession> {
    return this.context!.newCDPSession(this.page);
  }

  private get origin(): string {
    return new URL(this.options.baseUrl).origin;
  }

  /** The browser grants this phone's app little storage; to be said before the app first writes. */
  async hasLittleRoom(): Promise<void> {
    const browser = await this.toBrowser();
    const grant = { origin: this.origin, quotaSize: LITTLE_BYTES };
    await browser.send('Storage.overrideQuotaForOrigin', grant);
  }

  /** Somebody else's data fills what is granted. */
  async storageRunsFull(): Promise<void> {
    await this.page.evaluate(fillStorage);
  }

  async hasRoomAgain(): Promise<void> {
    await this.tap(this.page.getByRole('button', { name: this.t('common.close'), exact: true }));
    const browser = await this.toBrowser();
    await browser.send('Storage.overrideQuotaForOrigin', { origin: this.origin });
  }

  /** The browser makes room for itself; who is signed in is a cookie and stays. */
  async storageIsCleared(): Promise<void> {
    const { origin } = this;
    await this.page.goto('about:blank');
    const browser = await this.toBrowser();
    await browser.send('Storage.clearDataForOrigin', {
      origin,
      storageTypes: 'indexeddb,cache_storage,service_workers,local_storage',
    });
  }

  /** Asks the server whether there is a new version of the app, until one waits. */
  async looksForUpdate(): Promise<void> {
    await this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise(requestAnimationFrame);
    });
  }

  async takesUpdate(): Promise<void> {
    const reloaded = this.page.waitForEvent('load');
    await this.tap(this.page.getByRole('button', { name: this.t('field.update'), exact: true }));
    await reloaded;
  }

  /** Whether a button with these words comes to be seen, once what is under way is drawn. */
  async isOffered(key: MessageKey): Promise<boolean> {
    await this.page.evaluate(() => new Promise(requestAnimationFrame));
    return this.page.getByRole('button', { name: this.t(key), exact: true }).isVisible();
  }

  /** Whether these words come to be seen. */
  async isTold(key: MessageKey, params?: Params): Promise<boolean> {
    await this.page.getByText(this.t(key, params)).first().waitFor();
    return true;
  }

  /** Taps "All well" without expecting that it is saved. */
  async triesAllWell(): Promise<void> {
    await this.tap(this.button('visits.allWell'));
  }

  /** Thrown away. */
  async discard(): Promise<void> {
    await this.switchOff();
    await rm(this.profile, { recursive: true, force: true });
  }

  /** Opens the app as its icon does. */
  async openApp(): Promise<void> {
    await this.page.goto(`${this.options.baseUrl}/field/`);
    await this.heading('field.today').waitFor();
  }

  /** Opens a one-time link and waits until the app will also start without a network. */
  async enrol(link: string): Promise<void> {
    await this.page.goto(link);
    await this.heading('field.today').waitFor();
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /** Opens a link that is not for this app; it says so and leads to the desk, which takes the link. */
  async isLedToDesk(link: string): Promise<boolean> {
    await this.page.goto(link);
    await this.isTold('problems.officeLinkDetail');
    await this.tap(this.page.getByRole('link', { name: this.t('field.openDesk') }));
    await this.page.getByRole('link', { name: this.t('desk.overview'), exact: true }).waitFor();
    return true;
  }

  private heading(key: MessageKey): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.t(key), exact: true });
  }

  private button(key: MessageKey, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: this.t(key) });
  }

  private get navigation(): Locator {
    return this.page.getByRole('navigation', { name: this.t('field.mainNavigation') });
  }

  async tap(what: Locator): Promise<void> {
    await what.tap();
    this.taps += 1;
  }

  async tab(key: 'field.today' | 'field.households' | 'field.me'): Promise<void> {
    await this.tap(this.navigation.getByRole('link', { name: this.t(key) }));
    await this.heading(key).waitFor();
  }

  /** A household's line, scrolled to when the list is long. */
  private async line(id: string): Promise<Locator> {
    const line = this.page.getByRole('listitem').locator(`a[href*="${id}"]`);
    await this.page.getByRole('listitem').getByRole('link').first().waitFor();
    await this.page.mouse.move(PHONE_SIZE.width / 2, PHONE_SIZE.height / 2);
    for (let tries = 0; (await line.count()) === 0; tries++) {
      if (tries > 200) throw new Error(`no household ${id} in the list`);
      await this.page.mouse.wheel(0, SCROLL_PX);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
    return line.first();
  }

  /** Brings a household's line on Today into view. */
  async see({ id }: Household): Promise<void> {
    await (await this.line(id)).scrollIntoViewIfNeeded();
  }

  /** The households that are in view, in walking order. */
  async inView(): Promise<Household[]> {
    const lines = this.page.getByRole('listitem').getByRole('link');
    await lines.first().waitFor();
    const links = await lines.all();
    const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
    return addresses.flatMap((address) => {
      const id = /household\/(h_[^/]+)/.exec(address ?? '')?.[1];
      return id ? [{ id }] : [];
    });
  }

  /** Types into the search, key by key. */
  async typeSearch(text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: this.t('common.search') });
    await field.fill('');
    await field.pressSequentially(text, { delay: KEY_PAUSE_MS });
  }

  /** From Today to a household's visit: one tap. */
  async openVisit(household: Household): Promise<void> {
    await this.tap(await this.line(household.id));
    await this.button('visits.nobody').waitFor();
  }

  /** Saved, and back where the visit was opened from. */
  private async untilBack(): Promise<void> {
    await this.navigation.waitFor();
  }

  async sayAllWell(): Promise<void> {
    await this.tap(this.button('visits.allWell'));
    await this.untilBack();
  }

  /** Saves a visit with what is on its sheet, and nothing about anybody else. */
  async saveAsSeen(): Promise<void> {
    await this.tap(this.button('visits.saveAsSeen'));
    await this.untilBack();
  }

  /** The healthy household: open, "All well". */
  async allWell(household: Household): Promise<void> {
    await this.openVisit(household);
    await this.sayAllWell();
  }

  async nobodyHome(household: Household): Promise<void> {
    await this.openVisit(household);
    await this.tap(this.button('visits.nobody'));
    await this.untilBack();
  }

  async refused(household: Household): Promise<void> {
    await this.openVisit(household);
    await this.tap(this.button('visits.refused'));
    await this.untilBack();
  }

  /** One member has a fever and came by train; the others are well. */
  async fever(
    household: InventedHousehold,
    person: InventedPerson,
    tenths: number,
    trip: TrainTrip,
  ): Promise<void> {
    await this.openVisit(household);
    await this.tap(this.page.getByRole('button', { name: person.identity.name! }));
    const sheet = this.page.getByRole('dialog', { name: person.identity.name! });
    for (const digit of String(tenths))
      await this.tap(sheet.getByRole('button', { name: digit, exact: true }));
    await this.tap(this.button('visits.symptom_fever', sheet));
    await this.tap(this.button('visits.tripAdd', sheet));
    const fields = {
      'visits.tripNumber': trip.number,
      'visits.tripDay': trip.day,
      'visits.tripCarriage': trip.carriage,
      'visits.tripSeat': trip.seat,
    } as const;
    for (const [label, text] of Object.entries(fields))
      await sheet.getByLabel(this.t(label as MessageKey)).fill(text);
    await this.tap(sheet.getByRole('button', { name: this.t('visits.done'), exact: true }));
    await sheet.waitFor({ state: 'hidden' });
    if (household.people.length === 1) return this.saveAsSeen();
    await this.tap(this.button('visits.othersWell'));
    await this.untilBack();
  }

  /** Finds a household that is on no list: registers it with its head at the door. */
  async addHousehold(found: FoundHousehold): Promise<void> {
    await this.tab('field.households');
    await this.tap(this.page.getByRole('link', { name: this.t('field.addHousehold') }));
    await this.heading('field.addHousehold').waitFor();
    const person = this.page.getByRole('group', { name: `${this.t('register.people')} 1` });
    await this.page.getByLabel(this.t('register.group'), { exact: true }).fill(found.group);
    await this.page.getByLabel(this.t('register.door'), { exact: true }).fill(found.door);
    await person.getByLabel(this.t('register.name'), { exact: true }).fill(found.name);
    if (found.idNumber) await person.getByLabel(this.t('register.idNumber')).fill(found.idNumber);
    if (found.phone) await person.getByLabel(this.t('register.phone')).fill(found.phone);
    await this.tap(this.button('common.save'));
    await this.button('visits.nobody').waitFor();
  }

  /** Types into the search until the household is seen, and opens it. */
  async findAndOpen(text: string, household: InventedHousehold): Promise<void> {
    await this.tab('field.households');
    await this.page.getByRole('textbox', { name: this.t('common.search') }).fill(text);
    await this.tap(this.page.getByRole('listitem').locator(`a[href*="${household.id}"]`));
    await this.page.getByRole('link', { name: this.t('visits.visit'), exact: true }).waitFor();
    await this.tap(this.page.getByRole('button', { name: this.t('common.back') }));
    await this.navigation.waitFor();
  }

  /** Waits until the server has everything. */
  async allSent(): Promise<void> {
    await this.page.getByRole('link', { name: this.t('sync.allSent') }).waitFor();
  }

  /** Starts the app once and waits until what its next start opens with has been kept anew. */
  async keptForStart(): Promise<void> {
    await this.openApp();
    const before = await this.page.evaluate(keptSnapshots);
    while ((await this.page.evaluate(keptSnapshots)) === before)
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
  }

  /** Takes back a visit: from the household's history, for a reason. */
  async voidVisit(household: InventedHousehold): Promise<void> {
    await this.tab('field.households');
    await this.tap(await this.line(household.id));
    const kind = this.t('visits.kind_visit_recorded');
    await this.tap(this.page.getByRole('link', { name: kind }).first());
    await this.voidsOpened();
  }

  /** Takes back the record that is open. */
  async voidsOpened(): Promise<void> {
    await this.tap(this.button('field.void'));
    const reasons = this.page.getByRole('dialog', { name: this.t('field.voidWhy') });
    const mistake = this.t('field.reason_mistake');
    await this.tap(reasons.getByRole('button', { name: mistake, exact: true }));
    await this.page
      .getByRole('heading', { name: this.t('field.versionVoided'), exact: true })
      .waitFor();
  }

  /** What was sent back, as Me lists it, once there is something. */
  async sentBack(): Promise<Locator> {
    await this.tab('field.me');
    const one = this.page.getByRole('article');
    await one.first().waitFor();
    return one;
  }

  /** Opens the form of the first record that was sent back. */
  async mend(): Promise<void> {
    const [link, button] = [this.page.getByRole('link'), this.page.getByRole('button')].map((all) =>
      all.and(this.page.getByText(this.t('sync.mend'), { exact: true })),
    ) as [Locator, Locator];
    await this.tap(link.or(button).first());
  }

  /** Saves an open form of the register. */
  async save(): Promise<void> {
    await this.tap(this.button('common.save'));
    await this.untilBack();
  }

  /** What the phone says is only here. */
  async unsent(): Promise<number> {
    const badge = this.page.getByRole('link', {
      name: new RegExp(this.t('sync.unsentCount', { n: '\\d+' })),
    });
    const all = this.page.getByRole('link', { name: this.t('sync.allSent') });
    await badge.or(all).first().waitFor();
    if ((await badge.count()) === 0) return 0;
    return Number(/\d+/.exec((await badge.first().getAttribute('aria-label'))!)![0]);
  }

  /** The times at which pushes are acknowledged, from now on. */
  acknowledgements(): { latestMs: () => number } {
    let latestMs = Number.NaN;
    this.page.on('response', (response) => {
      const isPush = response.request().method() === 'POST' && response.url().endsWith('/entries');
      if (isPush && response.ok()) latestMs = performance.now();
    });
    return { latestMs: () => latestMs };
  }
}
