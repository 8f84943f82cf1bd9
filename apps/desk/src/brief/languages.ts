/** The language a report is shown in: that of the address, else the screen's. */
import { LOCALES, type Locale } from '@doorstep/words';
import { computed, type ComputedRef } from 'vue';
import { useSpeech } from '../shell/speech';
import { useView } from '../shell/view';

export function useReportLanguage(): ComputedRef<Locale> {
  const { locale } = useSpeech();
  const { query } = useView();
  return computed(() => LOCALES.find((one) => one === query('lang')) ?? locale.value);
}
