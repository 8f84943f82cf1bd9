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

export const sumOf = (rows: readonly { n: number }[]): number => rows.reduce((sum, { n }) => sum + n, 0);

/** Every fact in force, by its root id. */
export function factsById(fold: VillageFold): ReadonlyMap<string, Fact<unknown>> {
  const sequences = [fold.place, ...fold.dossiers()];
  return new Map(sequences.flatMap(({ facts }) => facts.map((fact) => [fact.id, fact] as const)));
}
