/**
 * One cadre's walk: every day some doors of the own groups, those where nobody opened again on a
 * later day; now and then a slip of the thumb, put right a little later.
 */
import { addDays, instantOf, type Trip, type VisitBody } from '@doorstep/ledger';
import {
  personDraft,
  registrationDrafts,
  visitDraft,
  type Dice,
  type InventedHousehold,
} from '@doorstep/scenario';
import type { Draft } from '@doorstep/sync';
import { demoDays, ENDS_MS, FIRST_DAY, LAST_DAY, SECOND_ROUND_DAY } from './calendar';
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
  diligence: number;
  fromMs: number;
}

const MINUTE_MS = 60_000;
/** Days in which a round would be done by somebody of diligence 1. */
const ROUND_DAYS = 5.2;

interface Walk extends WalkOptions {
  dice: Dice;
  deeds: Deed[];
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
  const slip = dice.next();
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

/** One door. Returns whether somebody was met. */
function visit(
  walk: Walk,
  round: Round,
  household: InventedHousehold,
  day: string,
  atMs: number,
  source?: 'door',
): boolean {
  const { dice, orders, trips, known } = walk;
  const outcome = source ? 'met' : outcomeOf(dice);
  const handed =
    round.first && dice.chance(0.35) ? [{ item: 'notice' as const, quantity: 1 }] : undefined;
  const draft = visitDraft(dice, household, {
    round: round.id,
    questionSet: orders.questionSet,
    outcome,
    handed,
    trips,
    first: round.first,
  });
  const isNew = outcome === 'met' && !known.has(household.id);
  const before = source
    ? registrationDrafts(household, source)
    : isNew
      ? household.people.map((one) => personDraft(one, household.id))
      : [];
  if (isNew) known.add(household.id);
  const isLate = before.length === 0 && day !== LAST_DAY && dice.chance(0.03);
  if (isLate) walk.evening.push({ ...draft, happenedMs: atMs });
  else recordVisit(walk, atMs, before, draft);
  return outcome === 'met';
}

/** Goes out one day: as many doors as the day allows, in walking order. */
function goOut(
  walk: Walk,
  round: Round,
  queue: InventedHousehold[],
  quota: number,
  day: string,
): InventedHousehold[] {
  const { dice } = walk;
  const startMs = Math.max(
    instantOf(day, '08:00') + dice.int(0, 70) * MINUTE_MS,
    day === FIRST_DAY ? walk.fromMs : 0,
  );
  const endMs = Math.min(instantOf(day, '19:20'), ENDS_MS - 6 * MINUTE_MS);
  const paceMs = Math.min(55, Math.max(5, 480 / Math.max(1, quota))) * MINUTE_MS;
  const later: InventedHousehold[] = [];
  let doors = 0;
  for (let atMs = startMs; doors < quota && doors < queue.length && atMs < endMs; doors++) {
    const household = queue[doors]!;
    if (!visit(walk, round, household, day, atMs)) later.push(household);
    atMs = Math.max(atMs + Math.round(paceMs * (0.6 + 0.8 * dice.next())), walk.lastMs + MINUTE_MS);
  }
  return [...queue.slice(doors), ...later];
}

function walkRound(walk: Walk, round: Round): void {
  const { dice, households, diligence, unlisted } = walk;
  let queue = households;
  const days = demoDays().filter((day) => day >= round.opens && day <= round.until);
  for (const [i, day] of days.entries()) {
    walk.lastMs = Math.max(walk.lastMs, instantOf(day));
    const quota = Math.round(
      (households.length / ROUND_DAYS) * diligence * (0.75 + 0.5 * dice.next()),
    );
    queue = goOut(walk, round, queue, quota, day);
    const found = round.first && i === 2 ? unlisted : [];
    for (const household of found)
      visit(walk, round, household, day, walk.lastMs + 9 * MINUTE_MS, 'door');
    const eveningMs = instantOf(day, '20:10') + dice.int(0, 60) * MINUTE_MS;
    for (const draft of walk.evening.splice(0)) act(walk, eveningMs, [draft]);
  }
}

/** Everything one cadre records in the ten days, in order of time. */
export function walkDeeds(dice: Dice, options: WalkOptions): Deed[] {
  const walk: Walk = {
    ...options,
    dice,
    deeds: [],
    known: new Set(options.named),
    lastMs: 0,
    evening: [],
  };
  walkRound(walk, {
    id: options.orders.firstRound,
    first: true,
    opens: FIRST_DAY,
    until: addDays(SECOND_ROUND_DAY, -1),
  });
  walkRound(walk, {
    id: options.orders.secondRound,
    first: false,
    opens: SECOND_ROUND_DAY,
    until: LAST_DAY,
  });
  return walk.deeds.filter(({ atMs }) => atMs <= ENDS_MS).sort((a, b) => a.atMs - b.atMs);
}
