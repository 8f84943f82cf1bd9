/** Figures by child place, by day or summed up: `GET /api/tallies`. */
import type { PlaceCode } from '@doorstep/ledger';
import type { Queries } from '../store';
import type { GroupKey, SumRow } from '../store/tally';
import { areaOf, sumsOf } from './area';

const KEYS = {
  place: ['place', 'indicator', 'dims'],
  day: ['day', 'indicator', 'dims'],
  'place-day': ['place', 'day', 'indicator', 'dims'],
  indicator: ['indicator', 'dims'],
} as const satisfies Record<string, readonly GroupKey[]>;
type TalliesBy = keyof typeof KEYS;

export interface TalliesQuery {
  place: PlaceCode;
  /** Days, both included. */
  from?: string;
  to?: string;
  /** Only what was known before this hour (whole hours since 1970). */
  heardBefore?: number;
  /** `place`: per place one level below; `day`: per day; `place-day`: both; `indicator`: summed over everything. */
  by: TalliesBy;
  indicators?: readonly string[];
}

/** Rows with the keys asked for, always by indicator and dims; undefined for an unknown place. */
export async function tallies(
  db: Queries,
  { place, by, ...query }: TalliesQuery,
): Promise<SumRow[] | undefined> {
  const area = await areaOf(db, place);
  if (!area) return undefined;
  const over = by.startsWith('place') ? area.children.map(({ code }) => code) : [place];
  return sumsOf(db, over, { ...query, by: KEYS[by] });
}
