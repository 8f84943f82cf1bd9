/** What a household list can be narrowed to. Pure. */
import type { Row } from '../village/rows';

export const FILTERS = ['unreached', 'nobody', 'refused', 'away', 'poor', 'elderly'] as const;
export type Filter = (typeof FILTERS)[number];

const TESTS: Record<Filter, (row: Row) => boolean> = {
  unreached: (row) => row.standing !== 'reached',
  nobody: (row) => row.standing === 'nobody',
  refused: (row) => row.standing === 'refused',
  away: (row) => row.people.some((one) => one.whereabouts?.presence === 'away'),
  poor: (row) => row.labels.includes('poor'),
  elderly: (row) => row.people.some((one) => one.labels.includes('elderly-alone')),
};

export const passes = (row: Row, filters: readonly Filter[]): boolean =>
  filters.every((filter) => TESTS[filter](row));

/** How many households each filter would leave. */
export const countsOf = (rows: readonly Row[]): Record<Filter, number> =>
  Object.fromEntries(
    FILTERS.map((filter) => [filter, rows.filter(TESTS[filter]).length]),
  ) as Record<Filter, number>;
