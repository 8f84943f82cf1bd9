/** What a visit counts for: one visit, one record, several ledgers (F19–F22, F56). */
import type * as v from 'valibot';
import type { Context, Fact } from '../core/module';
import { pairOf } from '../core/on-behalf';
import { isWithin, levelOf } from '../core/place';
import { dimsOf } from '../core/tally';
import { locate } from '../register/apply';
import { nameOf } from '../register/state';
import type { DossierState, PlaceState } from '../state';
import type * as kinds from './kinds';
import type { Visit } from './state';

/** Fever when the question set says so at the door; 37.3 °C (axillary) is the rule of 2020. */
export const FEVER = 'fever';

/**
 * Whether something was recorded about a person in a visit: a person-time (人次, F56). Somebody
 * away counts if their whereabouts were given.
 */
export function isPersonTime(one: kinds.PersonVisited): boolean {
  const known =
    one.presence === 'home' || (one.presence === 'away' && one.whereabouts !== undefined);
  const answered = one.answers !== undefined && Object.keys(one.answers).length > 0;
  const travelled = one.trips !== undefined && one.trips.length > 0;
  return (
    one.asked === true ||
    known ||
    answered ||
    travelled ||
    one.temperature !== undefined ||
    one.symptoms !== undefined
  );
}

/** What was found about one person; flags and symptoms open to the person, the rest to the visit. */
function notePerson(
  state: DossierState,
  visit: Visit,
  one: kinds.PersonVisited,
  context: Context,
): void {
  const person = nameOf(state.register, one.person);
  if (one.temperature !== undefined) {
    state.visits.lastReading.set(person, {
      temperature: one.temperature,
      timeMs: visit.timeMs,
      visit: visit.id,
    });
  }
  if (one.symptoms && one.symptoms.length > 0) context.emit('visits.people_with_symptoms', person);
  if (one.flags) noteFlags(state, person, one.flags, context);
  if (one.trips && one.trips.length > 0) context.emit('visits.trips', person, one.trips.length);
  if (one.presence)
    locate(
      state,
      person,
      { presence: one.presence, ...one.whereabouts, knownMs: visit.timeMs },
      context,
    );
}

function noteFlags(state: DossierState, person: string, flags: string[], context: Context): void {
  if (flags.length === 0 && !state.visits.flags.has(person)) return;
  state.visits.flags.set(person, flags);
  if (flags.length > 0) context.emit('visits.people_flagged', person);
  if (flags.includes(FEVER)) context.emit('visits.fevers', person);
}

function countPeople(state: DossierState, visit: Visit, context: Context): void {
  let personTimes = 0;
  let temperatures = 0;
  for (const one of visit.body.people ?? []) {
    if (isPersonTime(one)) personTimes += 1;
    if (one.temperature !== undefined) temperatures += 1;
    notePerson(state, visit, one, context);
  }
  if (personTimes > 0) context.emit('visits.person_times', visit.household, personTimes);
  if (temperatures > 0) context.emit('visits.temperatures', visit.household, temperatures);
}

function countReached(state: DossierState, visit: Visit, context: Context): void {
  const { reached, reachedInRound } = state.visits;
  const { household } = visit;
  if (!reached.has(household)) {
    reached.add(household);
    context.emit('visits.households_reached', household);
  }
  const { round } = visit.body;
  if (round === undefined) return;
  let inRound = reachedInRound.get(round);
  if (!inRound) reachedInRound.set(round, (inRound = new Set()));
  if (inRound.has(household)) return;
  inRound.add(household);
  context.emit('visits.round_reached', household, 1, dimsOf({ round }));
}

function countConveyed({ household, body }: Visit, context: Context): void {
  if (body.told && body.told.length > 0) {
    context.emit(
      'visits.households_told',
      household,
      1,
      dimsOf({ language: body.language ?? 'unknown' }),
    );
  }
  for (const { item, quantity } of body.handed ?? []) {
    context.emit('visits.handed_out', household, quantity, dimsOf({ item }));
  }
  for (const need of body.needs ?? []) context.emit('visits.needs', household, 1, dimsOf({ need }));
}

const OUTCOME_INDICATORS = {
  met: 'visits.met',
  nobody: 'visits.nobody_home',
  refused: 'visits.refused',
} as const;

export function recordVisit(
  state: DossierState,
  fact: Fact<kinds.VisitBody>,
  context: Context,
): void {
  const { body } = fact;
  const household = nameOf(state.register, body.household);
  if (!fact.entry.subjects.includes(body.household)) context.finding('subject-missing', household);
  const visit: Visit = {
    id: fact.id,
    household,
    by: fact.entry.by,
    timeMs: fact.timeMs,
    day: fact.day,
    body,
  };
  state.visits.visits.push(visit);
  context.emit('visits.visits', household);
  context.emit(OUTCOME_INDICATORS[body.outcome], household);
  if (body.outcome !== 'met') return;
  countReached(state, visit, context);
  countPeople(state, visit, context);
  countConveyed(visit, context);
}

/** Both visits stand: they are not asked about again. */
export function tellApart(
  state: DossierState,
  { body }: Fact<v.InferOutput<typeof kinds.visitsToldApart>>,
): void {
  state.visits.apart.add(pairOf(body.visit, body.other));
}

export function publishQuestionSet(state: PlaceState, fact: Fact<kinds.QuestionSet>): void {
  state.visits.questionSets.set(`${fact.body.questionSet}@${fact.body.version}`, fact.body);
}

/** An office keeps every round it opened; a village those whose scope, as corrected, still covers it. */
const concerns = (scope: string[], place: string): boolean =>
  levelOf(place) !== 'village' || scope.some((area) => isWithin(place, area));

export function openRound(state: PlaceState, fact: Fact<kinds.RoundBody>, context: Context): void {
  const { round, scope } = fact.body;
  if (!concerns(scope, context.place)) return;
  const known = state.visits.rounds.get(round);
  if (known) return context.finding('opened-twice', round);
  state.visits.rounds.set(round, { ...fact.body, closed: undefined, openedMs: fact.timeMs });
  if (levelOf(context.place) === 'village') context.emit('visits.rounds_opened', round);
}

export function closeRound(
  state: PlaceState,
  fact: Fact<v.InferOutput<typeof kinds.roundClosed>>,
  context: Context,
): void {
  const round = state.visits.rounds.get(fact.body.round);
  if (!round) return context.finding('unknown-round', fact.body.round);
  round.closed ??= fact.day;
}
