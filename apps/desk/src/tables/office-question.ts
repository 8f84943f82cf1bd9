/** What an office's table is asked for, as the address bar carries it. */
import { DAY, addDays, levelOf, type PlaceCode } from '@doorstep/ledger';
import { GRAINS, type Grain } from '@doorstep/sync';
import { computed, type ComputedRef } from 'vue';
import { useView } from '../shell/view';

export const OFFICE_TABLES = ['places', 'days', 'owed'] as const;
export type OfficeTable = (typeof OFFICE_TABLES)[number];

export const SPANS = ['day', 'total', 'from'] as const;
export type Span = (typeof SPANS)[number];

/** Two weeks: what a table of days shows before anything else is asked for. */
const USUAL_DAYS = 14;

export interface OfficeQuestion {
  /** Levels there are rows of, highest first. */
  grains: ComputedRef<Grain[]>;
  grain: ComputedRef<Grain>;
  span: ComputedRef<Span>;
  /** The first day; undefined: from the beginning. */
  from: ComputedRef<string | undefined>;
  to: ComputedRef<string>;
  knownAtMs: ComputedRef<number | undefined>;
}

/** The levels below a place; a village's own. */
function grainsOf(place: PlaceCode): Grain[] {
  const level = GRAINS.indexOf(levelOf(place) as Grain);
  return level === GRAINS.length - 1 ? ['village'] : GRAINS.slice(level + 1);
}

export function useOfficeQuestion(table: () => OfficeTable): OfficeQuestion {
  const { place, day, knownAtMs, query } = useView();
  const grains = computed(() => grainsOf(place.value));
  const span = computed<Span>(
    () => SPANS.find((one) => one === query('span')) ?? (table() === 'days' ? 'from' : 'total'),
  );
  const given = computed(() => {
    const from = query('from');
    return from && DAY.test(from) && from <= day.value ? from : undefined;
  });
  return {
    grains,
    grain: computed(() => grains.value.find((one) => one === query('grain')) ?? grains.value[0]!),
    span,
    from: computed(() => {
      if (span.value === 'total') return undefined;
      if (span.value === 'day') return day.value;
      return given.value ?? addDays(day.value, 1 - USUAL_DAYS);
    }),
    to: day,
    knownAtMs,
  };
}
