/** Arithmetic on figure rows. */
import type { TallyRow } from '@doorstep/ledger';

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
