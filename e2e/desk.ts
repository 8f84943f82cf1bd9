/** An official's desk: the desk app in a Chromium window. Its verbs are what officials do and read. */
import type { Browser, Locator, Page } from 'playwright-core';
import { indicatorKey } from '@doorstep/ledger';
import { say, type Locale, type MessageKey, type Params } from '@doorstep/words';

export const DESK_SIZE = { width: 1440, height: 900 };

/** What a figure opened to. */
export interface OpenedFigure {
  sum: number;
  /** By id of the record, what it counts for. */
  counts: Map<string, number>;
}

/** Households not reached by place, as parts of one screen say them. */
export interface NotReached {
  lead: number;
  table: Record<string, number>;
  list: Record<string, number>;
  toDo: number;
  owed: Record<string, number>;
}

/** A change as the desk writes it: +213, −4. */
/** How this page's clocks differ from the machine's, ms. */
export interface Astray {
  /** The clock is ahead. */
  ahead: number;
  /** The timer stood still. */
  slept: number;
}
declare global {
  interface Window {
    astray: Astray;
  }
}

/** The computer's clock is as far ahead as is said, in this page and every later one. */
function setAstray(ahead: number): void {
  const [clock, timer] = [Date.now.bind(Date), performance.now.bind(performance)];
  window.astray = { ahead, slept: 0 };
  Date.now = () => clock() + window.astray.ahead;
  performance.now = () => timer() - window.astray.slept;
}

const signedIn = (text: string): number => Number(text.replace('−', '-').replace(/[^\d-]/g, ''));
const numberIn = (text: string): number => Number(text.replace(/[^\d-]/g, ''));

export class Desk {
  constructor(
    readonly page: Page,
    private readonly locale: Locale,
  ) {}

  /** Opens a one-time link in a window of its own; the computer's clock may be ahead, or behind. */
  static async open(
    browser: Browser,
    link: string,
    locale: Locale,
    clockAheadMs = 0,
  ): Promise<Desk> {
    const context = await browser.newContext({
      viewport: DESK_SIZE,
      locale,
      timezoneId: 'Asia/Shanghai',
    });
    if (clockAheadMs !== 0) await context.addInitScript(setAstray, clockAheadMs);
    const page = await context.newPage();
    await page.goto(link);
    const desk = new Desk(page, locale);
    await desk.page
      .getByRole('link', { name: desk.t('desk.overview') })
      .first()
      .waitFor();
    return desk;
  }

  t(key: MessageKey, params?: Params): string {
    return say(this.locale, key, params);
  }

  private tile(indicator: string): Locator {
    const name = this.t(indicatorKey(indicator) as MessageKey);
    const heading = this.page.getByRole('heading', { name, exact: true });
    return this.page.getByRole('article').filter({ has: heading });
  }

  private figure(indicator: string): Locator {
    return this.tile(indicator).getByRole('link').first();
  }

  /** A figure of the overview, on its day. */
  async read(indicator: string): Promise<number> {
    const text = await this.figure(indicator).textContent();
    return numberIn(text!.split(this.t('common.today'))[0]!);
  }

  /** Resolves once a figure of the overview shows `n`, without anybody touching the desk. */
  async shows(indicator: string, n: number): Promise<void> {
    const shown = new Intl.NumberFormat(this.locale).format(n);
    await this.figure(indicator)
      .filter({ hasText: new RegExp(`^\\s*${shown}(?!\\d)`) })
      .waitFor();
  }

  /** Resolves once a figure of the overview stands at `n` in total, without anybody touching the desk. */
  async showsTotal(indicator: string, n: number): Promise<void> {
    const total = `${this.t('common.total')} ${new Intl.NumberFormat(this.locale).format(n)}`;
    await this.tile(indicator).getByRole('link', { name: total, exact: true }).waitFor();
  }

