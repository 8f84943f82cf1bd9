/** The word for something that makes no sense in a ledger. */
import { hasText, type MessageKey } from '@doorstep/words';

/** A code of a newer version of the house is said in general. */
export function findingWord(code: string): MessageKey {
  const key = `desk.finding_${code.replaceAll('-', '_')}`;
  return hasText(key) ? key : 'desk.finding_other';
}
