/** What a step writes: figures added up, and the hours its entries came in. */
import { HOUR_MS, type Stored, type TallyRow } from '@doorstep/ledger';
import type { HeardHour } from '../store/fold-head';

/** Rows of the same key added up; those that come to 0 are left out. */
export function summed(rows: readonly TallyRow[]): TallyRow[] {
  const totals = new Map<string, TallyRow>();
  for (const { day, heard, indicator, dims, n } of rows) {
    const key = `${day}|${heard}|${indicator}|${dims}`;
    const total = totals.get(key);
    if (total) total.n += n;
    else totals.set(key, { day, heard, indicator, dims, n });
  }
  return [...totals.values()].filter(({ n }) => n !== 0);
}

/**
 * The hours of these entries' receipts with the last receipt of each, the first first, after those
 * known before; what the server itself derived is not heard from anybody.
 */
export function heardHours(
  entries: readonly Stored[],
  before: readonly HeardHour[] = [],
): HeardHour[] {
  const hours = new Map(before.map((one) => [one.hour, one]));
  for (const { entry, receivedAt } of entries) {
    if (entry.by === 'system') continue;
    const atMs = Date.parse(receivedAt);
    const hour = Math.floor(atMs / HOUR_MS);
    if (atMs > (hours.get(hour)?.atMs ?? 0)) hours.set(hour, { hour, atMs });
  }
  return [...hours.values()].sort((a, b) => a.hour - b.hour);
}
