/**
 * Carries news inside the process: from those who append and fold to those who listen. Hints only.
 * Listeners are found by their place, so that a push costs what those above it cost, however many
 * others listen.
 */
import { ancestorsOf, type PlaceCode } from '@doorstep/ledger';
import type { HeadEvent, RollupEvent } from '@doorstep/sync';

export interface Listener {
  head(event: HeadEvent): void;
  rollup(event: RollupEvent): void;
}

export interface Hub extends Listener {
  /**
   * Tells the listener of a place and of everything within it.
   * @returns how to stop listening
   */
  subscribe(place: PlaceCode, listener: Listener): () => void;
}

export function createHub(): Hub {
  const listeners = new Map<PlaceCode, Set<Listener>>();
  const concerned = (place: PlaceCode): Listener[] =>
    [place, ...ancestorsOf(place)].flatMap((code) => [...(listeners.get(code) ?? [])]);
  return {
    head: (event) => concerned(event.place).forEach((listener) => listener.head(event)),
    rollup({ places }) {
      const byListener = new Map<Listener, PlaceCode[]>();
      for (const place of places) {
        for (const listener of concerned(place)) {
          const its = byListener.get(listener);
          if (its) its.push(place);
          else byListener.set(listener, [place]);
        }
      }
      for (const [listener, its] of byListener) listener.rollup({ places: its });
    },
    subscribe(place, listener) {
      const those = listeners.get(place) ?? new Set();
      listeners.set(place, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0 && listeners.get(place) === those) listeners.delete(place);
      };
    },
  };
}
