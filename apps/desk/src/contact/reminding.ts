/** What a village can be reminded of, what it was reminded of, and when it may be again. Pure. */
import {
  addDays,
  dayOf,
  DUTY_ENDS,
  instantOf,
  localInstant,
  remindedUntilMs,
  type Reminded,
  type Reminder,
} from '@doorstep/ledger';
import type { Draft, Rejected, SentReminder, VillageGap } from '@doorstep/sync';

/** Something a village still owes. */
export interface Matter {
  about: Reminded;
  round?: string;
  owed: number;
  dueAtMs: number;
}

/** The village's open matters, as the panel lists them. */
export function mattersOf({ rounds, untold, untoldDueAtMs }: VillageGap): Matter[] {
  const visits = rounds.map(({ round, missing, dueAtMs }): Matter => ({
    about: 'visits',
    round,
    owed: missing,
    dueAtMs,
  }));
  const publicity: Matter[] =
    untoldDueAtMs === null ? [] : [{ about: 'publicity', owed: untold, dueAtMs: untoldDueAtMs }];
  return [...visits, ...publicity].filter(({ owed }) => owed > 0);
}

/** By when it is asked for: its own time, or once that is over the next end of duty (22:00). */
export function askedByMs(dueAtMs: number, nowMs: number, zone: string): number {
  if (dueAtMs > nowMs) return dueAtMs;
  const today = dayOf(nowMs, zone);
  const tonightMs = instantOf(today, DUTY_ENDS, zone);
  return tonightMs > nowMs ? tonightMs : instantOf(addDays(today, 1), DUTY_ENDS, zone);
}

/** A reminder as the panel shows it; `isOnTheWay`: the village does not have it yet. */
export interface Told extends SentReminder {
  isOnTheWay: boolean;
}

/** Of one matter what the village has got and what our own ledger says is on its way, latest first. */
export function toldOf(
  matter: Pick<Matter, 'about' | 'round'>,
  arrived: readonly SentReminder[],
  ours: readonly Reminder[],
): Told[] {
  const here = new Set(arrived.map(({ id }) => id));
  const all = [
    ...arrived.map((one) => ({ ...one, isOnTheWay: false })),
    ...ours
      .filter(({ id }) => !here.has(id))
      .map(({ to: _, round, ...one }) => ({ ...one, ...(round && { round }), isOnTheWay: true })),
  ];
  return all
    .filter(({ about, round }) => about === matter.about && round === matter.round)
    .sort((a, b) => b.sentMs - a.sentMs);
}

const MINUTE_MS = 60_000;

/**
 * From when an office may remind of a matter again: once an hour; undefined: now. To the next whole
 * minute, as it is shown: the server counts from when a reminder came, a moment after it was sent.
 */
export function againFromMs(
  told: readonly Told[],
  office: string,
  nowMs: number,
): number | undefined {
  const last = told.find(({ from }) => from === office);
  const againMs = Math.ceil(remindedUntilMs(last?.sentMs ?? -Infinity) / MINUTE_MS) * MINUTE_MS;
  return againMs > nowMs ? againMs : undefined;
}

/** Reminders of a village the server did not take, a colleague's having gone first. */
export const refusedOf = (rejected: readonly Rejected[], village: string): Rejected[] =>
  rejected.filter(
    ({ stored: { entry } }) => entry.kind === 'reminder.sent' && entry.body['to'] === village,
  );

/** The entry that reminds a village. */
export function reminderDraft(
  { about, round, owed, dueAtMs }: Matter,
  { id, to, nowMs, zone }: { id: string; to: string; nowMs: number; zone: string },
): Draft {
  const dueAt = localInstant(askedByMs(dueAtMs, nowMs, zone), zone);
  return {
    kind: 'reminder.sent',
    subjects: [id],
    body: { reminder: id, to, about, ...(round && { round }), owed, dueAt },
  };
}
