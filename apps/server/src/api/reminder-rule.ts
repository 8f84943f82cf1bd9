/**
 * Of one matter an office reminds a village at most once an hour, whoever of it does. One that was
 * taken back or corrected has come to the village all the same; one set aside never did.
 */
import { isTooSoon, type Entry, type Stored } from '@doorstep/ledger';
import type { Rule } from './beside';

const KIND = 'reminder.sent';

const isReminder = ({ kind, v }: Entry): boolean => kind === KIND && v === 1;

export const reminderRule: Rule = {
  concerns: isReminder,
  async refused({ ledger, place }, arriving) {
    const reminders = arriving.filter(({ entry }) => isReminder(entry));
    const refused = new Map<string, 'too-soon'>();
    for (const village of new Set(reminders.map(({ entry }) => String(entry.body['to'])))) {
      const standing: Stored[] = await ledger.ofKinds(place, [KIND], village);
      const known = new Set(standing.map(({ entry }) => entry.id));
      for (const one of reminders) {
        if (one.entry.body['to'] !== village || known.has(one.entry.id)) continue;
        if (isTooSoon(one, standing)) refused.set(one.entry.id, 'too-soon');
        else standing.push(one);
      }
    }
    return refused;
  },
};
