/** What an indicator is called, what it counts, and what all of it is called. Pure. */
import { indicatorKey } from '@doorstep/ledger';
import { hasText, type MessageKey } from '@doorstep/words';

export const nameWord = (indicator: string): MessageKey => indicatorKey(indicator) as MessageKey;

export const definitionWord = (indicator: string): MessageKey =>
  `${indicatorKey(indicator)}_definition` as MessageKey;

/** Of most just "total"; what is counted once in all has a word of its own. */
export function totalWord(indicator: string): MessageKey {
  const own = `${indicatorKey(indicator)}_total`;
  return hasText(own) ? own : 'common.total';
}
