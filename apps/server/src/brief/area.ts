/** A place with what lies right below it: what every overview is made over. */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import { places, tally, type Queries } from '../store';
import type { PlaceRow } from '../store/places';
import type { CountRow, FigureQuery, SumQuery, SumRow } from '../store/tally';
import { isOffice } from '../folder/roll-step';

export interface Area {
  self: PlaceRow;
  /** The places one level below, by code. */
  children: PlaceRow[];
  /** The counties that rows of it and of everything within lie in. */
  counties: string[];
}

/** The counties below a prefecture are its children; a province's lie one level deeper. */
async function countiesOf(db: Queries, self: PlaceRow, children: PlaceRow[]): Promise<string[]> {
  const own = [self, ...children].map(({ code }) => countyOf(code));
  const below = self.level === 'province' ? await places.countiesIn(db, self.code) : [];
  return [...new Set([...own, ...below])];
}

/** @returns undefined for a place that is not in the table */
export async function areaOf(db: Queries, place: PlaceCode): Promise<Area | undefined> {
  const found = await places.withChildren(db, place);
  const self = found.find(({ code }) => code === place);
  if (!self) return undefined;
  const children = found.filter(({ parent }) => parent === place);
  return { self, children, counties: await countiesOf(db, self, children) };
}

/** Asks for places of any level: an office's figures are what its roller rolled up, a village's its ledger's. */
async function ofEach<Row>(
  over: readonly PlaceCode[],
  ask: (table: FigureQuery['table'], places: PlaceCode[]) => Promise<Row[]>,
): Promise<Row[]> {
  const [rolled, own] = await Promise.all([
    ask('rollup', over.filter(isOffice)),
    ask(
      'tally',
      over.filter((place) => !isOffice(place)),
    ),
  ]);
  return [...rolled, ...own];
}

/** Sums by the keys asked for. */
export const sumsOf = (
  db: Queries,
  over: readonly PlaceCode[],
  query: Omit<SumQuery, 'table' | 'places'>,
): Promise<SumRow[]> =>
  ofEach(over, (table, places) => tally.sums(db, { ...query, table, places }));

/** Figures of each place up to a day, on it and on the day before. */
export const countsOf = (
  db: Queries,
  over: readonly PlaceCode[],
  query: { day: string; heardBefore: number | undefined; indicators?: readonly string[] },
): Promise<CountRow[]> =>
  ofEach(over, (table, places) => tally.counts(db, { ...query, table, places }));
