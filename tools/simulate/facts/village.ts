/** What people of a village record: drafts of every kind, amendments of what they can see. */
import type { Json, Stored } from '@doorstep/ledger';
import type { Dice } from '@doorstep/scenario';
import type { Draft } from '@doorstep/sync';

/** What somebody sees before writing. */
export interface Seen {
  stored: readonly Stored[];
  dice: Dice;
  nowMs: number;
}

type Body = Record<string, Json>;

const MINUTE_MS = 60_000;
const household = (n: number): string => `h_house${n}0`;
const person = (n: number): string => `p_person${n}`;
const cadre = (n: number): string => `c_cadre${n}0`;
const HOUSEHOLDS = 4;
const PEOPLE = 6;
const LATER = 0.15;
const SEALED = 0.4;

const dayOf = (instantMs: number): string => new Date(instantMs).toISOString().slice(0, 10);

function personVisited(dice: Dice, of: string): Body {
  return dice.pick<Body>([
    { person: of, presence: 'away' },
    { person: of, presence: 'away', whereabouts: { region: '2224' } },
    { person: of, asked: true, presence: 'home', temperature: 360 + dice.int(0, 20), flags: [] },
    { person: of },
    { person: of, asked: true, symptoms: dice.chance(0.5) ? ['cough'] : [] },
  ]);
}

function visit({ dice, stored }: Seen, of = household(dice.int(0, HOUSEHOLDS - 1))): Draft {
  const outcome = dice.pick(['met', 'met', 'met', 'nobody', 'refused']);
  const met = dice.shuffled(Array.from({ length: PEOPLE }, (_, i) => person(i)));
  const people = outcome === 'met' ? met.slice(0, dice.int(0, 3)) : [];
  const rounds = stored.filter(({ entry }) => entry.kind === 'round.opened');
  const round = rounds.length > 0 && dice.chance(0.6) ? dice.pick(rounds).entry.body.round : null;
  return {
    kind: 'visit.recorded',
    subjects: [of, ...people],
    body: {
      household: of,
      outcome,
      people: people.map((one) => personVisited(dice, one)),
      ...(round === null ? {} : { round: round as string }),
    },
    ...(dice.chance(SEALED) ? { identities: { [of]: { note: `note ${dice.int(0, 999)}` } } } : {}),
  };
}

function registration({ dice }: Seen): Draft {
  const of = household(dice.int(0, HOUSEHOLDS - 1));
  const who = person(dice.int(0, PEOPLE - 1));
  const labels = dice.chance(0.5) ? ['poor'] : [];
  return dice.pick<() => Draft>([
    () => ({
      kind: 'household.registered',
      subjects: [of],
      body: { source: dice.pick(['list', 'door']), group: '1', door: of.slice(-2), labels },
      identities: { [of]: { address: `address ${dice.int(0, 999)}` } },
    }),
    () => ({
      kind: 'person.registered',
      subjects: [who, of],
      body: { household: of, birthYear: 1950 },
      identities: { [who]: { name: `invented ${dice.int(0, 999)}` } },
    }),
    () => ({ kind: 'person.left', subjects: [who], body: { person: who, reason: 'moved' } }),
    () => ({ kind: 'household.left', subjects: [of], body: { reason: 'moved' } }),
    () => ({ kind: 'person.moved', subjects: [who, of], body: { person: who, to: of } }),
    () => ({ kind: 'household.amended', subjects: [of], body: { labels, group: '2' } }),
  ])();
}

function placeFact({ dice, nowMs }: Seen): Draft {
  const of = cadre(dice.int(0, 2));
  const day = dayOf(nowMs);
  return dice.pick<Draft>([
    {
      kind: 'cadre.stationed',
      subjects: [of],
      body: { cadre: of, role: dice.pick(['first-secretary', 'team-member']), from: day },
    },
    { kind: 'cadre.withdrawn', subjects: [of], body: { cadre: of, day } },
    { kind: 'group.assigned', subjects: [of], body: { group: '1', cadre: of } },
    {
      kind: 'register.counted',
      subjects: ['v_village0'],
      body: { households: dice.int(1, 90), basis: 'registered' },
    },
  ]);
}

function merge({ dice }: Seen): Draft {
  const n = dice.int(0, HOUSEHOLDS - 1);
  const households = [household(n), household((n + 1) % HOUSEHOLDS)];
  const m = dice.int(0, PEOPLE - 1);
  const people = [person(m), person((m + 1) % PEOPLE)];
  return dice.pick<Draft>([
    { kind: 'households.merged', subjects: households, body: { households } },
    { kind: 'people.merged', subjects: people, body: { people } },
  ]);
}

/** Facts of a later version of the house: kept, passed on, not understood. */
function unheardOf({ dice }: Seen): Draft {
  const of = household(dice.int(0, HOUSEHOLDS - 1));
  return dice.pick<Draft>([
    { kind: 'weather.noted', subjects: [of], body: { snow: dice.chance(0.5) } },
    { kind: 'visit.recorded', v: 9, subjects: [of], body: { seen: dice.int(0, 9) } },
  ]);
}

/** A correction restates a visit, a void withdraws any entry; either may amend an amendment. */
function amendment(seen: Seen, target: Stored['entry']): Draft {
  const { dice } = seen;
  const { id, subjects } = target;
  if (target.kind !== 'visit.recorded' || target.v > 1 || dice.chance(0.4))
    return { kind: 'entry.voided', replaces: id, subjects, body: { reason: 'mistake' } };
  const again = visit(seen, target.body.household as string);
  return { ...again, replaces: id, subjects: [...new Set([...subjects, ...again.subjects])] };
}

function fact(seen: Seen, merges: boolean): Draft {
  const { dice, stored } = seen;
  const own = stored.filter(({ entry }) => !entry.delivered);
  const make = dice.weighted<() => Draft>([
    [() => visit(seen), 50],
    [() => registration(seen), 20],
    [() => placeFact(seen), 8],
    [() => (merges ? merge(seen) : visit(seen)), 4],
    [() => unheardOf(seen), 3],
    [() => (own.length > 0 ? amendment(seen, dice.pick(own).entry) : visit(seen)), 22],
  ]);
  return make();
}

/** The next facts of somebody in a village. */
export function villageFacts(seen: Seen, count: number, merges: boolean): Draft[] {
  return Array.from({ length: count }, () => {
    const draft = fact(seen, merges);
    if (!seen.dice.chance(LATER)) return draft;
    return { ...draft, happenedMs: seen.nowMs - seen.dice.int(0, 3_000) * MINUTE_MS };
  });
}
