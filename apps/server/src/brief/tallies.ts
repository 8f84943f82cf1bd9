/** Figures by child place, by day or summed up: `GET /api/tallies`. */
import type { PlaceCode } from '@doorstep/ledger';
import type { Queries } from '../store';
import type { GroupKey, SumRow } from '../store/tally';
import { areaOf, sumsOf } from './area';

export interface TalliesQuery {
  place: PlaceCode;
  /** Days, both included. */
  from?: string;
  to?: string;
  /** Only what was known before this hour (whole hours since 1970). */
  heardBefore?: number;
  /** `place`: per place one level below; `day`: per day; `indicator`: summed over everything. */
  by: 'place' | 'day' | 'indicator';
  indicators?: readonly string[];
}

/** Rows with the keys asked for, always by indicator and dims; undefined for an unknown place. */
export async function tallies(
  db: Queries,
  { place, by, ...query }: TalliesQuery,
): Promise<SumRow[] | undefined> {
  const area = await areaOf(db, place);
  if (!area) return undefined;
  const keys: GroupKey[] = by === 'indicator' ? ['indicator', 'dims'] : [by, 'indicator', 'dims'];
  const over = by === 'place' ? area.children.map(({ code }) => code) : [place];
  return sumsOf(db, over, { ...query, by: keys });
}
