/**
 * A difference, with a person's choices, as facts to be recorded: the very kinds a phone records.
 * Every one of them names the import among its subjects, so that all can be found again.
 */
import { HOUSEHOLD_LABELS, type LEAVINGS, PERSON_LABELS, type Json } from '@doorstep/ledger';
import type { Draft, Identity } from '@doorstep/sync';
import type { Difference, HouseholdDifference, PersonDifference } from './compare';
import { HOUSEHOLD_FIELDS, labelOf, PERSON_FIELDS, type Field, type Values } from './fields';
import type { KnownRegister, ListFile } from './known';

export type Leaving = (typeof LEAVINGS)[number];

/** What a person chose about those no longer listed, by name; left out: they stay as they are. */
export type Leavings = Readonly<Record<string, Leaving>>;

export interface DraftDeps {
  place: string;
  file: ListFile;
  known: KnownRegister;
  leavings: Leavings;
  newSubject(prefix: string): string;
}

type Fields = Readonly<Record<string, Field>>;
type Body = Record<string, Json>;

const NUMBERS: readonly string[] = ['statedPeople', 'birthYear'];

/** The facts among these values. An emptied fact is not a fact: it stays as it was. */
function factsOf(values: Values, fields: Fields): Body {
  const facts: Body = {};
  for (const [field, value] of Object.entries(values)) {
    if (fields[field]?.kept !== 'fact' || value === '') continue;
    facts[field] = NUMBERS.includes(field) ? Number(value) : value;
  }
  return facts;
}

/** The labels that hold after these values, if they speak of any. */
function labelsOf(values: Values, before: readonly string[], all: readonly string[]): Body {
  const answers = Object.entries(values).flatMap(([field, value]) => {
    const label = labelOf(field);
    return label ? [[label, value] as const] : [];
  });
  if (answers.length === 0) return {};
  const answered = new Map(answers);
  const labels = all.filter((label) =>
    answered.has(label) ? answered.get(label) === 'yes' : before.includes(label),
  );
  return { labels };
}

function identityOf(values: Values, fields: Fields): Identity {
  return Object.fromEntries(
    Object.entries(values).filter(([field]) => fields[field]?.kept === 'sealed'),
  );
}

/** What is new is told without what is empty. */
const told = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

const after = (changes: readonly { field: string; after: string }[]): Values =>
  Object.fromEntries(changes.map((change) => [change.field, change.after]));

const sealedFor = (subject: string, identity: Identity): Pick<Draft, 'identities'> =>
  Object.keys(identity).length > 0 ? { identities: { [subject]: identity } } : {};

class Writer {
  readonly drafts: Draft[] = [];
  readonly id: string;
  private readonly homes = new Map<HouseholdDifference, string>();

  constructor(private readonly deps: DraftDeps) {
    this.id = deps.newSubject('i');
  }

  private add(
    kind: string,
    subjects: string[],
    body: Body,
    sealed: Pick<Draft, 'identities'> = {},
  ) {
    this.drafts.push({ kind, subjects: [...subjects, this.id], body, ...sealed });
  }

  /** A household comes before its people. */
  household(one: HouseholdDifference): void {
    const { listed, known, state, changes } = one;
    if (known) this.homes.set(one, known.name);
    if (state === 'amended' && known) {
      const values = after(changes);
      const body = {
        ...factsOf(values, HOUSEHOLD_FIELDS),
        ...labelsOf(values, known.labels, HOUSEHOLD_LABELS),
      };
      const sealed = sealedFor(known.name, identityOf(values, HOUSEHOLD_FIELDS));
      this.add('household.amended', [known.name], body, sealed);
    }
    if (state !== 'new') return;
    const id = this.deps.newSubject('h');
    this.homes.set(one, id);
    const values = told(listed.values);
    const body = {
      ...factsOf(values, HOUSEHOLD_FIELDS),
      ...labelsOf(values, [], HOUSEHOLD_LABELS),
      source: 'list',
    };
    this.add(
      'household.registered',
      [id],
      body,
      sealedFor(id, identityOf(values, HOUSEHOLD_FIELDS)),
    );
  }

  person(one: PersonDifference, of: HouseholdDifference): void {
    const home = this.homes.get(of);
    const { known, state } = one;
    if (state === 'new' && home) this.register(one, home);
    if (state !== 'amended' || !known) return;
    this.amend(one, known.name);
    if (one.movesFrom !== undefined && home)
      this.add('person.moved', [known.name, home], { person: known.name, to: home });
  }

  private register({ listed }: PersonDifference, household: string): void {
    const id = this.deps.newSubject('p');
    const values = told(listed.values);
    const body = {
      ...factsOf(values, PERSON_FIELDS),
      ...labelsOf(values, [], PERSON_LABELS),
      household,
    };
    const sealed = sealedFor(id, identityOf(values, PERSON_FIELDS));
    this.add('person.registered', [id, household], body, sealed);
    this.locate(id, values, values);
  }

  private amend({ changes, listed }: PersonDifference, id: string): void {
    const values = after(changes);
    const before = this.deps.known.labels.get(id) ?? [];
    const facts = {
      ...factsOf(values, PERSON_FIELDS),
      ...labelsOf(values, before, PERSON_LABELS),
    };
    const identity = identityOf(values, PERSON_FIELDS);
    if (Object.keys(facts).length + Object.keys(identity).length > 0)
      this.add('person.amended', [id], { ...facts, person: id }, sealedFor(id, identity));
    this.locate(id, values, listed.values);
  }

  /** Where somebody is, if that changed. */
  private locate(id: string, changed: Values, { presence, since }: Values): void {
    if ((changed.presence === undefined && changed.since === undefined) || !presence) return;
    const whereabouts: Body = since ? { whereabouts: { since } } : {};
    this.add('person.whereabouts', [id], { person: id, presence, ...whereabouts });
  }

  leave(difference: Difference): number {
    const chosen = difference.missing.filter(({ name }) => this.deps.leavings[name]);
    for (const { name, kind } of chosen) {
      const reason = this.deps.leavings[name]!;
      if (kind === 'household') this.add('household.left', [name], { reason });
      else this.add('person.left', [name], { person: name, reason });
    }
    return chosen.length;
  }

  count({ counted }: Difference): void {
    if (!counted) return;
    this.add('register.counted', [`v_${this.deps.place}`], { ...counted, basis: 'registered' });
  }

  /** The import itself goes first: who sees it knows how much is to come. */
  finish({ totals, households }: Difference, left: number): Draft[] {
    const { file } = this.deps;
    const body: Body = {
      import: this.id,
      columns: file.columns,
      households: households.length,
      people: households.reduce((sum, { people }) => sum + people.length, 0),
      householdsAdded: totals.households.new,
      peopleAdded: totals.people.new,
      amended: totals.households.amended + totals.people.amended,
      left,
      asked: totals.people.asked,
      entries: this.drafts.length,
    };
    const identities = { [this.id]: { file: file.name, sha256: file.sha256 } };
    return [{ kind: 'register.imported', subjects: [this.id], body, identities }, ...this.drafts];
  }
}

/** The facts of an import; none when there is nothing to write. */
export function draftsOf(difference: Difference, deps: DraftDeps): Draft[] {
  const writer = new Writer(deps);
  for (const household of difference.households) writer.household(household);
  for (const household of difference.households)
    for (const person of household.people) writer.person(person, household);
  const left = writer.leave(difference);
  writer.count(difference);
  return writer.drafts.length === 0 ? [] : writer.finish(difference, left);
}
