/** What visits leave behind in a dossier and in the place. */
import { dimsOf } from '../core/tally';
import type { QuestionSet, RoundBody, VisitBody } from './kinds';

export interface Visit {
  /** Root id of the record. */
  id: string;
  household: string;
  by: string;
  timeMs: number;
  day: string;
  body: VisitBody;
}

export interface Reading {
  /** Tenths of a degree. */
  temperature: number;
  timeMs: number;
  visit: string;
}

export interface VisitsDossier {
  /** In order of time. */
  visits: Visit[];
  /** Households met at least once, and per round. */
  reached: Set<string>;
  reachedInRound: Map<string, Set<string>>;
  lastReading: Map<string, Reading>;
  /** Flags of a person's latest visit. */
  flags: Map<string, string[]>;
  /** Pairs of visits that look like one and are two. */
  apart: Set<string>;
}

export interface Round extends RoundBody {
  /** Day it was closed; undefined while it is open. */
  closed: string | undefined;
  openedMs: number;
}

export interface VisitsPlace {
  rounds: Map<string, Round>;
  /** By `id@version`. */
  questionSets: Map<string, QuestionSet>;
}

export const createVisitsDossier = (): VisitsDossier => ({
  visits: [],
  reached: new Set(),
  reachedInRound: new Map(),
  lastReading: new Map(),
  flags: new Map(),
  apart: new Set(),
});

export const createVisitsPlace = (): VisitsPlace => ({
  rounds: new Map(),
  questionSets: new Map(),
});

function mergeIn(set: Set<string>, gone: string, kept: string): boolean {
  const both = set.has(gone) && set.has(kept);
  if (set.delete(gone)) set.add(kept);
  return both;
}

/** Two households became one: what both had counted must count once. Returns what to take off. */
export function mergeReached(
  visits: VisitsDossier,
  gone: string,
  kept: string,
): [indicator: string, dims: string][] {
  const twice: [string, string][] = [];
  if (mergeIn(visits.reached, gone, kept)) twice.push(['visits.households_reached', '']);
  for (const [round, set] of visits.reachedInRound) {
    if (mergeIn(set, gone, kept)) twice.push(['visits.round_reached', dimsOf({ round })]);
  }
  for (const visit of visits.visits) if (visit.household === gone) visit.household = kept;
  return twice;
}

export function mergeReadings(visits: VisitsDossier, gone: string, kept: string): void {
  const [a, b] = [visits.lastReading.get(kept), visits.lastReading.get(gone)];
  if (b && (!a || b.timeMs > a.timeMs)) visits.lastReading.set(kept, b);
  visits.lastReading.delete(gone);
  const flags = visits.flags.get(gone);
  if (flags && !visits.flags.has(kept)) visits.flags.set(kept, flags);
  visits.flags.delete(gone);
}
