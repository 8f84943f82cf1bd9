/**
 * Visits told by phone that a village's own record says again: likely one visit, recorded twice.
 * Both count until a person settles it; the house does not guess (decision 0015). Pure.
 */
import type { VillageFold } from '../modules';
import { pairOf, type Visit } from '../visits/state';

export interface ToldTwice {
  household: string;
  /** The one an office wrote down. */
  told: Visit;
  other: Visit;
}

const isAlike = (a: Visit, b: Visit): boolean =>
  a.household === b.household &&
  a.day === b.day &&
  a.body.round === b.body.round &&
  a.body.outcome === b.body.outcome;

/** Of each visit told by phone the first other one like it on its day, unless both are known to stand. */
export function toldTwice(fold: VillageFold): ToldTwice[] {
  const found: ToldTwice[] = [];
  for (const dossier of fold.dossiers()) {
    const { visits, apart } = dossier.state.visits;
    const seen = new Set<string>();
    for (const told of visits) {
      if (!told.body.onBehalf) continue;
      const other = visits.find(
        (one) =>
          one.id !== told.id &&
          isAlike(one, told) &&
          !apart.has(pairOf(one.id, told.id)) &&
          !seen.has(pairOf(one.id, told.id)),
      );
      if (!other) continue;
      seen.add(pairOf(other.id, told.id));
      found.push({ household: told.household, told, other });
    }
  }
  return found.sort((a, b) => b.told.timeMs - a.told.timeMs || (a.told.id < b.told.id ? -1 : 1));
}
