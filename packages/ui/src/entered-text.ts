/** Who entered a record for the village, and who told it; undefined for one the village wrote itself. */
import { enteredFor, type Entry } from '@doorstep/ledger';
import { officeText } from './reminder-text';
import type { Say } from './use-words';

export function enteredText(
  entry: Pick<Entry, 'body'>,
  { t, author }: { t: Say; author: (id: string) => string },
): string | undefined {
  const entered = enteredFor(entry);
  if (!entered) return undefined;
  const { office, toldBy } = entered;
  const who = toldBy ? author(toldBy) : t('contact.somebodyElse');
  return t('contact.enteredBy', { office: officeText(office, t), who });
}
