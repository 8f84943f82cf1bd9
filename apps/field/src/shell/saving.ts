/** Saving that can fail: what was entered stays, and the reason is said in words. */
import { ref, type Ref } from 'vue';
import { NotCanonical } from '@doorstep/ledger';
import { StorageFailed } from '@doorstep/sync';
import { useWords } from '@doorstep/ui';
import { ask } from './ask';

export interface Saving {
  /** True once a save takes long enough to be noticed; most are over before. */
  isSaving: Ref<boolean>;
  /** Runs a save; undefined when it failed or one is under way. */
  attempt<T>(save: () => Promise<T>): Promise<T | undefined>;
}

const NOTICED_MS = 200;

export function useSaving(): Saving {
  const { t } = useWords();
  const isSaving = ref(false);
  /** The same tap twice saves once. */
  let isUnderWay = false;
  return {
    isSaving,
    attempt: async (save) => {
      if (isUnderWay) return undefined;
      isUnderWay = true;
      const noticed = setTimeout(() => (isSaving.value = true), NOTICED_MS);
      try {
        return await save();
      } catch (error) {
        const isKnown = error instanceof NotCanonical || error instanceof StorageFailed;
        if (!isKnown) throw error;
        const message = t(error instanceof NotCanonical ? 'field.textRefused' : 'field.saveFailed');
        await ask({ message, yes: t('common.close') });
        return undefined;
      } finally {
        clearTimeout(noticed);
        isUnderWay = false;
        isSaving.value = false;
      }
    },
  };
}
