/**
 * Cycles against the phone app: visits and households are saved by taps in a real Chromium, which
 * is killed around the last save and opened again. What its screen had confirmed must be there,
 * whole saves only, and in the ledger exactly once when the phone has been online again.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dice, type Dice } from '@doorstep/scenario';
import { Phone } from '../../e2e/phone';
import { prepareVillage, VILLAGE } from '../../e2e/village';
import { openJournal, type Journal } from './journal';
import { compared, verified } from './opinions';
import { Product } from './product';
import type { Report } from './report';
import type { Site } from './site';
import { within } from './within';

const KIND = 'browser-killed';
const SAVES_MAX = 3;
/** From the tap before the last save until the kill: a save takes about half of it. */
const AIM_MS_MAX = 250;
const CYCLE_MS_MAX = 600_000;
const GROUPS = 3;
const HOUSEHOLDS_IN_VIEW = 20;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface PhoneOptions {
  seed: string;
  from: number;
  count: number;
  onProgress: (line: string) => void;
}

/** One save on the phone: how to make it, and what it leaves. */
interface Save {
  kind: string;
  about: string;
  /** Entries it writes, all or none. */
  entries: number;
  /** Taps until the kill is near: the one before the save, or the save itself. */
  tapsBefore: number;
  make(): Promise<void>;
}

/**
 * What the phone says is only here, against what its screen had confirmed.
 * @returns what is wrong with it, if anything
 */
export function unsentFault(
  unsent: number,
  before: number,
  last: { entries: number; isConfirmed: boolean },
): { what: 'missing' | 'duplicated'; detail: string } | undefined {
  const whole = before + last.entries;
  if (unsent === whole || (unsent === before && !last.isConfirmed)) return undefined;
  const end = last.isConfirmed ? 'confirmed' : 'not confirmed';
  const detail = `${unsent} unsent on the phone; ${before} saved, then ${last.entries} ${end}`;
  return { what: unsent < whole ? 'missing' : 'duplicated', detail };
}

export class PhoneCycles {
  private readonly visited = new Set<string>();
  private doors = 0;

  private constructor(
    readonly product: Product,
    /** Folder of what was tapped and confirmed. */
    readonly journals: string,
    private readonly phone: Phone,
    private readonly journal: Journal,
    private readonly options: PhoneOptions,
    private readonly report: Report,
  ) {}

  /** A server, a village large enough for every visit to be the first, and a phone signed in there. */
  static async open(site: Site, options: PhoneOptions, report: Report): Promise<PhoneCycles> {
    const product = new Product(join(site.folder, 'phones'), undefined);
    const journals = join(site.folder, 'phone-journals');
    mkdirSync(journals);
    await product.start();
    const phone = await setOut(product, options);
    const journal = openJournal(join(journals, 'phone.ndjson'));
    return new PhoneCycles(product, journals, phone, journal, options, report);
  }

  /** One kill, what was left by it, and the comparison with the ledger. */
  async run(cycle: number): Promise<void> {
    const openedMs = await within(CYCLE_MS_MAX, 'a phone', this.kill(cycle));
    await this.compare(cycle);
    this.report.done(KIND, openedMs);
    this.options.onProgress(`${cycle} ${KIND}: opened again in ${Math.round(openedMs)} ms`);
  }

  async compare(cycle: number): Promise<void> {
    const found = await compared(this.product, this.journals);
    this.report.comparedWith('phones', cycle, KIND, found);
  }

  async close(cycle: number): Promise<void> {
    await this.phone.discard();
    this.report.verifiedAs('phones', cycle, await verified(this.product));
    await this.product.stop('main');
  }

  /** Saves, is killed, is opened again, goes online. @returns how long opening took, ms */
  private async kill(cycle: number): Promise<number> {
    const own = dice(`${this.options.seed}/phone/${cycle}`);
    const { phone } = this;
    const isOffline = own.chance(0.7);
    await phone.goOffline(isOffline);
    const saves = own.int(1, SAVES_MAX);
    let confirmed = 0;
    for (let i = 1; i < saves; i++) confirmed += await this.save(own);
    const last = await this.saveAndDie(own);
    const diedMs = performance.now();
    await phone.switchOn();
    await phone.openApp();
    const openedMs = performance.now() - diedMs;
    const fault = isOffline && unsentFault(await phone.unsent(), confirmed, last);
    if (fault) this.report.found({ part: 'phones', cycle, kind: KIND, ...fault });
    await phone.goOffline(false);
    await phone.allSent();
    return openedMs;
  }

  /** @returns how many entries it wrote */
  private async save(own: Dice): Promise<number> {
    const { kind, about, entries, make } = await this.next(own);
    await make();
    this.journal.write({ what: 'saved', place: VILLAGE, kind, about, isConfirmed: true });
    await this.phone.openApp();
    return entries;
  }

  private async saveAndDie(own: Dice): Promise<{ entries: number; isConfirmed: boolean }> {
    const { phone } = this;
    const { kind, about, entries, tapsBefore, make } = await this.next(own);
    const taps = phone.taps + tapsBefore;
    let isConfirmed = false;
    const saving = make().then(
      () => (isConfirmed = true),
      () => undefined,
    );
    while (phone.taps < taps) await pause(1);
    await pause(own.int(0, AIM_MS_MAX));
    await phone.die();
    await saving;
    this.journal.write({ what: 'saved', place: VILLAGE, kind, about, isConfirmed });
    return { entries, isConfirmed };
  }

  private async next(own: Dice): Promise<Save> {
    const { phone } = this;
    if (own.chance(0.25)) return this.found(own);
    const inView = (await phone.inView()).filter(({ id }) => !this.visited.has(id));
    if (inView.length === 0) return this.found(own);
    const household = own.pick(inView);
    this.visited.add(household.id);
    const verb = own.pick(['allWell', 'nobodyHome', 'refused'] as const);
    return {
      kind: 'visit.recorded',
      about: household.id,
      entries: 1,
      tapsBefore: 1,
      make: () => phone[verb](household),
    };
  }

  /** A household that is on no list, with its head: two entries in one save. */
  private found(own: Dice): Save {
    this.doors += 1;
    const door = `T${this.options.from}-${this.doors}`;
    return {
      kind: 'household.registered',
      about: door,
      entries: 2,
      tapsBefore: own.pick([2, 3]),
      make: () => this.phone.addHousehold({ group: '1', door, name: '发现之人' }),
    };
  }
}

async function setOut({ server }: Product, { seed, count }: PhoneOptions): Promise<Phone> {
  const households = HOUSEHOLDS_IN_VIEW + count * SAVES_MAX;
  const village = await prepareVillage(server, { seed, households, groups: GROUPS });
  await village.secretary.close();
  await village.official.close();
  const phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  await phone.enrol(await server.link('field', VILLAGE));
  // Put away before setting out: a browser writes its cookies when it goes to the background.
  await phone.switchOff();
  await phone.switchOn();
  await phone.openApp();
  return phone;
}

/** Runs `count` cycles, fewer when something is found wrong, and verifies at the end. */
export async function torturePhones(
  site: Site,
  options: PhoneOptions,
  report: Report,
): Promise<void> {
  const { from, count } = options;
  let cycle = from;
  try {
    const cycles = await PhoneCycles.open(site, options, report);
    for (; cycle < from + count && !report.isWrong; cycle++) await cycles.run(cycle);
    await cycles.close(cycle);
  } catch (error) {
    report.brokeOff('phones', cycle, error);
  }
}
