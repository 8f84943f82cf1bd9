/** What was publicised, and who has not been told in a language they speak. */
import type { VillageFold } from '../modules';
import type { Untold } from '../publicity/obligations';
import type { Broadcast } from '../publicity/state';

/** The language each household has still to be told in, by household. */
export function untoldHouseholds(fold: VillageFold): ReadonlyMap<string, Untold> {
  const owed = fold.obligations().filter(({ module }) => module === 'publicity');
  return new Map(owed.map(({ subject, about }) => [subject, about as Untold]));
}

/** Every broadcast in force, latest first. */
export const broadcastsOf = (fold: VillageFold): Broadcast[] =>
  [...fold.place.state.publicity.broadcasts].reverse();

/** What somebody is likely to do again: their own last broadcast, otherwise the village's. */
export function lastBroadcast(fold: VillageFold, by: string): Broadcast | undefined {
  const { broadcasts } = fold.place.state.publicity;
  return broadcasts.findLast((one) => one.by === by) ?? broadcasts.at(-1);
}
