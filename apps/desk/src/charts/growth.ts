/** How a round grew: running shares by place and day, of the households it concerns. Pure. */
import { dimsOf } from '@doorstep/ledger';
import type { OverviewRow, RoundInfo, Tallies } from '@doorstep/sync';
import type { CoverageLine } from './coverage';
import { daysFrom, runningSums } from './series';

const DAYS_MAX = 31;

/** From the round's first day to its end, or to the day looked at when that is later; the latest 31. */
export function roundDays({ opens, closes }: RoundInfo, day: string): string[] {
  const last = day > closes ? day : closes;
  return daysFrom(opens > last ? last : opens, last).slice(-DAYS_MAX);
}

export interface GrowthQuery {
  round: string;
  days: readonly string[];
  /** After this day nothing is known. */
  last: string;
  isWhole: boolean;
}

/**
 * One line a place, measured by the households the rest of the screen measures it by.
 * @param rows of `visits.round_reached`, by day; of several places by place and day
 */
export function growthOf(
  places: readonly OverviewRow[],
  rows: Tallies['rows'],
  { round, days, last, isWhole }: GrowthQuery,
): Omit<CoverageLine, 'name'>[] {
  const dims = dimsOf({ round });
  return places.flatMap(({ place, rounds }) => {
    const progress = rounds.find((one) => one.round === round);
    if (!progress) return [];
    const households = progress.reached + progress.missing;
    if (households === 0) return [];
    const changes = new Map<string, number>();
    for (const row of rows)
      if (row.dims === dims && row.day !== undefined && (isWhole || row.place === place))
        changes.set(row.day, (changes.get(row.day) ?? 0) + row.n);
    const shares = runningSums(changes, days).map((sum, i) =>
      days[i]! <= last ? sum / households : null,
    );
    return [{ place, shares, isWhole }];
  });
}
