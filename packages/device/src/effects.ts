/** The browser's clock and random: the only place of this package that touches them. */
import type { Clock, Random } from '@doorstep/sync';

export const clock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** What has passed since the page was opened, ms: nobody can set it, but it may stand still in sleep. */
export const timerMs = (): number => performance.now();

export const random: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
