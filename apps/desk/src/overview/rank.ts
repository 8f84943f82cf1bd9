/** The places of an area, worst first. Pure: what is missing comes first, silence is not "not done". */
import type { OverviewRow } from '@doorstep/sync';

export const ORDERS = ['coverage', 'due', 'silence'] as const;
export type Order = (typeof ORDERS)[number];

/** How far a place is in a round. */
export interface Coverage {
  reached: number;
  /** All households the round is to reach. */
  households: number;
}

/** A place with its coverage of the round shown. */
export interface Ranked extends OverviewRow {
  coverage: Coverage;
  /** Households not reached, when not one of its villages was heard from on the day. */
  unheard: number;
  villagesSilent: number;
}

export function coverageIn(row: OverviewRow, round: string | undefined): Coverage {
  const progress = row.rounds.find((one) => one.round === round);
  const reached = progress?.reached ?? 0;
  return { reached, households: reached + (progress?.missing ?? 0) };
}

const share = ({ coverage }: Ranked): number =>
  coverage.households > 0 ? coverage.reached / coverage.households : 1;

const COMPARE: Record<Order, (a: Ranked, b: Ranked) => number> = {
  coverage: (a, b) => share(a) - share(b) || b.due - a.due,
  due: (a, b) => b.overdue - a.overdue || b.due - a.due,
  silence: (a, b) =>
    b.villagesSilent - a.villagesSilent || (a.lastHeardMs ?? 0) - (b.lastHeardMs ?? 0),
};

/** A place nothing is expected of and nothing is known of. */
export const isEmpty = (row: OverviewRow): boolean => row.households === 0 && row.villages === 0;

/** Sorts worst first; equals by code, places nothing is expected of last. */
export function ranked(
  rows: readonly OverviewRow[],
  round: string | undefined,
  order: Order,
): Ranked[] {
  const withCoverage = rows.map((row) => {
    const coverage = coverageIn(row, round);
    const unheard = row.villagesHeard === 0 ? coverage.households - coverage.reached : 0;
    return { ...row, coverage, unheard, villagesSilent: row.villages - row.villagesHeard };
  });
  return withCoverage.sort(
    (a, b) =>
      Number(isEmpty(a)) - Number(isEmpty(b)) ||
      COMPARE[order](a, b) ||
      (a.place < b.place ? -1 : 1),
  );
}

/** The round a screen opens on: the one that concerns most households. */
export function leadingRound(self: OverviewRow): string | undefined {
  const size = ({ reached, missing }: OverviewRow['rounds'][number]): number => reached + missing;
  return [...self.rounds].sort((a, b) => size(b) - size(a) || b.missing - a.missing)[0]?.round;
}
