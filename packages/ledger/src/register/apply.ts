/** How facts change the register, and what they count for. Stocks rise at registration and fall at leaving. */
import type * as v from 'valibot';
import type { Context, Fact } from '../core/module';
import { dimsOf } from '../core/tally';
import type { DossierState, PlaceState } from '../state';
import type * as kinds from './kinds';
import { mergeReached, mergeReadings } from '../visits/state';
import { nameOf, type Household, type Person, type Whereabouts } from './state';

type Body<S extends v.GenericSchema> = Fact<v.InferOutput<S>>;

const isPoor = (household: Household): number =>
  household.labels.includes('poor') && !household.left ? 1 : 0;
const isCounted = (one: { left: string | undefined }): number => (one.left ? 0 : 1);

/** Emits the change of every stock a household counts in, around a change made to it. */
function changeHousehold(household: Household, context: Context, change: () => void): void {
  const [counted, poor] = [isCounted(household), isPoor(household)];
  change();
  const [households, poorHouseholds] = [isCounted(household) - counted, isPoor(household) - poor];
  if (households !== 0) context.emit('register.households', household.id, households);
  if (poorHouseholds !== 0) context.emit('register.poor_households', household.id, poorHouseholds);
}

export function registerHousehold(
  state: DossierState,
  fact: Body<typeof kinds.householdRegistered>,
  context: Context,
): void {
  const { register } = state;
  const id = nameOf(
    register,
    fact.entry.subjects.find((s) => s.startsWith('h_'))!,
  );
  if (register.households.has(id)) return context.finding('registered-twice', id);
  const { body } = fact;
  const household: Household = {
    id,
    group: body.group ?? '',
    door: body.door ?? '',
    residence: body.residence ?? 'unknown',
    source: body.source,
    labels: body.labels ?? [],
    statedPeople: body.statedPeople,
    registeredMs: fact.timeMs,
    left: 'unborn',
  };
  register.households.set(id, household);
  changeHousehold(household, context, () => (household.left = undefined));
  if (body.source === 'door') context.emit('register.households_found', id);
}

export function amendHousehold(
  state: DossierState,
  fact: Body<typeof kinds.householdAmended>,
  context: Context,
): void {
  const id = nameOf(
    state.register,
    fact.entry.subjects.find((s) => s.startsWith('h_'))!,
  );
  const household = state.register.households.get(id);
  if (!household) return context.finding('unknown-household', id);
  changeHousehold(household, context, () => Object.assign(household, fact.body));
}

export function leaveHousehold(
  state: DossierState,
  fact: Body<typeof kinds.householdLeft>,
  context: Context,
): void {
  const id = nameOf(
    state.register,
    fact.entry.subjects.find((s) => s.startsWith('h_'))!,
  );
  const household = state.register.households.get(id);
  if (!household) return context.finding('unknown-household', id);
  changeHousehold(household, context, () => (household.left ??= fact.day));
  for (const person of state.register.people.values()) {
    if (person.household === id) changePerson(person, context, () => (person.left ??= fact.day));
  }
}

function changePerson(person: Person, context: Context, change: () => void): void {
  const before = isCounted(person);
  change();
  const people = isCounted(person) - before;
  if (people !== 0) context.emit('register.people', person.id, people);
}

export function registerPerson(
  state: DossierState,
  fact: Body<typeof kinds.personRegistered>,
  context: Context,
): void {
  const { register } = state;
  const id = nameOf(
    register,
    fact.entry.subjects.find((s) => s.startsWith('p_'))!,
  );
  if (register.people.has(id)) return context.finding('registered-twice', id);
  const { body } = fact;
  const person: Person = {
    id,
    household: nameOf(register, body.household),
    relation: body.relation ?? 'other',
    sex: body.sex ?? 'unknown',
    birthYear: body.birthYear,
    language: body.language ?? 'unknown',
    residence: body.residence ?? 'unknown',
    labels: body.labels ?? [],
    registeredMs: fact.timeMs,
    left: 'unborn',
  };
  register.people.set(id, person);
  changePerson(person, context, () => (person.left = undefined));
}

export function amendPerson(
  state: DossierState,
  fact: Body<typeof kinds.personAmended>,
  context: Context,
): void {
  const { person: id, ...facts } = fact.body;
  const person = state.register.people.get(nameOf(state.register, id));
  if (!person) return context.finding('unknown-person', id);
  Object.assign(person, facts);
}

export function movePerson(
  state: DossierState,
  fact: Body<typeof kinds.personMoved>,
  context: Context,
): void {
  const person = state.register.people.get(nameOf(state.register, fact.body.person));
  if (!person) return context.finding('unknown-person', fact.body.person);
  person.household = nameOf(state.register, fact.body.to);
}

export function leavePerson(
  state: DossierState,
  fact: Body<typeof kinds.personLeft>,
  context: Context,
): void {
  const person = state.register.people.get(nameOf(state.register, fact.body.person));
  if (!person) return context.finding('unknown-person', fact.body.person);
  changePerson(person, context, () => (person.left ??= fact.day));
}

