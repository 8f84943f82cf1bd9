/** The places a table has rows for: those of one level within an area. */
import { countyOf, levelOf, type PlaceCode } from '@doorstep/ledger';
import { GRAINS, type Grain } from '@doorstep/sync';
import { isOffice } from '../folder/roll-step';
import { foldHead, places, tally, type Queries } from '../store';
import type { SumQuery, SumRow } from '../store/tally';

/** Digits of a place's code at a level. */
export const DIGITS: Record<Grain, number> = { prefecture: 4, county: 6, town: 9, village: 12 };

/** The level right below a place; a village's own. */
export function grainBelow(place: PlaceCode): Grain {
  const level = GRAINS.indexOf(levelOf(place) as Grain);
  return GRAINS[Math.min(level + 1, GRAINS.length - 1)]!;
}

export interface Within {
  /** Those of the level, by code; the place itself where it lies no higher. */
  places: PlaceCode[];
  /** The counties that rows of it and of everything within lie in. */
  counties: string[];
}

/** @returns undefined for a place that is not in the table */
export async function placesWithin(
  db: Queries,
  place: PlaceCode,
  grain: Grain,
): Promise<Within | undefined> {
  const all = await places.under(db, place);
  if (all.length === 0) return undefined;
  const ofLevel = all.filter(({ level }) => level === grain).map(({ code }) => code);
  return {
    places: ofLevel.length > 0 ? ofLevel : [place],
    counties: [...new Set(all.map(({ code }) => countyOf(code)))],
  };
}

/** Sums of places of one level: an office's are what was rolled up, a village's its ledger's own. */
export const sumsAt = (
  db: Queries,
  over: readonly PlaceCode[],
  query: Omit<SumQuery, 'table' | 'places'>,
): Promise<SumRow[]> =>
  tally.sums(db, { ...query, places: over, table: over.some(isOffice) ? 'rollup' : 'tally' });

const VILLAGE = /^\d{12}$/;

/** Villages that should report: they did before then, or work that had begun is open in them. */
export async function reporting(
  db: Queries,
  place: PlaceCode,
  counties: readonly string[],
  then?: Parameters<typeof foldHead.heard>[3],
): Promise<foldHead.Heard[]> {
  const heard = await foldHead.heard(db, counties, place, then);
  return heard.filter((one) => VILLAGE.test(one.place) && (one.heardAtMs > 0 || one.isOpen));
}
