/** Whether what was sent back came into the ledger after all: somebody responsible accepted it. */
import { canonical, recordNamed, type Entry, type VillageFold } from '@doorstep/ledger';

/** Not so when the ledger holds other content under its id. */
export function isInLedger(fold: VillageFold, entry: Entry): boolean {
  if (!fold.has(entry.id)) return false;
  const held = recordNamed(fold, entry.id)?.versions.find((one) => one.entry.id === entry.id);
  return held !== undefined && held.seq > 0 && canonical(held.entry) === canonical(entry);
}
