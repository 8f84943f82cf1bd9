/**
 * The server's clock: what entries are received by. Usually real time; while a demo is made it
 * stands still and is stepped, afterwards it runs on from there.
 * Invariant: it is remembered before it is used, so that no restart moves it back.
 */
import * as v from 'valibot';
import type { Effects } from './effects';
import { settings, type Database } from './store';

export interface Clock {
  /** ms since 1970. */
  nowMs(): number;
}

export interface ServerClock extends Clock {
  /** Holds the clock at an instant; an earlier one leaves it where it is. */
  stepTo(instantMs: number): Promise<void>;
  /** Lets a held clock run on from where it stands. */
  run(): Promise<void>;
}

const StateSchema = v.union([
  v.strictObject({ heldAtMs: v.pipe(v.number(), v.safeInteger()) }),
  v.strictObject({ aheadMs: v.pipe(v.number(), v.safeInteger()) }),
]);
type State = v.InferOutput<typeof StateSchema>;

const SETTING = 'clock';
const REAL: State = { aheadMs: 0 };

/** The clock as it was left, or real time. */
export async function openClock(db: Database, effects: Effects): Promise<ServerClock> {
  const saved = await settings.get(db, SETTING);
  let state: State = saved === undefined ? REAL : v.parse(StateSchema, JSON.parse(saved));
  const nowMs = () => ('heldAtMs' in state ? state.heldAtMs : effects.realNowMs() + state.aheadMs);
  const change = async (next: State) => {
    await settings.set(db, SETTING, JSON.stringify(next));
    state = next;
  };
  return {
    nowMs,
    async stepTo(instantMs) {
      const firstStep = saved === undefined && state === REAL;
      const heldAtMs = firstStep ? instantMs : Math.max(instantMs, nowMs());
      await change({ heldAtMs });
    },
    async run() {
      if ('heldAtMs' in state) await change({ aheadMs: state.heldAtMs - effects.realNowMs() });
    },
  };
}