  /** Opens the overview as it was; what each part of it says of the households not reached. */
  async looksBack(place: string, query: { day: string; known?: string }): Promise<NotReached> {
    const search = new URLSearchParams(query).toString();
    await this.page.goto(new URL(`/desk/overview/${place}?${search}`, this.page.url()).href);
    await this.page.locator('.lead__missing').waitFor();
    const number = async (within: Locator): Promise<number> =>
      numberIn((await within.first().textContent())!);
    const byPlace = async (rows: string, name: string, n: string) => {
      const found: Record<string, number> = {};
      for (const row of await this.page.locator(rows).all())
        found[(await row.locator(name).textContent())!.trim()] = await number(row.locator(n));
      return found;
    };
    const matter = '.matter:has(.matter__places) >> nth=0';
    return {
      lead: await number(this.page.locator('.lead__missing')),
      table: await byPlace('.coverage tbody tr', 'th', 'strong'),
      list: await byPlace('.places__item', '.place__name', '.place__due'),
      toDo: await number(this.page.locator(matter).locator('.matter__count strong')),
      owed: await byPlace(`${matter} >> li`, 'a', '.number'),
    };
  }

  /** Whether what is owed by a heading says that it is as of now. */
  async isAsOfNow(heading: string): Promise<boolean> {
    const matter = this.page.getByRole('article').filter({ hasText: heading });
    const [before = ''] = this.t('desk.asOfNow').split('{time}');
    return (await matter.getByText(before).count()) === 1;
  }

  /** The wall of a place in a window beside this one, reached through the menu. */
  async opensWall(): Promise<Page> {
    const address = await this.page
      .getByRole('link', { name: this.t('charts.wall'), exact: true })
      .getAttribute('href');
    const wall = await this.page.context().newPage();
    await wall.goto(new URL(address!, this.page.url()).href);
    await wall.getByText(this.t('charts.wallLive')).waitFor();
    return wall;
  }

  /** From the overview through the places down to the records of a village, and back. */
  async openFigure(indicator: string, down: readonly string[]): Promise<OpenedFigure> {
    const start = this.page.url();
    await this.figure(indicator).click();
    for (const place of down) {
      // Of this figure: the overview, if it still stands, has links to others of the same place.
      const address = `/figure/${place}/${indicator.replace('.', '/')}`;
      await this.page.getByRole('row').locator(`a[href*="${address}?"]`).click();
      await this.page.waitForURL(`**${address}?**`);
    }
    const opened = await this.recordsShown();
    await this.page.goto(start);
    await this.figure(indicator).waitFor();
    return opened;
  }

  /** Opens a village's ledger from above: once a day it is asked why. */
  async saysWhy(): Promise<void> {
    await this.page.getByRole('radio', { name: this.t('contact.reason_check_figure') }).check();
    await this.agreesWhy();
  }

