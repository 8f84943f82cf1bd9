/** What a village says by phone of each household, and the entries it becomes. Pure. */
import {
  FEVER,
  wellPerson,
  type HouseholdRow,
  type OnBehalf,
  type PersonVisited,
  type VisitBody,
} from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';

export const ANSWERS = ['well', 'nobody', 'refused', 'fever'] as const;
export type Answer = (typeof ANSWERS)[number];

export interface Told {
  answer: Answer;
  /** Who has the fever: temperature as typed, by person; empty when none was told. */
  feverish: Readonly<Record<string, string>>;
}

/** By household. */
export type AllTold = ReadonlyMap<string, Told>;

/** The call: who told it, for which round, and when they were there. */
export interface Call extends OnBehalf {
  round: string | undefined;
  /** Missing: just now. */
  happenedMs?: number | undefined;
  /** The version this corrects, and the subjects it names. */
  replaces?: { id: string; subjects: readonly string[] };
}

const DEGREES = /^\d{2}([.,]\d)?$/;

/** Tenths of a degree; undefined when none was told, NaN for what is no temperature. */
export function tenthsOf(typed: string): number | undefined {
  if (typed.trim() === '') return undefined;
  const tenths = DEGREES.test(typed.trim())
    ? Math.round(Number(typed.replace(',', '.')) * 10)
    : NaN;
  return tenths >= 300 && tenths <= 450 ? tenths : NaN;
}

export type Fault = 'chooseFever' | 'temperatureWrong';

/** What is still missing before a household can be saved. */
export function faultOf({ answer, feverish }: Told): Fault | undefined {
  if (answer !== 'fever') return undefined;
  const typed = Object.values(feverish);
  if (typed.length === 0) return 'chooseFever';
  return typed.some((one) => Number.isNaN(tenthsOf(one))) ? 'temperatureWrong' : undefined;
}

export const countsOf = (all: AllTold): Record<Answer, number> => {
  const counts = { well: 0, nobody: 0, refused: 0, fever: 0 };
  for (const { answer } of all.values()) counts[answer] += 1;
  return counts;
};

/** One more answer; the same again takes it back. */
export function answered(all: AllTold, household: string, answer: Answer): Map<string, Told> {
  const next = new Map(all);
  if (all.get(household)?.answer === answer) next.delete(household);
  else next.set(household, { answer, feverish: {} });
  return next;
}

/** Says that somebody has a fever, or that they have none after all (`typed` undefined). */
export function withFever(
  all: AllTold,
  household: string,
  person: string,
  typed: string | undefined,
): Map<string, Told> {
  const { [person]: _, ...others } = all.get(household)?.feverish ?? {};
  const feverish = typed === undefined ? others : { ...others, [person]: typed };
  return new Map(all).set(household, { answer: 'fever', feverish });
}

function feverPerson(person: string, typed: string): PersonVisited {
  const temperature = tenthsOf(typed);
  return {
    person,
    asked: true,
    presence: 'home',
    symptoms: ['fever'],
    flags: [FEVER],
    ...(temperature !== undefined && { temperature }),
  };
}

/** Those at home as far as is known: whoever is away stays untouched, unless said to have a fever. */
function peopleOf({ people }: HouseholdRow, { feverish }: Told): PersonVisited[] {
  return people.flatMap(({ id, whereabouts }) => {
    const typed = feverish[id];
    if (typed !== undefined) return [feverPerson(id, typed)];
    return whereabouts?.presence === 'away' ? [] : [wellPerson(id)];
  });
}

/** What a visit entered before says, as it was told. */
export function toldOf({ outcome, people = [] }: VisitBody): Told {
  const feverish = Object.fromEntries(
    people
      .filter(({ flags }) => flags?.includes(FEVER))
      .map(({ person, temperature }) => [
        person,
        temperature === undefined ? '' : (temperature / 10).toFixed(1),
      ]),
  );
  if (outcome !== 'met') return { answer: outcome, feverish: {} };
  return { answer: Object.keys(feverish).length > 0 ? 'fever' : 'well', feverish };
}

const OUTCOME = { well: 'met', fever: 'met', nobody: 'nobody', refused: 'refused' } as const;

/** The visit told of a household: what a phone writes, and by whom it was told. */
export function toldDraft(row: HouseholdRow, told: Told, call: Call): Draft {
  const { round, happenedMs, office, toldBy, replaces } = call;
  const outcome = OUTCOME[told.answer];
  const people = outcome === 'met' ? peopleOf(row, told) : [];
  const onBehalf = { office, ...(toldBy && { toldBy }) };
  const about = [row.id, ...people.map(({ person }) => person), ...(replaces?.subjects ?? [])];
  return {
    kind: 'visit.recorded',
    subjects: [...new Set(about)],
    body: { household: row.id, ...(round && { round }), outcome, people, onBehalf } as never,
    ...(replaces && { replaces: replaces.id }),
    ...(happenedMs !== undefined && { happenedMs }),
  };
}
