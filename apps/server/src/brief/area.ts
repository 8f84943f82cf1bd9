/** A place with what lies within it: what every overview is made over. */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import { places, tally, type Queries } from '../store';
import type { PlaceRow } from '../store/places';
import type { SumQuery, SumRow } from '../store/tally';
import { isOffice } from '../folder/roll-step';

export interface Area {
  self: PlaceRow;
  /** The places one level below, by code. */
  children: PlaceRow[];
  /** All villages within; a village's own area is itself. */
  villages: PlaceRow[];
  /** The counties its rows lie in. */
  counties: string[];
}

/** @returns undefined for a place that is not in the table */
export async function areaOf(db: Queries, place: PlaceCode): Promise<Area | undefined> {
  const within = await places.under(db, place);
  const self = within.find(({ code }) => code === place);
  if (!self) return undefined;
  return {
    self,
    children: within.filter(({ parent }) => parent === place),
    villages: within.filter(({ level }) => level === 'village'),
    counties: [...new Set(within.map(({ code }) => countyOf(code)))],
  };
}

/** Sums over places of any level: an office's are what its roller rolled up, a village's its ledger's. */
export async function sumsOf(
  db: Queries,
  places: readonly PlaceCode[],
  query: Omit<SumQuery, 'table' | 'places'>,
): Promise<SumRow[]> {
  const offices = places.filter(isOffice);
  const ledgers = places.filter((place) => !isOffice(place));
  const [rolled, own] = await Promise.all([
    tally.sums(db, { ...query, table: 'rollup', places: offices }),
    tally.sums(db, { ...query, table: 'tally', places: ledgers }),
  ]);
  return [...rolled, ...own];
}
