/** Above a table that is looked back at: what of it is known as of now only. */
import { isBack, type Standing } from '@doorstep/sync';
import { computed, type ComputedRef } from 'vue';
import { useSpeech } from '../shell/speech';
import { useView } from '../shell/view';

export function useUntoldNote(standing: () => Standing | undefined): ComputedRef<string> {
  const { t, format } = useSpeech();
  const { tellFrom } = useView();
  return computed(() => {
    const stands = standing();
    if (!stands || !isBack(stands)) return '';
    return t('tables.untoldNow', {
      time: format.value.moment(stands.nowMs, tellFrom(stands.nowMs)),
    });
  });
}
