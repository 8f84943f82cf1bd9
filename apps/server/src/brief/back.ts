/**
 * Looking back at rounds. What is owed is stored as of now, for absence is not recorded but derived;
 * what was reached is counted by hours. So what a round lacked then is what it lacks now and what
 * was reached only since. Nothing else that is owed can be had of an earlier instant.
 */
import { dimsOf, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from '../store';
import type { SumQuery, SumRow } from '../store/tally';
import type { Standpoint } from './known';
import { rounds } from './rounds';

/** Households reached in a round: by round. */
export const REACHED = 'visits.round_reached';

/** What came to be since a standpoint. */
export interface Since {
  /** By place and dims: households reached since. */
  reached: ReadonlyMap<string, number>;
  /** Rounds that had not begun: nobody lacked anything in them. */
  begun: ReadonlySet<string>;
}

const NOTHING: Since = { reached: new Map(), begun: new Set() };

const keyOf = ({ place, dims }: Pick<SumRow, 'place' | 'dims'>): string => `${place}|${dims}`;

/** Those open now that had not begun by a day. */
export async function begunAfter(
  db: Queries,
  place: PlaceCode,
  day: string,
): Promise<ReadonlySet<string>> {
  const later = (await rounds(db, place)).filter(({ opens }) => opens > day);
  return new Set(later.map(({ round }) => round));
}

/** @param sums asks for figures of the places it is about, which lie within `place` */
export async function sinceThen(
  db: Queries,
  place: PlaceCode,
  { day, heardBefore, beforeHour }: Standpoint,
  sums: (query: Omit<SumQuery, 'table' | 'places'>) => Promise<SumRow[]>,
): Promise<Since> {
  if (beforeHour === undefined) return NOTHING;
  const asked = { by: ['place', 'dims'] as const, indicators: [REACHED] };
  const [then, now, begun] = await Promise.all([
    sums({ ...asked, to: day, heardBefore }),
    sums(asked),
    begunAfter(db, place, day),
  ]);
  const reached = new Map(now.map((row) => [keyOf(row), row.n]));
  for (const row of then) reached.set(keyOf(row), (reached.get(keyOf(row)) ?? 0) - row.n);
  return { reached, begun };
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
  { reached, begun }: Since,
): Row[] {
  const left = new Map(reached);
  return owed.flatMap((row) => {
    if (row.kind !== 'reach') return [row];
    if (begun.has(row.about)) return [];
    const key = keyOf({ place: row.place, dims: dimsOf({ round: row.about }) });
    const count = Math.max(0, row.count + (left.get(key) ?? 0));
    left.delete(key);
    return [{ ...row, count }];
  });
}
