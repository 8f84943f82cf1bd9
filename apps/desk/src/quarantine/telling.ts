/** Reasons, kinds, people and devices of what was set aside, in words. */
import { codeWord, kindWord } from '@doorstep/ui';
import { hasText, type MessageKey } from '@doorstep/words';
import { shortId } from '../records/people';
import { today } from '../shell/session';
import { useSpeech } from '../shell/speech';
import type { AsideRow } from '@doorstep/sync';

export interface AsideWords {
  what: (row: AsideRow) => string;
  why: (row: AsideRow) => string;
  /** What may have happened; for reasons that need no explaining undefined. */
  meaning: (row: AsideRow) => string | undefined;
  account: (account: string) => string;
  device: (device: string) => string;
  moment: (instant: string) => string;
}

export function useAsideWords(): AsideWords {
  const { t, format } = useSpeech();
  return {
    what: ({ kind }) => t(kind === null ? 'quarantine.unreadable' : kindWord(kind)),
    why: ({ code }) => t(codeWord.aside(code)),
    meaning: ({ code }) => {
      const key: string = `quarantine.meaning_${code.replaceAll('-', '_')}`;
      return hasText(key) ? t(key as MessageKey) : undefined;
    },
    account: (account) => `${t('desk.account')} · ${shortId(account)}`,
    device: (device) => t('quarantine.deviceNamed', { id: shortId(device.split('/')[0] ?? '') }),
    moment: (instant) => format.value.moment(Date.parse(instant), today()),
  };
}
