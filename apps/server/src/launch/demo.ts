/**
 * Whether this server has a demo, and making it behind a server that already serves.
 * A data folder either holds the demo or real work, decided at its first start and for ever:
 * nobody finds invented households among real ones.
 */
import { makeDemo, demoSeats, VILLAGES, type DemoSeat } from '../demo';
import type { Effects } from '../effects';
import type { ServerClock } from '../clock';
import { mintLink } from '../links';
import { takeLease } from '../postgres/lease';
import { SaidError } from '../settings';
import { settings, type Database } from '../store';

const SETTING = 'demo';
const PLAN_SETTING = 'demo plan';
const SEED = 'doorstep';

export type DemoState = 'none' | 'making' | 'done';

/** What a demo follows from, the same at every start. */
export interface DemoPlan {
  villages: number;
  seed: string;
}

/** What somebody asks for at the start. */
export interface DemoWish extends Partial<DemoPlan> {
  empty: boolean;
}

/** The plan of this data folder's demo. */
async function demoPlan(db: Database): Promise<DemoPlan> {
  const saved = await settings.get(db, PLAN_SETTING);
  return saved ? (JSON.parse(saved) as DemoPlan) : { villages: VILLAGES, seed: SEED };
}

/** @throws SaidError when it is another one than was begun */
async function requireSamePlan(db: Database, { villages, seed }: DemoWish): Promise<void> {
  const held = await demoPlan(db);
  if ((villages ?? held.villages) !== held.villages || (seed ?? held.seed) !== held.seed)
    throw new SaidError('cli.holdsOtherDemo', { ...held });
}

/**
 * What the data folder holds, decided now when it is new.
 * @throws SaidError when a folder with the demo is to be without, or with another; or the opposite
 */
export async function demoState(db: Database, wish: DemoWish): Promise<DemoState> {
  const { empty, villages = VILLAGES, seed = SEED } = wish;
  const saved = (await settings.get(db, SETTING)) as DemoState | undefined;
  if (saved === undefined) {
    const decided = empty ? 'none' : 'making';
    if (!empty) await settings.set(db, PLAN_SETTING, JSON.stringify({ villages, seed }));
    await settings.set(db, SETTING, decided);
    return decided;
  }
  if (empty && saved !== 'none') throw new SaidError('cli.holdsDemo');
  if (saved !== 'none') await requireSamePlan(db, wish);
  else if (wish.villages !== undefined || wish.seed !== undefined)
    throw new SaidError('cli.holdsNoDemo');
  return saved;
}

/**
 * Makes sure that of several servers on one database only this one makes the demo.
 * @returns how to let go
 * @throws SaidError while another one makes it
 */
export async function claimDemo(databaseUrl: string): Promise<() => Promise<void>> {
  const lease = await takeLease(databaseUrl);
  if (await lease.serve()) return () => lease.end();
  await lease.end();
  throw new SaidError('cli.demoElsewhere', {}, 1);
}

/** The people this demo's links are printed for. */
export const seatsOfDemo = async (db: Database): Promise<DemoSeat[]> =>
  demoSeats((await demoPlan(db)).seed);

export interface DemoRun {
  /** 0 to 100. */
  percent(): number;
  /** Resolves when it is complete or was stopped; rejects when it failed. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Makes what is missing of the demo; when it is complete the clock runs on. */
export function runDemo(
  deps: { db: Database; effects: Effects; clock: ServerClock; baseUrl: string },
  onPercent: (percent: number) => void,
): DemoRun {
  const { db, effects, clock, baseUrl } = deps;
  const aborting = new AbortController();
  let percent = 0;
  const make = async (): Promise<void> => {
    const complete = await makeDemo({
      baseUrl,
      clock,
      ...(await demoPlan(db)),
      mintLink: (seat) => mintLink(db, effects, seat),
      signal: aborting.signal,
      onProgress: (fraction) => {
        const now = Math.floor(fraction * 100);
        if (now > percent) onPercent((percent = now));
      },
    });
    if (!complete) return;
    await clock.run();
    await settings.set(db, SETTING, 'done' satisfies DemoState);
    percent = 100;
  };
  const ended = make();
  return {
    percent: () => percent,
    ended,
    async stop() {
      aborting.abort();
      await ended.catch(() => undefined);
    },
  };
}