/** Notes where a person is; also used by a visit that asked. Emits when somebody left home or came back. */
export function locate(state: DossierState, id: string, now: Whereabouts, context: Context): void {
  const { whereabouts } = state.register;
  const wasAway = whereabouts.get(id)?.presence === 'away';
  whereabouts.set(id, now);
  const isAway = now.presence === 'away';
  if (wasAway !== isAway) context.emit('register.people_away', id, isAway ? 1 : -1);
}

export function locatePerson(
  state: DossierState,
  fact: Body<typeof kinds.personWhereabouts>,
  context: Context,
): void {
  const { person, presence, whereabouts } = fact.body;
  locate(
    state,
    nameOf(state.register, person),
    { presence, ...whereabouts, knownMs: fact.timeMs },
    context,
  );
}

/** All ids that are now one, under their smallest. */
function unite(mergedInto: Map<string, string>, ids: string[]): { kept: string; gone: string[] } {
  const names = new Set(ids.map((id) => mergedInto.get(id) ?? id));
  const sorted = [...names].sort();
  const kept = sorted[0]!;
  for (const [id, name] of mergedInto) if (names.has(name)) mergedInto.set(id, kept);
  for (const name of sorted.slice(1)) mergedInto.set(name, kept);
  return { kept, gone: sorted.slice(1) };
}

export function mergeHouseholds(
  state: DossierState,
  fact: Body<typeof kinds.householdsMerged>,
  context: Context,
): void {
  const { register, visits } = state;
  const { kept, gone } = unite(register.mergedInto, fact.body.households);
  for (const id of gone) {
    const other = register.households.get(id);
    const household = register.households.get(kept);
    if (other) changeHousehold(other, context, () => (other.left ??= fact.day));
    if (other && !household) {
      const moved: Household = { ...other, id: kept, left: 'unborn' };
      register.households.set(kept, moved);
      changeHousehold(moved, context, () => (moved.left = undefined));
    }
    register.households.delete(id);
    for (const person of register.people.values())
      if (person.household === id) person.household = kept;
    for (const [indicator, dims] of mergeReached(visits, id, kept))
      context.emit(indicator, kept, -1, dims);
  }
}

export function mergePeople(
  state: DossierState,
  fact: Body<typeof kinds.peopleMerged>,
  context: Context,
): void {
  const { register, visits } = state;
  const { kept, gone } = unite(register.mergedInto, fact.body.people);
  for (const id of gone) {
    const other = register.people.get(id);
    if (other) changePerson(other, context, () => (other.left ??= fact.day));
    if (other && !register.people.has(kept)) {
      const moved: Person = { ...other, id: kept, left: 'unborn' };
      register.people.set(kept, moved);
      changePerson(moved, context, () => (moved.left = undefined));
    }
    register.people.delete(id);
    mergeWhereabouts(state, id, kept, context);
    mergeReadings(visits, id, kept);
  }
}

function mergeWhereabouts(state: DossierState, gone: string, kept: string, context: Context): void {
  const { whereabouts } = state.register;
  const a = whereabouts.get(kept);
  const b = whereabouts.get(gone);
  if (!b) return;
  locate(state, gone, { presence: 'unknown', knownMs: b.knownMs }, context);
  whereabouts.delete(gone);
  if (!a || b.knownMs > a.knownMs) locate(state, kept, b, context);
}

export function countRegister(
  state: PlaceState,
  fact: Body<typeof kinds.registerCounted>,
  context: Context,
): void {
  const { basis, households, people } = fact.body;
  const subject = fact.entry.subjects[0]!;
  const before = state.register.counted[basis];
  const dims = dimsOf({ basis });
  const moreHouseholds = (households ?? 0) - (before?.households ?? 0);
  const morePeople = (people ?? 0) - (before?.people ?? 0);
  if (moreHouseholds !== 0)
    context.emit('register.households_stated', subject, moreHouseholds, dims);
  if (morePeople !== 0) context.emit('register.people_stated', subject, morePeople, dims);
  state.register.counted[basis] = { households, people, day: fact.day };
}

export function importRegister(
  state: PlaceState,
  { id, entry, body, timeMs }: Body<typeof kinds.registerImported>,
): void {
  state.register.imports.set(body.import, { ...body, entry: id, by: entry.by, timeMs });
}

export function registerPublicPlace(
  state: PlaceState,
  fact: Body<typeof kinds.publicPlaceRegistered>,
  context: Context,
): void {
  const { publicPlace, type, group } = fact.body;
  if (!state.register.publicPlaces.has(publicPlace))
    context.emit('register.public_places', publicPlace);
  state.register.publicPlaces.set(publicPlace, { id: publicPlace, type, group: group ?? '' });
}

export function registerUnit(state: PlaceState, fact: Body<typeof kinds.unitRegistered>): void {
  state.register.units.set(fact.body.unit, fact.body);
}
