/**
 * Facts that were made for a ledger as it stood: they go only if it still stands so.
 *
 *   record ──► first row bears `onlyIf` ──push ifHead──► taken: the rest follows as usual
 *                       │                       └─ 409 ─► all of them are withdrawn, nothing is anywhere
 *                       └─ no answer, or the program is started anew ─► goes without the condition
 *
 * A condition holds for as long as somebody waits for the answer. Later it could only harm: facts
 * recorded since may speak of these.
 */
import type { Change, Held, Unsent } from './ports';

/** Makes rows depend on where the ledger stands; their numbers follow each other. */
export function onlyIf(rows: Unsent[], head: number): Unsent[] {
  const last = rows.at(-1);
  return rows.map((row, i) =>
    i === 0 && last ? { ...row, onlyIf: { head, lastN: last.stored.entry.n } } : row,
  );
}

/** Lets whatever waits go without its condition. */
export function changeOfRelease(held: Held): Change | undefined {
  const bound = held.outbox.filter((row) => row.onlyIf && row.stored.seq === 0);
  if (bound.length === 0) return undefined;
  return { outboxPut: bound.map(({ onlyIf: _, ...row }) => row) };
}

/** Takes back a row and those that depend on it. */
export function changeOfWithdrawal(held: Held, first: Unsent): Change {
  const { n } = first.stored.entry;
  const lastN = first.onlyIf?.lastN ?? n;
  const gone = held.outbox.filter(
    ({ stored: { seq, entry } }) =>
      seq === 0 && entry.device === first.stored.entry.device && entry.n >= n && entry.n <= lastN,
  );
  return { outboxRemove: gone.map(({ stored }) => stored.entry.id) };
}
