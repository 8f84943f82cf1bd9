/**
 * One cadre's walk: every day first some who are followed (back from elsewhere, old and alone: F49,
 * F57), then some doors of the own groups, those where nobody opened again on a later day; until the
 * person-times that fall to this walk are on record. Now and then a slip of the thumb, put right.
 */
import {
  addDays,
  dayOf,
  instantOf,
  isPersonTime,
  type Trip,
  type VisitBody,
} from '@doorstep/ledger';
import {
  personDraft,
  registrationDrafts,
  visitDraft,
  type Dice,
  type InventedHousehold,
} from '@doorstep/scenario';
import type { Draft } from '@doorstep/sync';
import { demoDays, FIRST_DAY, SECOND_ROUND_DAY } from './calendar';
import type { Deed, PlannedDraft } from './deed';
import type { Orders } from './office-plan';

export interface WalkOptions {
  /** In walking order. */
  households: InventedHousehold[];
  unlisted: InventedHousehold[];
  /** Households whose people the register names. */
  named: ReadonlySet<string>;
  trips: ReadonlyMap<string, Trip>;
  orders: Orders;
  /** Person-times (F56) that fall to this walk; what is left when it ends falls to the next. */
  personTimes: number;
  fromMs: number;
  /** What is recorded later reaches nobody in the ten days. */
  untilMs: number;
}

const MINUTE_MS = 60_000;
/** Person-times at one door, about: how many doors a day will take. */
const PER_DOOR = 1.9;
/** A day's work at most, and the part of it that may go to those who are followed. */
const WORK_MS = 480 * MINUTE_MS;
const FOLLOWED_SHARE = 0.25;
/** A slip is put right within this time. */
const SLIP_MS = 10 * MINUTE_MS;

interface Walk extends WalkOptions {
  dice: Dice;
  deeds: Deed[];
  lastDay: string;
  /** Person-times still to be recorded. */
  left: number;
  /** Households met that are followed from then on, in the order they are gone to. */
  followed: InventedHousehold[];
  /** Households whose people are on the register by now. */
  known: Set<string>;
  lastMs: number;
  /** Visits of the day to be entered in the evening. */
  evening: Draft[];
}

/** An instant no other deed of this phone has. */
function momentOf(walk: Walk, wantedMs: number): number {
  const atMs = Math.max(wantedMs, walk.lastMs + 1_000) + walk.dice.int(0, 999);
  walk.lastMs = atMs;
  return atMs;
}

function act(walk: Walk, wantedMs: number, drafts: PlannedDraft[]): Deed {
  const deed = { atMs: momentOf(walk, wantedMs), drafts };
  walk.deeds.push(deed);
  return deed;
}

const voidOf = (deed: Deed, draft: Draft, reason: string): PlannedDraft => ({
  kind: 'entry.voided',
  subjects: draft.subjects,
  body: { reason },
  amends: deed,
});

/** A digit too high, taken for fever, and corrected. */
function mistyped(draft: Draft): Draft | undefined {
  const body = draft.body as unknown as VisitBody;
  const wrong =
    body.people?.findIndex((one) => one.temperature !== undefined && one.temperature < 370) ?? -1;
  if (wrong < 0) return undefined;
  const people = body.people!.map((one, i) =>
    i === wrong
      ? { ...one, temperature: one.temperature! + 20, flags: [...(one.flags ?? []), 'fever'] }
      : one,
  );
  return { ...draft, body: { ...draft.body, people: people as never } };
}

function recordVisit(walk: Walk, atMs: number, before: Draft[], visit: Draft): void {
  const { dice } = walk;
  const slip = atMs < walk.untilMs - SLIP_MS ? dice.next() : 0.5;
  const wrong = slip < 0.012 ? mistyped(visit) : undefined;
  const deed = act(walk, atMs, [...before, wrong ?? visit]);
  if (wrong) {
    act(walk, deed.atMs + dice.int(1, 4) * MINUTE_MS, [{ ...visit, amends: deed }]);
  } else if (slip > 0.992) {
    const again = act(walk, deed.atMs + MINUTE_MS, [visit]);
    act(walk, again.atMs + dice.int(1, 3) * MINUTE_MS, [voidOf(again, visit, 'twice')]);
  }
}

