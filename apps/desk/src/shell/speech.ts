/** Words, names and formats for a component, following the chosen language. */
import { ZONE } from '@doorstep/ledger';
import { useWords, type Say } from '@doorstep/ui';
import type { Locale } from '@doorstep/words';
import { computed, type ComputedRef } from 'vue';
import { formatFor, type Format } from './format';
import { definitionWord, nameWord, totalWord } from './indicator-words';
import { placeTree } from './places';
import { isSignedIn, session, today } from './session';

export interface Speech {
  t: Say;
  locale: ComputedRef<Locale>;
  placeName: (code: string) => string;
  indicatorName: (indicator: string) => string;
  /** What stands before all of it up to the day. */
  indicatorTotal: (indicator: string) => string;
  indicatorDefinition: (indicator: string) => string;
  format: ComputedRef<Format>;
}

export function useSpeech(): Speech {
  const { t, locale } = useWords();
  return {
    t,
    locale,
    placeName: (code) => placeTree.value.name(code, locale.value),
    indicatorName: (indicator) => t(nameWord(indicator)),
    indicatorTotal: (indicator) => t(totalWord(indicator)),
    indicatorDefinition: (indicator) => t(definitionWord(indicator)),
    format: computed(() => formatFor(locale.value, isSignedIn() ? session().zone : ZONE, today)),
  };
}
