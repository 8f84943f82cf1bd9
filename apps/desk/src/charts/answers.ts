/** Questions about figures, kept up to date: `/api/tallies`. */
import { isWithin } from '@doorstep/ledger';
import { TalliesSchema, type Tallies } from '@doorstep/sync';
import { ask, useAnswer, type Shown } from '../shell/ask';

export interface TalliesQuestion {
  place: string;
  indicator: string;
  by: 'place' | 'day' | 'place-day';
  from?: string | undefined;
  to?: string | undefined;
  knownAtMs?: number | undefined;
}

/** Sums kept up to date; asks nothing while the question is undefined. */
export function useTallies(question: () => TalliesQuestion | undefined): Shown<Tallies> {
  return useAnswer(
    () => {
      const asked = question();
      if (!asked) return undefined;
      const { knownAtMs, ...query } = asked;
      return ask('/api/tallies', { ...query, known: knownAtMs }, TalliesSchema);
    },
    () => JSON.stringify(question() ?? null),
    (moved) => isWithin(moved, question()?.place ?? ''),
  );
}