function outcomeOf(dice: Dice): VisitBody['outcome'] {
  return dice.weighted([
    ['met', 885],
    ['nobody', 90],
    ['refused', 25],
  ] as const);
}

interface Round {
  id: string;
  first: boolean;
  opens: string;
  /** The last day somebody goes. */
  until: string;
}

/** Why somebody goes to a door: on the round, because no list has it, or because they are followed. */
type Reason = 'round' | 'found' | 'followed';

const personTimesOf = ({ people = [] }: VisitBody): number => people.filter(isPersonTime).length;

const isObserved = ({ people }: InventedHousehold, trips: WalkOptions['trips']): boolean =>
  people.some(({ id, returned }) => (returned && returned.region !== '2224') || trips.has(id));

const isAlone = ({ people }: InventedHousehold): boolean =>
  people.some(({ labels }) => labels.includes('elderly-alone'));

/** Back from elsewhere or on the case's train, then old and alone; each the longest not seen first. */
function inTurn(walk: Walk, doors: readonly InventedHousehold[]): InventedHousehold[] {
  const observed = doors.filter((one) => isObserved(one, walk.trips));
  return [...observed, ...doors.filter((one) => isAlone(one) && !observed.includes(one))];
}

function registrationsBefore(
  walk: Walk,
  household: InventedHousehold,
  outcome: VisitBody['outcome'],
  reason: Reason,
): Draft[] {
  const isNew = outcome === 'met' && !walk.known.has(household.id);
  if (isNew) walk.known.add(household.id);
  if (reason === 'found') return registrationDrafts(household, 'door');
  return isNew ? household.people.map((one) => personDraft(one, household.id)) : [];
}

/** One door. Returns whether somebody was met. */
function visit(
  walk: Walk,
  round: Round,
  household: InventedHousehold,
  atMs: number,
  reason: Reason = 'round',
): boolean {
  const { dice, orders, trips } = walk;
  const outcome = reason === 'found' ? 'met' : outcomeOf(dice);
  const first = round.first && reason !== 'followed';
  const handed =
    first && dice.chance(0.35) ? [{ item: 'notice' as const, quantity: 1 }] : undefined;
  const { questionSet } = orders;
  const options = { round: round.id, questionSet, outcome, handed, trips, first };
  const draft = visitDraft(dice, household, options);
  const before = registrationsBefore(walk, household, outcome, reason);
  const isLate = before.length === 0 && dayOf(atMs) !== walk.lastDay && dice.chance(0.03);
  if (isLate) walk.evening.push({ ...draft, happenedMs: atMs });
  else recordVisit(walk, atMs, before, draft);
  walk.left -= personTimesOf(draft.body as unknown as VisitBody);
  return outcome === 'met';
}

/** The person-times of a day: an even part of what is left, more or less; on the last day all of it. */
function shareOf({ dice, left, lastDay }: Walk, day: string): number {
  const days = demoDays().filter((one) => one >= day && one <= lastDay).length;
  return days === 1 ? left : Math.round((left / days) * (0.75 + 0.5 * dice.next()));
}

/** From door to door while there is time; `isEnough` is asked at each. Returns those not met. */
function walkDoors(
  walk: Walk,
  day: { startMs: number; endMs: number; paceMs: number },
  doors: readonly InventedHousehold[],
  isEnough: () => boolean,
  goTo: (household: InventedHousehold, atMs: number) => boolean,
): InventedHousehold[] {
  const notMet: InventedHousehold[] = [];
  let done = 0;
  let atMs = Math.max(day.startMs, walk.lastMs + MINUTE_MS);
  for (; done < doors.length && atMs < day.endMs && !isEnough(); done++) {
    const household = doors[done]!;
    if (!goTo(household, atMs)) notMet.push(household);
    const step = Math.round(day.paceMs * (0.6 + 0.8 * walk.dice.next()));
    atMs = Math.max(atMs + step, walk.lastMs + MINUTE_MS);
  }
  return [...doors.slice(done), ...notMet];
}

