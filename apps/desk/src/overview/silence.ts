/** Since when a village is silent, in words. */
import { today } from '../shell/session';
import { useSpeech } from '../shell/speech';

/** @returns what to say of the last receipt (ms); null: there was none */
export function useSilence(): (lastHeardMs: number | null) => string {
  const { t, format } = useSpeech();
  return (lastHeardMs) =>
    lastHeardMs === null
      ? t('desk.neverHeard')
      : t('desk.silentSince', { time: format.value.moment(lastHeardMs, today()) });
}
