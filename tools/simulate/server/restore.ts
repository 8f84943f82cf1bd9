/**
 * What becomes of a database that is restored. From a backup: ledgers, keys and small tables come
 * back under a new epoch, what is folded of them is made anew. By its administrator, to an earlier
 * instant: everything as it was, epoch and all.
 */
import type { MemoryDatabase } from './memory-database';
import type { Snapshot } from './rows';

/** Tables a backup does not hold: they are made of the others. */
const DERIVED = [
  'fold',
  'tally',
  'rollup',
  'delta',
  'cursor',
  'obligation',
  'contact',
  'segment',
] as const;

/** Notes how far each ledger is in a durable backup. */
export function markBackedUp(database: MemoryDatabase): void {
  database.change((tables) => {
    for (const [place, row] of tables.head.all())
      tables.head.put(place, { ...row, backedUp: row.seq });
  });
}

/** As `doorstep restore` leaves a database. */
export function restoreBackup(database: MemoryDatabase, backup: Snapshot, epoch: string): void {
  database.restore(backup);
  database.change((tables) => {
    tables.setting.put('epoch', epoch);
    for (const [place, row] of tables.head.all())
      tables.head.put(place, { ...row, epoch, backedUp: row.seq });
    for (const name of DERIVED) for (const [key] of tables[name].all()) tables[name].delete(key);
  });
}
