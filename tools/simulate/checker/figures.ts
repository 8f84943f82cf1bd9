/** Whether what is folded of the ledgers is what they say: plain counts, refolds, sums of sums. */
import { ancestorsOf, createFold, type TallyRow } from '@doorstep/ledger';
import { summaryOf } from '../../../apps/server/src/folder/summary';
import type { MemoryDatabase } from '../server/memory-database';
import type { Row } from './copy';
import { difference, inPlainForm, plainCount } from './count';
import { stable } from './stable';

interface Fault {
  rule: string;
  detail: string;
}

const keyOf = ({ day, heard, indicator, dims }: TallyRow): string =>
  `${heard} ${day} ${indicator} ${dims}`;

function summed(rows: readonly TallyRow[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.n);
  return new Map([...sums].filter(([, n]) => n !== 0));
}

const storedOf = (row: Row) => ({
  ...row,
  entry: JSON.parse(row.content) as ReturnType<typeof JSON.parse>,
});

/** A ledger's figures against its entries up to where it is folded; those of older folds are let be. */
export function foldFaults(
  database: MemoryDatabase,
  place: string,
  rows: readonly Row[],
  { merges, newestFold }: { merges: boolean; newestFold: number },
): Fault[] {
  const { seq, version, tallies, owed } = database.change((tables) => ({
    seq: tables.fold.get(place)?.seq ?? 0,
    version: tables.fold.get(place)?.foldVersion ?? newestFold,
    tallies: tables.tally.all().flatMap(([, row]) => (row.place === place ? [row] : [])),
    owed: tables.obligation.get(place) ?? [],
  }));
  if (version < newestFold) return [];
  const folded = rows.slice(0, seq);
  const plain = difference(inPlainForm(tallies, merges), plainCount(folded, merges));
  const fold = createFold(place);
  fold.add(folded.map((row) => storedOf(row)));
  const refolded = difference(summed(tallies), summed(fold.tallies()));
  const due = stable(seq === 0 ? [] : summaryOf(fold));
  return [
    plain && { rule: 'tallies equal a plain count', detail: `${place} ${plain}` },
    refolded && { rule: 'tallies equal a refold', detail: `${place} ${refolded}` },
    due !== stable(owed) && { rule: 'obligations equal a refold', detail: place },
  ].filter((fault) => typeof fault === 'object');
}

/** Every roll-up against the sum of the ledgers within it; nothing may wait. */
export function rollUpFaults(database: MemoryDatabase, places: readonly string[]): Fault[] {
  const { tallies, rollups, waiting } = database.change((tables) => ({
    tallies: tables.tally.all().map(([, row]) => row),
    rollups: tables.rollup.all().map(([, row]) => row),
    waiting: tables.delta.all().length,
  }));
  const faults: Fault[] = waiting > 0 ? [{ rule: 'no delta waits', detail: `${waiting}` }] : [];
  for (const above of new Set(places.flatMap((place) => [place, ...ancestorsOf(place)]))) {
    if (above.length === 12) continue;
    const within = tallies.filter((row) => row.place.startsWith(above));
    const is = summed(rollups.filter((row) => row.place === above));
    const fault = difference(is, summed(within));
    if (fault) faults.push({ rule: 'roll-ups equal the sum within', detail: `${above} ${fault}` });
  }
  return faults;
}
