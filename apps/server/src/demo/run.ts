/**
 * Makes the ten days step by step: everybody does what is planned, the server's clock is stepped,
 * those who are online send; nobody goes on before all have their answers.
 */
import { readFileSync } from 'node:fs';
import { dice } from '@doorstep/scenario';
import { parsePlaces } from '../store/places';
import { ENDS_MS, STARTS_MS, steps } from './calendar';
import type { Deed, PhonePlan } from './deed';
import type { Seat } from './face';
import { officePlans, ordersOf } from './office-plan';
import { DemoRefused, Phone, type Surroundings } from './phone';
import { chooseVillages } from './villages';
import { villagePlans } from './village-plan';

const PLACES = new URL('../../data/places/yanbian.csv', import.meta.url);
/** Phones that talk to the server at one time. */
const AT_ONCE = 8;
const TRIES_MAX = 12;
const RETRY_MS = 250;
/** How often the villages look for an order of the prefecture before they go on without. */
const LOOKS_MAX = 80;

export interface RunOptions extends Omit<Surroundings, 'held'> {
  villages: number;
  /** Where the server's clock stands. */
  nowMs: number;
  mintLink: (seat: Seat) => Promise<string>;
  stepTo: (instantMs: number) => Promise<void>;
  onProgress: (fraction: number) => void;
  isStopped: () => boolean;
}

/** What everybody does, offices first. The same for the same seed and number of villages. */
export function plansOf(
  seed: string,
  villages: number,
): { offices: PhonePlan[]; phones: PhonePlan[] } {
  const own = dice(seed);
  const chosen = chooseVillages(own, parsePlaces(readFileSync(PLACES, 'utf8')), villages);
  const orders = ordersOf(own);
  const offices = officePlans(
    own,
    orders,
    chosen.map(({ place }) => place),
  );
  return { offices, phones: chosen.flatMap((village) => villagePlans(own, village, orders)) };
}

async function inTurns<T>(items: readonly T[], task: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

class Run {
  private offices: Phone[] = [];
  private phones: Phone[] = [];

  constructor(private readonly options: RunOptions) {}

  async enrolAll(nowMs: number): Promise<void> {
    const { seed, villages } = this.options;
    const plans = plansOf(seed, villages);
    const world: Surroundings = { ...this.options, held: new Map() };
    const byPlan = new Map<PhonePlan, Phone>();
    await inTurns([...plans.offices, ...plans.phones], async (plan) => {
      const scope = plans.offices.includes(plan) ? 'office' : 'village';
      const token = await this.options.mintLink({
        account: plan.account,
        place: plan.place,
        scope,
      });
      byPlan.set(plan, await Phone.enrol(world, plan, token, nowMs));
    });
    this.offices = plans.offices.map((plan) => byPlan.get(plan)!);
    this.phones = plans.phones.map((plan) => byPlan.get(plan)!);
  }

  /** One step of the clock. */
  async step(stepMs: number): Promise<void> {
    const ordersBefore = this.orders(stepMs);
    await inTurns([...this.offices, ...this.phones], (phone) => phone.recordUntil(stepMs));
    await this.options.stepTo(stepMs);
    await inTurns(this.offices, (office) => this.sync(office, stepMs));
    if (ordersBefore.length > 0) await this.awaitOrders(ordersBefore, stepMs);
    const online = this.phones.filter((phone) => phone.hasNews && phone.plan.isOnline(stepMs));
    await inTurns(online, (phone) => this.sync(phone, stepMs));
  }

  async close(): Promise<void> {
    await inTurns([...this.offices, ...this.phones], (phone) => phone.close());
  }

  /** What the prefecture sends down in the step that ends then. */
  private orders(stepMs: number): Deed[] {
    const { deeds } = this.offices[0]!.plan;
    return deeds.filter(
      ({ atMs, drafts }) => atMs > this.sinceMs && atMs <= stepMs && 'scope' in drafts[0]!.body,
    );
  }

  private sinceMs = STARTS_MS;

  /** Everybody looks at the phone when an order comes: the villages go by it from then on. */
  private async awaitOrders(orders: Deed[], stepMs: number): Promise<void> {
    this.sinceMs = stepMs;
    const ids = orders.map((deed) => this.offices[0]!.idOf(deed)!);
    const first = new Map(
      this.phones.map((phone) => [phone.plan.place, phone]).reverse() as [string, Phone][],
    );
    await inTurns([...first.values()], async (phone) => {
      for (let looks = 0; looks < LOOKS_MAX && !ids.every((id) => phone.holds(id)); looks++) {
        if (looks > 0) await this.pause(RETRY_MS);
        await this.sync(phone, stepMs);
      }
    });
  }

  /** Syncs, again and again while the server is busy. */
  private async sync(phone: Phone, nowMs: number): Promise<void> {
    for (let tries = 1; ; tries++) {
      const problem = await phone.sync(nowMs);
      if (!problem || this.options.isStopped()) return;
      if (tries === TRIES_MAX) throw new DemoRefused(phone.plan.place, problem);
      await this.pause(RETRY_MS * tries);
    }
  }

  private pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.options.after(delayMs, resolve));
  }
}

/**
 * Makes the ten days, or what is missing of them after `nowMs`.
 * @returns true when complete, false when stopped before
 */
export async function runDemo(options: RunOptions): Promise<boolean> {
  const { nowMs, onProgress, isStopped } = options;
  const run = new Run(options);
  onProgress(0);
  await run.enrolAll(Math.max(nowMs, STARTS_MS));
  for (const stepMs of steps().filter((ms) => ms >= nowMs)) {
    if (isStopped()) return false;
    await run.step(stepMs);
    onProgress((stepMs - STARTS_MS) / (ENDS_MS - STARTS_MS));
  }
  await run.close();
  return true;
}
