/**
 * The two clocks a device may date by. A phone goes by its own, right or wrong, because it records
 * without a network: how far it is off is measured and kept beside what it wrote. A page that works
 * online only goes by the server's (decision 0017).
 */
import type { Clock } from '@doorstep/sync';

export interface DeviceClock extends Clock {
  /**
   * Begins to measure: returns what to call with the server's time once its answer is here.
   * That returns how far the server is ahead of this clock from now on, ms.
   */
  measure(): (serverTimeMs: number) => number;
  /** It is known to go right, as far as it claims to. */
  isSure(): boolean;
}

/** The server's answer is taken to have been written halfway between question and answer. */
function measuring(nowMs: () => number): (serverTimeMs: number) => number {
  const askedMs = nowMs();
  return (serverTimeMs) => Math.round(serverTimeMs - (askedMs + nowMs()) / 2);
}

/** This device's own clock: whoever writes by it says how far it is off. */
export const ownClock = (own: Clock): DeviceClock => ({
  ...own,
  measure: () => measuring(own.nowMs),
  isSure: () => true,
});

/** This computer's clock may run so far apart from its timer before the server is asked again. */
const DRIFT_MS = 1_000;
/** An answer longer under way tells the time too roughly to be relied on. */
const WAY_MS_MAX = 10_000;

/**
 * The server's clock: what it said last, counted on by a timer that nobody can set. The computer's
 * own clock never dates anything; it tells when the timer can no longer be relied on. A timer may
 * stand still while the computer sleeps, and then the two no longer agree.
 */
export function serverClock(own: Clock, timerMs: () => number): DeviceClock {
  const gapMs = (): number => own.nowMs() - timerMs();
  let aheadMs = gapMs();
  let measuredGapMs: number | undefined;
  return {
    after: own.after,
    nowMs: () => Math.round(timerMs() + aheadMs),
    measure: () => {
      const measured = measuring(timerMs);
      // As it was at the question: who sleeps over the answer is not sure of it.
      const [askedMs, gapThenMs] = [timerMs(), gapMs()];
      return (serverTimeMs) => {
        aheadMs = measured(serverTimeMs);
        measuredGapMs = timerMs() - askedMs < WAY_MS_MAX ? gapThenMs : undefined;
        return 0;
      };
    },
    isSure: () => measuredGapMs !== undefined && Math.abs(gapMs() - measuredGapMs) < DRIFT_MS,
  };
}
