/** A small world for tests: a clock that is set by hand, random bytes from a seed, tabs that hear each other. */
import type { Clock, Peers, Random } from '../ports';

export interface HandClock extends Clock {
  advance(ms: number): void;
}

/** A clock that stands still until it is moved; due tasks run while it moves. */
export function handClock(startMs: number): HandClock {
  let nowMs = startMs;
  let tasks: { dueMs: number; task: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    after: (delayMs, task) => {
      const one = { dueMs: nowMs + delayMs, task };
      tasks.push(one);
      return () => {
        tasks = tasks.filter((other) => other !== one);
      };
    },
    advance: (ms) => {
      nowMs += ms;
      const due = tasks.filter(({ dueMs }) => dueMs <= nowMs);
      tasks = tasks.filter(({ dueMs }) => dueMs > nowMs);
      for (const { task } of due) task();
    },
  };
}

/** The same bytes for the same seed (mulberry32). Never for anything but tests. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { bytes: (length) => Uint8Array.from({ length }, () => next() & 0xff) };
}

/** Tabs of one browser: each hears the others, not itself. */
export function tabs(): () => Peers {
  const all = new Set<{ hear: Set<() => void> }>();
  return () => {
    const own = { hear: new Set<() => void>() };
    all.add(own);
    return {
      changed: () => {
        for (const tab of all) if (tab !== own) for (const listener of tab.hear) listener();
      },
      onChanged: (listener) => {
        own.hear.add(listener);
        return () => own.hear.delete(listener);
      },
    };
  };
}
