/** Who entered a record for the village, and who told it; undefined for one the village wrote itself. */
import { enteredFor, type BroadcastBody, type Entry, type VisitBody } from '@doorstep/ledger';
import { broadcastText } from './broadcast-lines';
import { codeWord } from './code-words';
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

/** What can be told by phone, in a few words: how a visit went, how a broadcast was given. */
export function toldText({ kind, body }: Pick<Entry, 'kind' | 'body'>, t: Say): string {
  if (kind === 'broadcast.made') return broadcastText(body as unknown as BroadcastBody, t);
  return t(codeWord.outcome((body as unknown as VisitBody).outcome));
}
