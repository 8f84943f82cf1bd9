/** What an office's tables are made of: `/api/tables/figures` and `/api/tables/standing`. */
import { FigureTableSchema, StandingSchema, type FigureTable, type Standing } from '@doorstep/sync';
import { indicatorsFor } from '@doorstep/tables';
import { shallowRef, watch, type ShallowRef } from 'vue';
import { ask, useAnswer, type Shown } from '../shell/ask';
import { useView } from '../shell/view';
import type { OfficeQuestion } from './office-question';

/** @param chosen the columns, which say what is counted; undefined: as the table comes */
export function useFigures(
  { grain, from, to, knownAtMs }: OfficeQuestion,
  by: 'place' | 'day',
  chosen: () => readonly string[] | undefined,
): Shown<FigureTable> {
  const { place } = useView();
  const query = () => ({
    place: place.value,
    grain: grain.value,
    from: from.value,
    to: to.value,
    known: knownAtMs.value,
    by,
    indicators: indicatorsFor(chosen()).join(','),
  });
  const { value, failure } = useAnswer(
    () => ask('/api/tables/figures', query(), FigureTableSchema),
    () => JSON.stringify(query()),
    // A long table is asked for anew each minute, not with every record somebody makes.
    (moved) => by === 'place' && moved === place.value,
  );
  const about = (): string => JSON.stringify({ ...query(), indicators: '' });
  return { value: useStaying(value, about), failure };
}

/** While another column is fetched, the table stays as it is. */
function useStaying<T>(value: ShallowRef<T | undefined>, about: () => string) {
  const shown = shallowRef<T>();
  watch(value, (now) => now !== undefined && (shown.value = now), { immediate: true });
  watch(about, () => (shown.value = value.value));
  return shown;
}

export function useStanding({ grain, to, knownAtMs }: OfficeQuestion): Shown<Standing> {
  const { place } = useView();
  const query = () => ({
    place: place.value,
    grain: grain.value,
    day: to.value,
    known: knownAtMs.value,
  });
  return useAnswer(
    () => ask('/api/tables/standing', query(), StandingSchema),
    () => JSON.stringify(query()),
    (moved) => moved === place.value,
  );
}
