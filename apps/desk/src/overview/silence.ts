/** Since when a village is silent, in words. */
import { useSpeech } from '../shell/speech';
import { useView } from '../shell/view';

/** @returns what to say of the last receipt (ms); null: there was none */
export function useSilence(): (lastHeardMs: number | null) => string {
  const { t, format } = useSpeech();
  const { tellFrom } = useView();
  return (lastHeardMs) =>
    lastHeardMs === null
      ? t('desk.neverHeard')
      : t('desk.silentSince', { time: format.value.moment(lastHeardMs, tellFrom(lastHeardMs)) });
}
