/** What a reminder and its answer leave behind. Nothing of it is counted. */
import type * as v from 'valibot';
import type { Context, Fact } from '../core/module';
import { levelOf } from '../core/place';
import type { PlaceState } from '../state';
import type * as kinds from './kinds';

type Body<S extends v.GenericSchema> = Fact<v.InferOutput<S>>;

/** A village's ledger knows only those that came from an office above; of one id the first stands. */
export function sendReminder(
  state: PlaceState,
  fact: Body<typeof kinds.reminderSent>,
  context: Context,
): void {
  const { reminder: id, to, about, round, owed, dueAt } = fact.body;
  const { delivered } = fact.entry;
  const isVillage = levelOf(context.place) === 'village';
  if (isVillage && (!delivered || to !== context.place))
    return context.finding('not-delivered', id);
  if (state.contact.reminders.has(id)) return context.finding('sent-twice', id);
  const from = delivered?.from ?? context.place;
  const dueAtMs = Date.parse(dueAt);
  state.contact.reminders.set(id, {
    id,
    from,
    to,
    about,
    round,
    owed,
    dueAtMs,
    sentMs: fact.timeMs,
  });
}

/** Whoever said it first has seen it; clocks may put that before the sending. */
export function seeReminder(state: PlaceState, fact: Body<typeof kinds.reminderSeen>): void {
  const { reminder } = fact.body;
  if (state.contact.seen.has(reminder)) return;
  state.contact.seen.set(reminder, { by: fact.entry.by, timeMs: fact.timeMs });
}
