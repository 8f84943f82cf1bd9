/** What putting an open ledger's records into lines needs, kept in step with language and ledger. */
import type { LineDeps } from '@doorstep/ui';
import { computed, type ComputedRef } from 'vue';
import { today } from '../shell/session';
import { useSpeech } from '../shell/speech';
import type { OpenLedger } from '../village/ledger';
import { labelsOf, type Labels } from './people';

export interface Telling extends LineDeps {
  labels: Labels;
}

export function useTelling(ledger: () => OpenLedger): ComputedRef<Telling> {
  const { t, locale } = useSpeech();
  return computed(() => {
    const { fold, names } = ledger();
    const { questionSets } = fold.value.place.state.visits;
    const labels = labelsOf({ fold: fold.value, names: names.value, t, locale: locale.value });
    return {
      t,
      locale: locale.value,
      today: today(),
      labels,
      nameOf: labels.subject,
      questionSetOf: ({ id, version }) => questionSets.get(`${id}@${version}`),
    };
  });
}
