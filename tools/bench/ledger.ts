/** A village ledger for timing: 658 households (F28), the rest visits in two rounds, sealed parts as long as real ones. */
import { CHAIN_START, type Entry, type Json, type Stored } from '@doorstep/ledger';

export const VILLAGE = '222401101205';
const HOUSEHOLDS = 658;
const START_MS = Date.parse('2020-01-26T00:00:00Z');
const SEALED = 'A'.repeat(120);

const uuid = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const peopleOf = (household: number): string[] =>
  Array.from({ length: 2 + (household % 3) }, (_, i) => `p_person${household * 5 + i}`);

const PEOPLE = Array.from({ length: HOUSEHOLDS }, (_, h) =>
  peopleOf(h).map((person) => ({ person, h })),
).flat();

function draftOf(n: number): Pick<Entry, 'kind' | 'subjects' | 'body' | 'sealed'> {
  const householdId = (household: number): string => `h_house${household}`;
  if (n < HOUSEHOLDS) {
    const body = { source: 'list', group: String((n % 7) + 1), door: String(n) };
    return { kind: 'household.registered', subjects: [householdId(n)], body };
  }
  const registered = PEOPLE[n - HOUSEHOLDS];
  if (registered) {
    const { person, h } = registered;
    const body = {
      household: householdId(h),
      sex: 'female',
      birthYear: 1955,
      relation: 'head',
      language: 'ko',
      labels: [],
    };
    return {
      kind: 'person.registered',
      subjects: [person, householdId(h)],
      body,
      sealed: { [person]: { k: 'k_benchkey0', c: SEALED } },
    };
  }
  return visitOf((n * 37) % HOUSEHOLDS, Math.floor(n / 4_000), householdId);
}

function visitOf(
  household: number,
  round: number,
  householdId: (n: number) => string,
): Pick<Entry, 'kind' | 'subjects' | 'body'> {
  const people = peopleOf(household);
  const visited: Json[] = people.map((person) => ({
    person,
    asked: true,
    presence: 'home',
    temperature: 365,
    symptoms: [],
  }));
  const body = {
    household: householdId(household),
    round: `r_round${round}0`,
    outcome: 'met',
    people: visited,
    told: ['no-rumours'],
    language: 'ko',
  };
  return { kind: 'visit.recorded', subjects: [householdId(household), ...people], body };
}

/** Entry number `n` (from 0) of the ledger, as a phone would send it. */
export function entryAt(n: number, more: Partial<Entry> = {}): Entry {
  const at = new Date(START_MS + n * 40_000).toISOString();
  return {
    id: uuid(n + 1),
    v: 1,
    place: VILLAGE,
    at,
    by: 'c_bench00',
    device: 'd_bench00/1',
    n: n + 1,
    ...draftOf(n),
    ...more,
  };
}

/** The stored ledger, each entry received up to 50 minutes late. */
export function ledgerOf(entries: number): Stored[] {
  return Array.from({ length: entries }, (_, n) => ({
    seq: n + 1,
    receivedAt: new Date(START_MS + n * 40_000 + (n % 50) * 60_000).toISOString(),
    offsetMs: -20,
    chain: CHAIN_START,
    entry: entryAt(n),
  }));
}
