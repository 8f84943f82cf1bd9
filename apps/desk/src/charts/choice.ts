/** What the charts page shows; all of it stands in the address. Pure. */
import { CATALOGUE, DAY, addDays, indicatorNamed, type Indicator } from '@doorstep/ledger';
import { GRAINS, type Grain } from './series';

/** A sum over these dims would count the same twice or mix rounds. */
const NOT_ADDED_UP = new Set(['basis', 'round']);

export const CHARTED: readonly Indicator[] = CATALOGUE.filter(
  ({ dims }) => !dims.some((dim) => NOT_ADDED_UP.has(dim)),
);

/** The figures the page offers first. */
export const OFFERED = [
  'visits.person_times',
  'visits.households_reached',
  'visits.fevers',
  'visits.nobody_home',
  'publicity.times',
] as const;

export const SPANS = ['14', '30', 'all', 'from'] as const;
export type Span = (typeof SPANS)[number];

export interface Choice {
  indicator: string;
  measure: 'flow' | 'stock';
  span: Span;
  /** First day; undefined: from the beginning. */
  from: string | undefined;
  grain: Grain;
  perHundred: boolean;
}

const among = <T extends string>(all: readonly T[], value: string | undefined): T =>
  all.find((one) => one === value) ?? all[0]!;

function firstDay(span: Span, from: string | undefined, day: string): string | undefined {
  if (span === 'all') return undefined;
  if (span !== 'from') return addDays(day, 1 - Number(span));
  const given = from && DAY.test(from) && !Number.isNaN(Date.parse(from)) ? from : day;
  return given <= day ? given : day;
}

/** Reads the address; what makes no sense there is as if it were not there. */
export function choiceOf(query: (name: string) => string | undefined, day: string): Choice {
  const asked = CHARTED.find(({ id }) => id === query('figure'))?.id;
  const indicator = asked ?? 'visits.person_times';
  const from = query('from');
  const span = from === undefined ? among(SPANS, query('span')) : 'from';
  return {
    indicator,
    measure: indicatorNamed(indicator)!.measure,
    span,
    from: firstDay(span, from, day),
    grain: among(GRAINS, query('by')),
    perHundred: query('per') === '100',
  };
}
