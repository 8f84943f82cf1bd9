/** What the address bar carries: place, day, and as of when; and links that keep all three. */
import {
  DAY,
  HOUR_MS,
  addDays,
  dayOf,
  instantOf,
  isWithin,
  type PlaceCode,
} from '@doorstep/ledger';
import { computed, type ComputedRef } from 'vue';
import { useRoute, type LocationQuery, type RouteLocationRaw } from 'vue-router';
import { serverNowMs, session, today } from './session';

const one = (value: LocationQuery[string] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value) ?? undefined;

/** `known=18`: as known at 18:00 of the day; absent: as known now. */
function knownHour(query: LocationQuery): number | undefined {
  const hour = Number(one(query['known']));
  return Number.isInteger(hour) && hour >= 1 && hour <= 24 ? hour : undefined;
}

export interface View {
  place: ComputedRef<PlaceCode>;
  day: ComputedRef<string>;
  isToday: ComputedRef<boolean>;
  /** Hour of the day by whose end things were known; undefined: everything known now. */
  known: ComputedRef<number | undefined>;
  /** The instant of `known`. */
  knownAtMs: ComputedRef<number | undefined>;
  /** It is not now that is looked at. */
  isBack: ComputedRef<boolean>;
  /** The day to tell an instant from: its own is left out only where it and the day looked at are today. */
  tellFrom: (instantMs: number) => string;
  /** Another query value, e.g. a filter. */
  query: (name: string) => string | undefined;
  /** A link that keeps day and `known`. */
  link: (
    name: string,
    place?: PlaceCode,
    more?: { params?: Record<string, string>; query?: Record<string, string | undefined> },
  ) => RouteLocationRaw;
  /** A link to what a figure counts. */
  figureLink: (indicator: string, query: FigureQuery, place?: PlaceCode) => RouteLocationRaw;
}

/** What narrows a figure. */
export interface FigureQuery {
  span: 'day' | 'total';
  dims?: string | undefined;
  day?: string;
  /** Hour of its day by whose end it was known. */
  known?: string | undefined;
  /** First and last day, where they are others than those of `span`. */
  from?: string | undefined;
  to?: string | undefined;
}

export function useView(): View {
  const route = useRoute();
  const place = computed(() => {
    const given = String(route.params['place'] ?? '');
    return given && isWithin(given, session().place) ? given : session().place;
  });
  const day = computed(() => {
    const given = one(route.query['day']);
    return given && DAY.test(given) && !Number.isNaN(Date.parse(given)) ? given : today();
  });
  const known = computed(() => knownHour(route.query));
  const link: View['link'] = (name, code = place.value, more = {}) => ({
    name,
    params: { place: code, ...more.params },
    query: { day: day.value, known: known.value?.toString(), ...more.query },
  });
  return {
    place,
    day,
    known,
    isToday: computed(() => day.value === today()),
    isBack: computed(() => known.value !== undefined || day.value !== today()),
    tellFrom: (instantMs) => (dayOf(instantMs, session().zone) === today() ? day.value : today()),
    knownAtMs: computed(() =>
      known.value === undefined
        ? undefined
        : instantOf(day.value, '00:00', session().zone) + known.value * HOUR_MS,
    ),
    query: (name) => one(route.query[name]),
    link,
    figureLink: (indicator, query, code) => {
      const [module = '', figure = ''] = indicator.split('.');
      return link('figure', code, { params: { module, figure }, query: { ...query } });
    },
  };
}

/** The hours of a day that have already passed: what "as known at" may offer, latest first. */
export function passedHours(day: string, zone: string): number[] {
  const start = instantOf(day, '00:00', zone);
  const end = Math.min(serverNowMs(), instantOf(addDays(day, 1), '00:00', zone));
  const hours = Math.floor((end - start) / HOUR_MS);
  return Array.from({ length: Math.max(0, hours) }, (_, i) => hours - i).filter(
    (hour) => hour >= 7,
  );
}