/** Goes out one day: some who are followed, the doors of the round, then the others who are followed. */
function goOut(
  walk: Walk,
  round: Round,
  queue: readonly InventedHousehold[],
  day: string,
): InventedHousehold[] {
  const { dice } = walk;
  const setOutMs = instantOf(day, '08:00') + dice.int(0, 70) * MINUTE_MS;
  const startMs = Math.max(setOutMs, walk.fromMs);
  const endMs = Math.min(instantOf(day, '19:20'), walk.untilMs - MINUTE_MS);
  const share = shareOf(walk, day);
  const workMs = Math.min(WORK_MS, (endMs - startMs) * 0.8);
  const paceMs = Math.min(
    55 * MINUTE_MS,
    Math.max(4 * MINUTE_MS, workMs / Math.max(1, share / PER_DOOR)),
  );
  const hours = { startMs, endMs, paceMs };
  const leftAtNight = walk.left - share;
  const leftAfterFollowed = walk.left - share * FOLLOWED_SHARE;
  const metToday = new Set<InventedHousehold>();
  const go = (doors: readonly InventedHousehold[], reason: Reason, leftMin: number) =>
    walkDoors(
      walk,
      hours,
      doors,
      () => walk.left <= leftMin,
      (household, atMs) => {
        const isMet = visit(walk, round, household, atMs, reason);
        if (isMet) metToday.add(household);
        return isMet;
      },
    );
  const later = go(walk.followed, 'followed', leftAfterFollowed);
  const toReach = queue.filter((one) => !metToday.has(one));
  const rest = go(toReach, 'round', leftAtNight);
  const unseen = go(later, 'followed', leftAtNight);
  walk.followed = inTurn(walk, [...unseen, ...metToday]);
  return rest;
}

function walkRound(walk: Walk, round: Round): void {
  const { dice, households, unlisted, lastDay } = walk;
  let queue = households;
  const days = demoDays().filter(
    (day) => day >= round.opens && day <= round.until && day <= lastDay,
  );
  for (const [i, day] of days.entries()) {
    walk.lastMs = Math.max(walk.lastMs, instantOf(day));
    queue = goOut(walk, round, queue, day);
    const found = round.first && i === 2 ? unlisted : [];
    for (const household of found)
      visit(walk, round, household, walk.lastMs + 9 * MINUTE_MS, 'found');
    const eveningMs = instantOf(day, '20:10') + dice.int(0, 60) * MINUTE_MS;
    for (const draft of walk.evening.splice(0)) act(walk, eveningMs, [draft]);
  }
}

/** Everything one cadre records in the ten days, in order of time, and the person-times left to others. */
export function walkDeeds(dice: Dice, options: WalkOptions): { deeds: Deed[]; left: number } {
  const walk: Walk = {
    ...options,
    dice,
    deeds: [],
    lastDay: dayOf(options.untilMs),
    left: options.personTimes,
    followed: [],
    known: new Set(options.named),
    lastMs: 0,
    evening: [],
  };
  const { firstRound, secondRound } = options.orders;
  const eve = addDays(SECOND_ROUND_DAY, -1);
  walkRound(walk, { id: firstRound, first: true, opens: FIRST_DAY, until: eve });
  walkRound(walk, {
    id: secondRound,
    first: false,
    opens: SECOND_ROUND_DAY,
    until: walk.lastDay,
  });
  return { deeds: walk.deeds.sort((a, b) => a.atMs - b.atMs), left: walk.left };
}
