/** The rounds that concern an area, opened by offices above, in or below it: `/api/rounds`. */
import { RoundsSchema, type RoundInfo } from '@doorstep/sync';
import { computed, type ComputedRef } from 'vue';
import type { Text } from '@doorstep/words';
import { placeTree } from '../shell/places';
import { ask, useAnswer, type Shown } from '../shell/ask';

export interface Rounds {
  shown: Shown<{ rounds: RoundInfo[] }>;
  /** Those still open first, each latest opened first. */
  rounds: ComputedRef<RoundInfo[]>;
  titles: ComputedRef<ReadonlyMap<string, Text>>;
}

export function useRounds(place: () => string): Rounds {
  const shown = useAnswer(
    () => ask('/api/rounds', { place: place() }, RoundsSchema),
    place,
    (moved) => !placeTree.value.isVillage(moved),
    'entries',
  );
  const rounds = computed(() =>
    [...(shown.value.value?.rounds ?? [])].sort(
      (a, b) => Number(a.closed !== null) - Number(b.closed !== null),
    ),
  );
  return {
    shown,
    rounds,
    titles: computed(() => new Map(rounds.value.map((one) => [one.round, one.title]))),
  };
}
