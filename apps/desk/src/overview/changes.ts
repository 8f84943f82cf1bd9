/** What changed against the day before, asked for after the first figures stand. */
import { addDays, isWithin } from '@doorstep/ledger';
import { TalliesSchema, type Figure, type Overview } from '@doorstep/sync';
import { computed, type ComputedRef, type ShallowRef } from 'vue';
import { ask, useAnswer } from '../shell/ask';
import { session } from '../shell/session';
import { useView } from '../shell/view';
import { changeAtHour, changeOfDay, sameHour, type SameHour } from './day-before';

export interface Change {
  n: number;
  /** Hour at which both days are taken; undefined: whole days. */
  hour: number | undefined;
}

export interface Changes {
  hour: ComputedRef<SameHour | undefined>;
  /** Undefined until it is known. */
  changeOf: (figure: Figure) => Change | undefined;
}

export function useChanges(overview: ShallowRef<Overview | undefined>): Changes {
  const { place, day, isToday, knownAtMs } = useView();
  const hour = computed(() => {
    const nowMs = overview.value?.nowMs;
    if (nowMs === undefined) return undefined;
    const { zone } = session();
    return sameHour({
      day: day.value,
      isToday: isToday.value,
      knownAtMs: knownAtMs.value,
      nowMs,
      zone,
    });
  });
  const sumsOf = (on: () => string, known: (at: SameHour) => number) =>
    useAnswer(
      () => {
        if (!hour.value) return undefined;
        const query = { place: place.value, by: 'indicator', from: on(), to: on() };
        return ask('/api/tallies', { ...query, known: known(hour.value) }, TalliesSchema);
      },
      () => `${place.value} ${on()} ${hour.value?.atMs}`,
      (moved) => isWithin(moved, place.value),
    ).value;
  const now = sumsOf(
    () => day.value,
    ({ atMs }) => atMs,
  );
  const before = sumsOf(
    () => addDays(day.value, -1),
    ({ beforeMs }) => beforeMs,
  );
  function changeOf(figure: Figure): Change | undefined {
    if (!hour.value) {
      const n = changeOfDay(figure, day.value);
      return n === undefined ? undefined : { n, hour: undefined };
    }
    if (!now.value || !before.value) return undefined;
    return { n: changeAtHour(figure.indicator, now.value, before.value), hour: hour.value.hour };
  }
  return { hour, changeOf };
}
