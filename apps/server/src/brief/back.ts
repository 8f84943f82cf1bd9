/**
 * Looking back at rounds. What is owed is stored as of now, for absence is not recorded but derived;
 * what was reached is counted by hours. So what a round lacked then is what it lacks now and what
 * was reached only since. Nothing else that is owed can be had of an earlier instant.
 */
import { dimsOf, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from '../store';
import type { SumQuery, SumRow } from '../store/tally';
import { standpointOf, type Standpoint } from './known';
import { begunAfter } from './rounds';

/** Households reached in a round: by round. */
export const REACHED = 'visits.round_reached';

/** Where somebody stands who looks back, or now; asked for once an answer. */
export interface View extends Standpoint {
  /** Rounds that had not begun: nobody lacked anything in them. */
  later: readonly string[];
}

export async function viewOf(
  db: Queries,
  query: { place: PlaceCode; day: string; knownAtMs?: number | undefined; nowMs: number },
): Promise<View> {
  const standpoint = standpointOf(query);
  const isNow = standpoint.beforeHour === undefined;
  return { ...standpoint, later: isNow ? [] : await begunAfter(db, query.place, standpoint) };
}

/** What came to be since. */
export interface Since extends Pick<View, 'later'> {
  /** By place and dims: households reached since. */
  reached: ReadonlyMap<string, number>;
}

const keyOf = ({ place, dims }: Pick<SumRow, 'place' | 'dims'>): string => `${place}|${dims}`;

/** @param sums asks for figures of the places it is about */
export async function sinceThen(
  { day, heardBefore, beforeHour, later }: View,
  sums: (query: Omit<SumQuery, 'table' | 'places'>) => Promise<SumRow[]>,
): Promise<Since> {
  if (beforeHour === undefined) return { reached: new Map(), later };
  const asked = { by: ['place', 'dims'] as const, indicators: [REACHED] };
  const [then, now] = await Promise.all([sums({ ...asked, to: day, heardBefore }), sums(asked)]);
  const reached = new Map(now.map((row) => [keyOf(row), row.n]));
  for (const row of then) reached.set(keyOf(row), (reached.get(keyOf(row)) ?? 0) - row.n);
  return { reached, later };
}

interface OwedOf {
  place: PlaceCode;
  kind: string;
  about: string;
  count: number;
}

/** What was owed then. Of a round that is due at two hours in one place the sooner takes it all. Pure. */
export function owedThen<Row extends OwedOf>(
  owed: readonly Row[],
  { reached, later }: Since,
): Row[] {
  const left = new Map(reached);
  return owed.flatMap((row) => {
    if (row.kind !== 'reach') return [row];
    if (later.includes(row.about)) return [];
    const key = keyOf({ place: row.place, dims: dimsOf({ round: row.about }) });
    const count = Math.max(0, row.count + (left.get(key) ?? 0));
    left.delete(key);
    return [{ ...row, count }];
  });
}
