/**
 * Compares a list with the register, field by field. Three are looked at: what the list says, what
 * the register says, and what the lists before said. A list changes the register where it says
 * something else than the register, and something else than it said before: what a list repeats
 * unchanged does not overrule what was learned at the door since.
 */
import type { Understanding } from '@doorstep/sheets';
import { HOUSEHOLD_FIELDS, PERSON_FIELDS, type Values } from './fields';
import type { Known, KnownHousehold, KnownPerson, KnownRegister, ListFile } from './known';
import { listedOf, type Listed, type ListedHousehold, type ListedPerson } from './listed';
import { match, type Answers, type Matches, type Question } from './match';

export interface Change {
  field: string;
  before: string;
  after: string;
}

/** `asked`: left out until its question is answered. */
export type RowState = 'new' | 'amended' | 'unchanged' | 'asked';

export interface PersonDifference {
  listed: ListedPerson;
  state: RowState;
  known: KnownPerson | undefined;
  changes: Change[];
  /** The household it moves out of. */
  movesFrom: string | undefined;
}

export interface HouseholdDifference {
  listed: ListedHousehold;
  state: RowState;
  known: KnownHousehold | undefined;
  changes: Change[];
  people: PersonDifference[];
}

/** In the register from a list, and not in this one; what became of them is a person's to say. */
export interface Missing {
  /** The name it goes by. */
  name: string;
  kind: 'household' | 'person';
  household: string;
  now: Values;
}

export interface Totals {
  new: number;
  amended: number;
  unchanged: number;
  asked: number;
}

export interface Difference {
  households: HouseholdDifference[];
  questions: Question[];
  missing: Missing[];
  /** A count without names that is new. */
  counted: { households?: number; people?: number } | undefined;
  totals: { households: Totals; people: Totals };
}

function changesOf(
  listed: Values,
  known: Known,
  fields: Readonly<Record<string, unknown>>,
): Change[] {
  const changes: Change[] = [];
  for (const field in fields) {
    const after = listed[field];
    if (after === undefined) continue;
    const before = known.now[field] ?? '';
    if (before === after || (known.listed && (known.listed[field] ?? '') === after)) continue;
    changes.push({ field, before, after });
  }
  return changes;
}

/** Where a person is listed against where the register has them. */
function movesFrom(known: KnownPerson, home: KnownHousehold | undefined): string | undefined {
  const isThere = home !== undefined && known.household === home.name;
  const isRepeated = home !== undefined && known.listedIn === home.name;
  return isThere || isRepeated ? undefined : known.household;
}

const isAsked = (questions: readonly Question[], index: number, isHousehold: boolean): boolean =>
  questions.some((one) => one.listed === index && (one.kind === 'household') === isHousehold);

function personDifference(
  listed: ListedPerson,
  household: { known: KnownHousehold | undefined; isAsked: boolean },
  { people, questions }: Matches,
): PersonDifference {
  const known = people.get(listed.index);
  if (!known) {
    const waits = household.isAsked || isAsked(questions, listed.index, false);
    return { listed, state: waits ? 'asked' : 'new', known, changes: [], movesFrom: undefined };
  }
  const changes = known.left ? [] : changesOf(listed.values, known, PERSON_FIELDS);
  const from = household.isAsked || known.left ? undefined : movesFrom(known, household.known);
  const isSame = changes.length === 0 && from === undefined;
  return { listed, state: isSame ? 'unchanged' : 'amended', known, changes, movesFrom: from };
}

function householdDifference(listed: ListedHousehold, matches: Matches): HouseholdDifference {
  const known = matches.households.get(listed.index);
  const asked = !known && isAsked(matches.questions, listed.index, true);
  const changes = known && !known.left ? changesOf(listed.values, known, HOUSEHOLD_FIELDS) : [];
  const people = listed.people.map((one) =>
    personDifference(one, { known, isAsked: asked }, matches),
  );
  // A household waits for its people: it would come in without anybody to know it by.
  const waits = asked || (people.length > 0 && people.every(({ state }) => state === 'asked'));
  const state = known ? (changes.length > 0 ? 'amended' : 'unchanged') : waits ? 'asked' : 'new';
  return { listed, state, known, changes, people };
}

