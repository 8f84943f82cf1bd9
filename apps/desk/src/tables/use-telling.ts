/** Names, words and titles of rounds, for the columns of an office's table. */
import type { Telling } from '@doorstep/tables';
import { computed, type ComputedRef } from 'vue';
import type { Rounds } from '../rounds/answers';
import { useSpeech } from '../shell/speech';

export function useOfficeTelling({ titles }: Rounds): ComputedRef<Telling> {
  const { t, locale, placeName } = useSpeech();
  return computed(() => {
    void locale.value;
    return { t, placeName, titles: titles.value };
  });
}
