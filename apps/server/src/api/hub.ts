/** Carries news inside the process: from those who append and fold to those who listen. Hints only. */
import type { HeadEvent, RollupEvent } from '@doorstep/sync';

export interface Listener {
  head(event: HeadEvent): void;
  rollup(event: RollupEvent): void;
}

export interface Hub extends Listener {
  /** @returns how to stop listening */
  subscribe(listener: Listener): () => void;
}

export function createHub(): Hub {
  const listeners = new Set<Listener>();
  return {
    head: (event) => listeners.forEach((listener) => listener.head(event)),
    rollup: (event) => listeners.forEach((listener) => listener.rollup(event)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
