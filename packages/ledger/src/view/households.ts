/** Households as lists show them: in walking order, with where each stands in a round. */
import type { HouseholdDossier, VillageFold } from '../modules';
import type { Household, Person, Whereabouts } from '../register/state';
import type { Reading, Visit } from '../visits/state';

/** Not tried, nobody home, refused: all three are still to be reached. */
export type Standing = 'reached' | 'nobody' | 'refused' | 'untried';

export interface PersonRow extends Person {
  whereabouts: Whereabouts | undefined;
  reading: Reading | undefined;
  /** Flags of the latest visit. */
  flags: string[];
}

export interface HouseholdRow extends Household {
  /** Those who have not left, head first, then by birth year. */
  people: PersonRow[];
  /** The latest visit of any round. */
  lastVisit: Visit | undefined;
  standing: Standing;
  /** The cadre who walks its group. */
  responsible: string | undefined;
}

const numeric = new Intl.Collator('zh', { numeric: true });

/** Walking order: villagers' group, then door number, numbers as numbers. */
export function byWalkingOrder(
  a: { group: string; door: string; id: string },
  b: { group: string; door: string; id: string },
): number {
  return (
    numeric.compare(a.group, b.group) || numeric.compare(a.door, b.door) || (a.id < b.id ? -1 : 1)
  );
}

function personRow(dossier: HouseholdDossier, person: Person): PersonRow {
  const { register, visits } = dossier.state;
  return {
    ...person,
    whereabouts: register.whereabouts.get(person.id),
    reading: visits.lastReading.get(person.id),
    flags: visits.flags.get(person.id) ?? [],
  };
}

const headFirst = (a: Person, b: Person): number =>
  Number(b.relation === 'head') - Number(a.relation === 'head') ||
  (a.birthYear ?? 9999) - (b.birthYear ?? 9999) ||
  (a.id < b.id ? -1 : 1);

/** Where a household stands in a round; without one, ever. */
export function standingOf(
  dossier: HouseholdDossier,
  household: string,
  round: string | undefined,
): Standing {
  const { visits, reached, reachedInRound } = dossier.state.visits;
  if (round === undefined ? reached.has(household) : reachedInRound.get(round)?.has(household))
    return 'reached';
  const last = visits.findLast(
    (one) => one.household === household && (!round || one.body.round === round),
  );
  return last && last.body.outcome !== 'met' ? last.body.outcome : 'untried';
}

/** One household of a dossier. */
export function householdRow(
  fold: VillageFold,
  dossier: HouseholdDossier,
  household: Household,
  round?: string,
): HouseholdRow {
  const { register, visits } = dossier.state;
  const people = [...register.people.values()].filter(
    (one) => one.household === household.id && !one.left,
  );
  return {
    ...household,
    people: people.sort(headFirst).map((one) => personRow(dossier, one)),
    lastVisit: visits.visits.findLast((one) => one.household === household.id),
    standing: standingOf(dossier, household.id, round),
    responsible: fold.place.state.duty.groups.get(household.group),
  };
}

/** All households of the place that have not left, in walking order; standing as of `round`, or ever. */
export function householdRows(fold: VillageFold, round?: string): HouseholdRow[] {
  const rows: HouseholdRow[] = [];
  for (const dossier of fold.dossiers()) {
    for (const household of dossier.state.register.households.values()) {
      if (!household.left) rows.push(householdRow(fold, dossier, household, round));
    }
  }
  return rows.sort(byWalkingOrder);
}

/** A household by id (or an id merged into it), left or not. */
export function findHousehold(
  fold: VillageFold,
  id: string,
  round?: string,
): HouseholdRow | undefined {
  const dossier = fold.dossierOf(id);
  if (!dossier) return undefined;
  const { households, mergedInto } = dossier.state.register;
  const household = households.get(mergedInto.get(id) ?? id);
  return household && householdRow(fold, dossier, household, round);
}

/** A person by id (or an id merged into it). */
export function findPerson(fold: VillageFold, id: string): PersonRow | undefined {
  const dossier = fold.dossierOf(id);
  const person = dossier?.state.register.people.get(
    dossier.state.register.mergedInto.get(id) ?? id,
  );
  return person && dossier && personRow(dossier, person);
}
