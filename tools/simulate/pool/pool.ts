/** Many seeds on all cores; each seed is the same wherever it runs. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { CATEGORIES, type Category } from '../checker/findings';
import { FAULTS, type FaultKind } from '../world/history';
import type { Ran } from './messages';

export interface Totals extends Record<Category, number> {
  faults: Record<FaultKind, number>;
  seeds: number;
  /** Those with a finding, ascending. */
  failed: Ran[];
}

export interface PoolOptions {
  from: number;
  seeds: number;
  onProgress?: (done: number) => void;
}

function emptyTotals(): Totals {
  const zeros = <K extends string>(names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;
  return { faults: zeros(FAULTS), seeds: 0, ...zeros(CATEGORIES), failed: [] };
}

function add(totals: Totals, ran: Ran): void {
  totals.seeds += 1;
  for (const [kind, count] of ran.faults) totals.faults[kind] += count;
  for (const { category } of ran.findings) totals[category] += 1;
  if (ran.findings.length > 0) totals.failed.push(ran);
}

/** One thread until there are no more seeds. */
function lane(seeds: Iterator<number>, onRan: (ran: Ran) => void): Promise<void> {
  const thread = new Worker(new URL('./thread.mjs', import.meta.url));
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const { value, done } = seeds.next() as IteratorResult<number, undefined>;
      if (done) void thread.terminate().then(() => resolve(), reject);
      else thread.postMessage(value);
    };
    thread.on('error', reject);
    thread.on('message', (ran: Ran) => {
      onRan(ran);
      next();
    });
    next();
  });
}

function* range(from: number, count: number): Generator<number> {
  for (let seed = from; seed < from + count; seed += 1) yield seed;
}

/** Runs these seeds. */
export async function runSeeds({ from, seeds, onProgress }: PoolOptions): Promise<Totals> {
  const totals = emptyTotals();
  const left = range(from, seeds);
  const onRan = (ran: Ran): void => {
    add(totals, ran);
    onProgress?.(totals.seeds);
  };
  const lanes = Math.min(seeds, availableParallelism());
  await Promise.all(Array.from({ length: lanes }, () => lane(left, onRan)));
  totals.failed.sort((a, b) => a.seed - b.seed);
  return totals;
}
