/**
 * Whether this server has a demo, and making it behind a server that already serves.
 * A data folder either holds the demo or real work, decided at its first start and for ever:
 * nobody finds invented households among real ones.
 */
import { makeDemo, demoSeats, type DemoSeat } from '../demo';
import type { Effects } from '../effects';
import type { ServerClock } from '../clock';
import { mintLink } from '../links';
import { takeLease } from '../postgres/lease';
import { SaidError } from '../settings';
import { settings, type Database } from '../store';

const SETTING = 'demo';
const SEED = 'doorstep';

export type DemoState = 'none' | 'making' | 'done';

/**
 * What the data folder holds, decided now when it is new.
 * @throws SaidError when `empty` is asked of a folder with the demo
 */
export async function demoState(db: Database, empty: boolean): Promise<DemoState> {
  const saved = (await settings.get(db, SETTING)) as DemoState | undefined;
  if (saved === undefined) {
    const decided = empty ? 'none' : 'making';
    await settings.set(db, SETTING, decided);
    return decided;
  }
  if (empty && saved !== 'none') throw new SaidError('cli.holdsDemo');
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

/** The people a demo's links are printed for. */
export const seatsOfDemo = (): DemoSeat[] => demoSeats(SEED);

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
      seed: SEED,
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
