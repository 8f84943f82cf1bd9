/** The households of a village as the desk lists them: filtered, sorted, one line each. Pure. */
import { byWalkingOrder, type HouseholdRow } from '@doorstep/ledger';

export const FILTERS = ['all', 'missing', 'nobody', 'refused', 'flagged', 'reached'] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS = ['walking', 'visited', 'people'] as const;
export type Sort = (typeof SORTS)[number];

const isFlagged = (row: HouseholdRow): boolean =>
  row.people.some((person) => person.flags.length > 0);

const PASSES: Record<Filter, (row: HouseholdRow) => boolean> = {
  all: () => true,
  missing: (row) => row.standing !== 'reached',
  nobody: (row) => row.standing === 'nobody',
  refused: (row) => row.standing === 'refused',
  flagged: isFlagged,
  reached: (row) => row.standing === 'reached',
};

/** People known by name or, before that, as stated; undefined when neither is known. */
export const peopleOf = (row: HouseholdRow): number | undefined =>
  row.people.length > 0 ? row.people.length : row.statedPeople;

const visitedMs = (row: HouseholdRow): number => row.lastVisit?.timeMs ?? 0;

const COMPARE: Record<Sort, (a: HouseholdRow, b: HouseholdRow) => number> = {
  walking: byWalkingOrder,
  visited: (a, b) => visitedMs(a) - visitedMs(b) || byWalkingOrder(a, b),
  people: (a, b) => (peopleOf(b) ?? -1) - (peopleOf(a) ?? -1) || byWalkingOrder(a, b),
};

export interface Choice {
  filter: Filter;
  sort: Sort;
  /** A villagers' group; undefined: all. */
  group?: string | undefined;
}

export function chosen(
  rows: readonly HouseholdRow[],
  { filter, sort, group }: Choice,
): HouseholdRow[] {
  return rows
    .filter((row) => PASSES[filter](row) && (group === undefined || row.group === group))
    .sort(COMPARE[sort]);
}

/** How many each filter would show. */
export function counts(rows: readonly HouseholdRow[]): Record<Filter, number> {
  return Object.fromEntries(
    FILTERS.map((filter) => [filter, rows.filter(PASSES[filter]).length]),
  ) as Record<Filter, number>;
}

/** The groups of these households, in walking order. */
export function groupsOf(rows: readonly HouseholdRow[]): string[] {
  return [...new Set([...rows].sort(byWalkingOrder).map((row) => row.group))];
}