/** The groups the list speaks of; undefined: of all of them. */
function groupsOf({ households }: Listed): Set<string> | undefined {
  const groups = new Set(households.map(({ values }) => values.group));
  return groups.has(undefined) ? undefined : (groups as Set<string>);
}

function missingOf(listed: Listed, known: KnownRegister, matches: Matches): Missing[] {
  if (listed.isPart || listed.people.length === 0) return [];
  const groups = groupsOf(listed);
  const asked = new Set(matches.questions.map((one) => one.known));
  const found = new Set([
    ...[...matches.households.values(), ...matches.people.values()].map(({ name }) => name),
    ...[...known.households, ...known.people].flatMap(({ id, name }) =>
      asked.has(id) ? [name] : [],
    ),
  ]);
  const missing = new Map<string, Missing>();
  const homes = new Map(known.households.map((one) => [one.name, one]));
  const isInScope = (household: string): boolean => {
    const home = homes.get(household);
    return !groups || groups.has(home?.now.group ?? '');
  };
  for (const { name, left, now, listed: told, source } of known.households) {
    if (left || found.has(name) || !(told || source === 'list') || !isInScope(name)) continue;
    missing.set(name, { name, kind: 'household', household: name, now });
  }
  for (const { name, left, now, listed: told, household } of known.people) {
    if (left || found.has(name) || !told || !isInScope(household)) continue;
    if (missing.has(household) || asked.has(household)) continue;
    missing.set(name, { name, kind: 'person', household, now });
  }
  return [...missing.values()];
}

function countedOf({ counted }: Listed, known: KnownRegister): Difference['counted'] {
  const isSaid = (by: KnownRegister['counted']): boolean =>
    by?.households === counted?.households && by?.people === counted?.people;
  return counted && !isSaid(known.counted) && !isSaid(known.countedInLists) ? counted : undefined;
}

function totalsOf(rows: readonly { state: RowState }[]): Totals {
  const totals: Totals = { new: 0, amended: 0, unchanged: 0, asked: 0 };
  for (const { state } of rows) totals[state] += 1;
  return totals;
}

/** This very file, read in this way, is in already; nobody was left out. */
const isIn = (known: KnownRegister, { sha256, columns }: ListFile): boolean =>
  known.imports.some(
    (one) => one.sha256 === sha256 && one.asked === 0 && String(one.columns) === String(columns),
  );

const unchanged = (listed: ListedHousehold): HouseholdDifference => ({
  listed,
  state: 'unchanged',
  known: undefined,
  changes: [],
  people: listed.people.map((one) => ({
    listed: one,
    state: 'unchanged',
    known: undefined,
    changes: [],
    movesFrom: undefined,
  })),
});

function differenceOf(
  households: HouseholdDifference[],
  rest: Pick<Difference, 'questions' | 'missing' | 'counted'>,
): Difference {
  const people = households.flatMap((one) => one.people);
  return {
    households,
    ...rest,
    totals: { households: totalsOf(households), people: totalsOf(people) },
  };
}

export interface ToCompare {
  understanding: Pick<Understanding, 'households' | 'people' | 'counts'>;
  /** To know it again; undefined where nothing is kept of it. */
  file?: ListFile;
}

/** What taking in the list would change; `answers` to its questions so far. */
export function compare(
  { understanding, file }: ToCompare,
  known: KnownRegister,
  answers: Answers = {},
): Difference {
  const listed = listedOf(understanding);
  if (file && isIn(known, file))
    return differenceOf(listed.households.map(unchanged), {
      questions: [],
      missing: [],
      counted: undefined,
    });
  const matches = match(listed, known, answers);
  return differenceOf(
    listed.households.map((one) => householdDifference(one, matches)),
    {
      questions: matches.questions,
      missing: missingOf(listed, known, matches),
      counted: countedOf(listed, known),
    },
  );
}