  /** The same where a reason is suggested already. */
  async agreesWhy(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('contact.opening'), exact: true }).click();
  }

  /** The same before anything else there is looked at, and back. */
  async entersVillage(village: string): Promise<void> {
    const start = this.page.url();
    await this.page.goto(new URL(`/desk/village/${village}/households`, start).href);
    await this.saysWhy();
    await this.page.getByRole('radio').first().waitFor({ state: 'detached' });
    await this.page.goto(start);
  }

  /** Of a computer whose clock is astray: it is set, or the computer sleeps. */
  async goesAstray(astray: Partial<Astray>): Promise<void> {
    await this.page.evaluate((changed) => void Object.assign(window.astray, changed), astray);
  }

  /** A village's publicity: how many times, and the records that figure opens to. */
  async opensPublicity(village: string): Promise<OpenedFigure & { figure: number }> {
    await this.page.goto(new URL(`/desk/village/${village}/publicity`, this.page.url()).href);
    const link = this.page.getByRole('link', { name: this.t('indicators.publicity_times') });
    const figure = numberIn((await link.textContent())!);
    await link.click();
    return { figure, ...(await this.recordsShown()) };
  }

  /** A figure opened to its records: what they count, and their sum. */
  async recordsShown(): Promise<OpenedFigure> {
    const records = this.page.getByRole('table', { name: this.t('desk.records'), exact: true });
    await records.waitFor();
    const counts = new Map<string, number>();
    for (const row of await records.locator('tbody').getByRole('row').all()) {
      const address = await row.getByRole('link').getAttribute('href');
      const id = /record\/([^?]+)/.exec(address!)![1]!;
      counts.set(id, numberIn((await row.getByRole('cell').last().textContent())!));
    }
    const sum = numberIn((await records.locator('tfoot').getByRole('cell').last().textContent())!);
    return { sum, counts };
  }

  /** Opens the village's ledger and reads somebody's name in it. */
  async readsNames(name: string): Promise<void> {
    await this.page.getByRole('link', { name: this.t('desk.ledger'), exact: true }).click();
    await this.page.getByText(name).first().waitFor();
  }

  /** What waits for a decision, as the navigation says without being asked. */
  async waiting(): Promise<Locator> {
    const link = this.page
      .getByRole('navigation', { name: this.t('desk.pages') })
      .getByRole('link', { name: this.t('quarantine.nav') });
    await link.getByText(/\d/).waitFor();
    return link;
  }

  /** Opens what was set aside, and of it the first of a reason. */
  async openAside(why: MessageKey): Promise<Locator> {
    await (await this.waiting()).click();
    await this.page
      .getByRole('link', { name: this.t(why) })
      .first()
      .click();
    const record = this.page.getByRole('article');
    await record.getByRole('heading', { level: 1, name: this.t(why) }).waitFor();
    return record;
  }

  /** Decides, and says yes to the question whether one is sure. */
  async decide(key: 'quarantine.accept' | 'quarantine.refuse'): Promise<void> {
    await this.page.getByRole('button', { name: this.t(key) }).click();
    const question = this.page.getByRole('dialog');
    await question.getByRole('button', { name: this.t(key) }).click();
    await question.waitFor({ state: 'hidden' });
  }

  /** Opens an office's report and sends it, saying yes, which leads to it; `number`: which of its day it is to be. */
  async sendsBrief(office: string, number = 1): Promise<void> {
    await this.opensBrief(office);
    await this.sendsOpenedBrief(number);
  }

  async opensBrief(office: string): Promise<void> {
    await this.page.goto(new URL(`/desk/brief/${office}`, this.page.url()).href);
    await this.page.getByRole('button', { name: this.t('brief.send'), exact: true }).waitFor();
  }

  async sendsOpenedBrief(number = 1): Promise<void> {
    await this.page.getByRole('button', { name: this.t('brief.send'), exact: true }).click();
    await this.agreesToSend(number);
  }

  async agreesToSend(number: number): Promise<void> {
    const name = number > 1 ? this.t('brief.sendNumbered', { number }) : this.t('brief.send');
    await this.page.getByRole('dialog').getByRole('button', { name }).click();
    await this.page.waitForURL(/\/sent\/br_/);
    await this.page.locator('.sheet').waitFor();
  }

  /** Opens the report sent last. */
  async opensSentBrief(): Promise<void> {
    const list = this.page.getByRole('region', { name: this.t('brief.sentList') });
    await list.getByRole('link').first().click();
    await this.page.waitForURL(/\/sent\//);
    await this.page.locator('.sheet').waitFor();
  }

  /** A report as it stands on its sheet. */
  briefText(): Promise<string> {
    return this.page.locator('.sheet').innerText();
  }

  /** Waits until it is said why a figure of a sent report has moved; by how much in total, and why. */
  async readsMoved(
    indicator: MessageKey,
  ): Promise<{ change: number; causes: { name: string; n: number }[] }> {
    const figure = this.moved(indicator);
    await figure.getByRole('group').first().waitFor();
    await this.page.getByRole('progressbar').waitFor({ state: 'hidden' });
    const change = await figure.locator('.moved__line').last().getByRole('link').textContent();
    const causes: { name: string; n: number }[] = [];
    for (const cause of await figure.locator('summary').all()) {
      const n = await cause.locator('strong').textContent();
      causes.push({ name: (await cause.textContent())!, n: signedIn(n!) });
    }
    return { change: signedIn(change!), causes };
  }

  /** By code of the place, what it brought to a figure of a sent report that moved. */
  async readsPlacesOf(indicator: MessageKey): Promise<Map<string, number>> {
    const cause = this.moved(indicator).getByRole('group').first();
    await cause.locator('summary').click();
    const places = new Map<string, number>();
    for (const row of await cause.getByRole('listitem').all()) {
      const address = await row.getByRole('link').first().getAttribute('href');
      const [, place] = /\/figure\/(\d+)\//.exec(address!)!;
      places.set(place!, signedIn((await row.locator('strong').textContent())!));
    }
    return places;
  }

  private moved(indicator: MessageKey): Locator {
    const heading = this.page.getByRole('heading', { name: this.t(indicator), exact: true });
    return this.page.getByRole('listitem').filter({ has: heading });
  }

  /** Presses a button that gives a file away. @returns where it lies */
  async downloads(button: string): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button }).click(),
    ]);
    return download.path();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
