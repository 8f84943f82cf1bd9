/** A reminder in one sentence: the same on the village's phones, at the desk and in a text message. */
import { levelOf, type Reminder } from '@doorstep/ledger';
import { codeWord } from './code-words';
import type { Say } from './use-words';

/** The office by its level: a village knows which county is its own. */
export const officeText = (office: string, t: Say): string =>
  t(codeWord.office(levelOf(office) ?? ''));

/** `moment`: how the reader's screen writes an instant. */
export function reminderText(
  {
    from,
    about,
    owed,
    sentMs,
    dueAtMs,
  }: Pick<Reminder, 'from' | 'about' | 'owed' | 'sentMs' | 'dueAtMs'>,
  { t, moment }: { t: Say; moment: (instantMs: number) => string },
): string {
  return t(about === 'visits' ? 'contact.visitsReminder' : 'contact.publicityReminder', {
    office: officeText(from, t),
    time: moment(sentMs),
    n: owed,
    due: moment(dueAtMs),
  });
}
