/**
 * An office reminds a village of one matter at most once an hour. Counted is when a reminder reached
 * the server: the village is disturbed when it comes, whatever the sender's clock says. So any two
 * that stand lie an hour apart, whichever was looked at first.
 */
import type { Stored } from '../core/entry';
import { HOUR_MS } from '../core/time';
import type { Reminder } from './state';

/** What is said of: an office speaks of one matter with one voice. */
export const matterOf = ({
  from,
  about,
  round,
}: Pick<Reminder, 'from' | 'about' | 'round'>): string => [from, about, round ?? ''].join(' ');

/** From when an office may speak of a matter again. */
export const remindedUntilMs = (sentMs: number): number => sentMs + HOUR_MS;

type Body = Pick<Reminder, 'to' | 'about' | 'round'>;

const saidOf = ({ entry }: Stored): string => {
  const { to, about, round } = entry.body as unknown as Body;
  return `${to} ${matterOf({ from: entry.place, about, round })}`;
};

/** Whether a reminder of an office's ledger would come to a village too close to one of the others. */
export const isTooSoon = (one: Stored, others: readonly Stored[]): boolean =>
  others.some((other) => {
    const apartMs = Math.abs(Date.parse(other.receivedAt) - Date.parse(one.receivedAt));
    return apartMs < HOUR_MS && saidOf(other) === saidOf(one);
  });
