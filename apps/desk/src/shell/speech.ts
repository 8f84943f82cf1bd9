/** Words, names and formats for a component, following the chosen language. */
import { indicatorKey, ZONE } from '@doorstep/ledger';
import { useWords, type Say } from '@doorstep/ui';
import type { Locale, MessageKey } from '@doorstep/words';
import { computed, type ComputedRef } from 'vue';
import { formatFor, type Format } from './format';
import { placeTree } from './places';
import { isSignedIn, session, today } from './session';

export interface Speech {
  t: Say;
  locale: ComputedRef<Locale>;
  placeName: (code: string) => string;
  indicatorName: (indicator: string) => string;
  indicatorDefinition: (indicator: string) => string;
  format: ComputedRef<Format>;
}

export function useSpeech(): Speech {
  const { t, locale } = useWords();
  return {
    t,
    locale,
    placeName: (code) => placeTree.value.name(code, locale.value),
    indicatorName: (indicator) => t(indicatorKey(indicator) as MessageKey),
    indicatorDefinition: (indicator) => t(`${indicatorKey(indicator)}_definition` as MessageKey),
    format: computed(() => formatFor(locale.value, isSignedIn() ? session().zone : ZONE, today)),
  };
}
