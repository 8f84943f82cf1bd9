/** People as they come in: into their household, with their problems, each ID number looked up once. */
import type { Household, Label, Labels, Meaning, Problem } from '../face';
import { sharedLabels } from './labels';
import type { Open } from './households';
import { cellOf, problemAt, type Draft, type SheetContext } from './sheet-context';

/** Labels that hold for a whole household. */
const OF_HOUSEHOLD: ReadonlySet<Label> = new Set<Label>([
  'poor',
  'low-income',
  'five-guarantees',
  'tenant',
]);

/** A family; what is longer is a sheet that says nowhere where a household ends. */
const MADE_ANEW_MAX = 32;

/** Adds a person to the understanding. */
export function addPerson(context: SheetContext, draft: Draft, open: Open): void {
  const { understanding, sheet } = context;
  const { household } = open;
  const index = understanding.people.length;
  const { person } = draft;
  person.index = index;
  person.household = household.index;
  understanding.people.push(person);
  sheet.people++;
  household.people = withOneMore(household.people, index);
  for (const problem of draft.problems) understanding.problems.push({ ...problem, person: index });
  if (person.relation === 'head') markHead(context, open, index);
  if (household.householderName === person.name) household.householder ??= index;
  shareLabels(household, person.labels);
  if (draft.key) checkTwice(context, index, draft.key);
}

/** A short list made anew holds what it holds; one that is pushed to keeps room for many more. */
function withOneMore(people: number[], index: number): number[] {
  if (people.length < MADE_ANEW_MAX) return [...people, index];
  people.push(index);
  return people;
}

function report(
  context: SheetContext,
  index: number,
  meaning: Meaning,
  code: Problem['code'],
  params: Problem['params'],
): void {
  const person = context.understanding.people[index]!;
  const column = context.plan.blocks[person.block]?.get(meaning)?.[0];
  if (column === undefined) return;
  const problem = problemAt(context, person.row, column, code, params);
  context.understanding.problems.push({ ...problem, person: index });
}

function markHead(context: SheetContext, open: Open, index: number): void {
  const { household } = open;
  const { name } = context.understanding.people[index]!;
  if (open.hasHead) {
    const params = { value: name, first: household.householderName ?? '' };
    report(context, index, 'relation', 'householder_twice', params);
    return;
  }
  open.hasHead = true;
  household.householder = index;
  household.householderName ??= name;
}

function shareLabels(household: Household, labels: Labels): void {
  for (const [label, answer] of Object.entries(labels) as [Label, boolean][]) {
    if (!OF_HOUSEHOLD.has(label) || household.labels[label] === true) continue;
    household.labels = sharedLabels({ ...household.labels, [label]: answer });
  }
}

function checkTwice(context: SheetContext, index: number, key: string): void {
  const { understanding, personByKey } = context;
  const first = personByKey.get(key);
  if (first === undefined) {
    personByKey.set(key, index);
    return;
  }
  const person = understanding.people[index]!;
  const other = understanding.people[first]!;
  person.duplicateOf = first;
  person.idTrusted = false;
  const address = cellOf(understanding, other, 'idNumber') ?? `${other.row}`;
  const tab = understanding.sheets[other.sheet]!.name;
  report(context, index, 'idNumber', 'id_duplicate', {
    value: person.idNumber ?? '',
    first: other.sheet === person.sheet ? address : `${tab}!${address}`,
    name: other.name,
  });
}
