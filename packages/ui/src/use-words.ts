/** Messages in the language chosen, for components: `t('visits.allWell', { n: 3 })`. */
import { computed, type ComputedRef } from 'vue';
import { say, type Locale, type MessageKey, type Params, type Text } from '@doorstep/words';
import { usePreferences } from './preferences';

/** Says a message, or three texts that came as data; re-rendered when the language changes. */
export type Say = (what: MessageKey | Text, params?: Params) => string;

export interface Words {
  t: Say;
  locale: ComputedRef<Locale>;
}

export function useWords(): Words {
  const { chosen } = usePreferences();
  return {
    t: (what, params) => say(chosen.locale, what, params),
    locale: computed(() => chosen.locale),
  };
}
