/** One seed from beginning to end: first with faults, then everything heals and must come together. */
import { judge, unsettled } from './checker/judge';
import type { Finding } from './checker/findings';
import { carryOutAll } from './plan/carry-out';
import { planOf } from './plan/make';
import type { Plan } from './plan/plan';
import type { Doubles } from './world/doubles';
import type { FaultKind } from './world/history';
import { CALM } from './world/network';
import { START_MS, World } from './world/world';

export interface Run {
  seed: number;
  findings: Finding[];
  faults: Map<FaultKind, number>;
  /** Of the whole course of events. */
  digest: string;
  /** The last lines of it. */
  history: string[];
  /** Rounds it took to come together. */
  rounds: number;
  entries: number;
}

/** Late requests arrive within this. */
const FLUSH_MS = 8 * 3_600_000;
/** A round of everybody takes no longer. */
const ROUND_MS = 20 * 60_000;
/** Within so many rounds all must have come together. */
const ROUNDS_MAX = 8;
const HISTORY_LINES = 60;

async function heal(world: World): Promise<void> {
  const { schedule, databaseWeather, machines, phones, history } = world;
  await schedule.until(schedule.nowMs + FLUSH_MS);
  history.note('plan', 'everything heals');
  Object.assign(databaseWeather, { isAway: false, isFull: false, answersLost: 0 });
  for (const machine of machines) {
    machine.kill();
    machine.foldVersion = world.newestFold;
    machine.start();
  }
  for (const phone of phones) {
    phone.kill();
    world.setOldApp(phone, false);
    phone.disk.refusals = 0;
    phone.caller.weather = { ...CALM };
    phone.caller.cutOffUntilMs = 0;
  }
}

/** Everybody syncs and every server works, once, all at the same time. */
async function round(world: World): Promise<void> {
  const { phones, machines, schedule } = world;
  const each = [
    ...phones.map(async (phone) => void (await (await phone.tab()).replica.syncNow())),
    ...machines.map(({ process }) => process!.work()),
  ];
  await schedule.untilDone(Promise.all(each), ROUND_MS);
}

async function comeTogether(world: World): Promise<number> {
  for (let rounds = 1; ; rounds += 1) {
    await round(world);
    const left = unsettled(world);
    if (left.length === 0) return rounds;
    if (rounds < ROUNDS_MAX) continue;
    for (const { category, rule, detail } of left) world.checker.report(category, rule, detail);
    return rounds;
  }
}

/** Runs a seed, or a plan cut from one. */
export async function run(
  seed: number,
  { plan = planOf(seed), doubles = {} }: { plan?: Plan; doubles?: Doubles } = {},
): Promise<Run> {
  const world = new World(plan, doubles);
  const { checker, history } = world;
  let rounds = 0;
  try {
    await carryOutAll(world, START_MS);
    await heal(world);
    rounds = await comeTogether(world);
    await world.schedule.untilDone(judge(world), ROUND_MS);
  } catch (error) {
    checker.report('unexplained', 'the simulation ends', String((error as Error).stack ?? error));
  }
  return {
    seed,
    findings: checker.findings,
    faults: history.faults,
    digest: history.digest(),
    history: history.last(HISTORY_LINES),
    rounds,
    entries: checker.places().reduce((sum, place) => sum + checker.copyOf(place).rows.length, 0),
  };
}
