/** Saving that can fail: what was entered stays, and the reason is said in words. */
import { ref, type Ref } from 'vue';
import { NotCanonical } from '@doorstep/ledger';
import { StorageFailed } from '@doorstep/sync';
import { useWords } from '@doorstep/ui';
import { ask } from './ask';

export interface Saving {
  /** True while something is being saved: the same tap twice saves once. */
  isSaving: Ref<boolean>;
  /** Runs a save; undefined when it failed or one is under way. */
  attempt<T>(save: () => Promise<T>): Promise<T | undefined>;
}

export function useSaving(): Saving {
  const { t } = useWords();
  const isSaving = ref(false);
  return {
    isSaving,
    attempt: async (save) => {
      if (isSaving.value) return undefined;
      isSaving.value = true;
      try {
        return await save();
      } catch (error) {
        const isKnown = error instanceof NotCanonical || error instanceof StorageFailed;
        if (!isKnown) throw error;
        const message = t(error instanceof NotCanonical ? 'field.textRefused' : 'field.saveFailed');
        await ask({ message, yes: t('common.close') });
        return undefined;
      } finally {
        isSaving.value = false;
      }
    },
  };
}
