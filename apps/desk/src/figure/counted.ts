/** The records behind a figure, one line each; their n add up to the figure. Pure. */
import type { Emission, Fact, VillageFold } from '@doorstep/ledger';

export interface Counted {
  /** Root id of the record. */
  source: string;
  day: string;
  n: number;
  /** Of whom it speaks, each once. */
  subjects: string[];
}

/** Groups what an indicator counts by the record that gave it, in the order given. */
export function countedRecords(emissions: readonly Emission[]): Counted[] {
  const bySource = new Map<string, Counted>();
  for (const { source, cell, n, subject } of emissions) {
    const { day } = cell;
    const key = `${source}|${day}`;
    const counted = bySource.get(key) ?? { source, day, n: 0, subjects: [] };
    counted.n += n;
    if (!counted.subjects.includes(subject)) counted.subjects.push(subject);
    bySource.set(key, counted);
  }
  return [...bySource.values()];
}

export const sumOf = (rows: readonly { n: number }[]): number =>
  rows.reduce((sum, { n }) => sum + n, 0);

/** In order of time; what is not a fact any more keeps its place by day. */
export function byTime(
  rows: readonly Counted[],
  facts: ReadonlyMap<string, Fact<unknown>>,
): Counted[] {
  const timeMs = (row: Counted): number => facts.get(row.source)?.timeMs ?? Date.parse(row.day);
  return [...rows].sort((a, b) => timeMs(a) - timeMs(b) || (a.source < b.source ? -1 : 1));
}

/** Every fact in force, by its root id. */
export function factsById(fold: VillageFold): ReadonlyMap<string, Fact<unknown>> {
  const sequences = [fold.place, ...fold.dossiers()];
  return new Map(sequences.flatMap(({ facts }) => facts.map((fact) => [fact.id, fact] as const)));
}
