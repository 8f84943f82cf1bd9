/**
 * Register forms: what is typed, and the facts it becomes. Pure. Registering states all that is
 * known; amending states only what changed. Names, numbers and free text go to the sealed part.
 */
import type { Json } from '@doorstep/ledger';
import type { Draft, Identity } from '@doorstep/sync';
import type { Row } from '../village/rows';

export interface HouseholdForm {
  group?: string | undefined;
  door?: string | undefined;
  residence?: string | undefined;
  statedPeople?: string | undefined;
  labels: readonly string[];
  address?: string | undefined;
  phone?: string | undefined;
  note?: string | undefined;
}

export interface PersonForm {
  name?: string | undefined;
  nameKo?: string | undefined;
  relation?: string | undefined;
  sex?: string | undefined;
  birthYear?: string | undefined;
  language?: string | undefined;
  residence?: string | undefined;
  labels: readonly string[];
  idNumber?: string | undefined;
  phone?: string | undefined;
  note?: string | undefined;
}

const HOUSEHOLD_FACTS = ['group', 'door', 'residence', 'statedPeople', 'labels'] as const;
const PERSON_FACTS = ['relation', 'sex', 'birthYear', 'language', 'residence', 'labels'] as const;
const HOUSEHOLD_SEALED = ['address', 'phone', 'note'] as const;
const PERSON_SEALED = ['name', 'nameKo', 'idNumber', 'phone', 'note'] as const;
const NUMBERS: readonly string[] = ['statedPeople', 'birthYear'];
const BIRTH_YEAR_MIN = 1880;
const PEOPLE_MAX = 99;

const known = (code: string): string | undefined =>
  code === 'unknown' || code === '' ? undefined : code;

/** The form of a household that is already registered. */
export const householdForm = (row: Row, identity: Identity | undefined): HouseholdForm => ({
  group: row.group || undefined,
  door: row.door || undefined,
  residence: known(row.residence),
  statedPeople: row.statedPeople?.toString(),
  labels: row.labels,
  address: identity?.address,
  phone: identity?.phone,
  note: identity?.note,
});

/** The form of a person who is already registered. */
export const personForm = (
  person: Row['people'][number],
  identity: Identity | undefined,
): PersonForm => ({
  relation: person.relation,
  sex: known(person.sex),
  birthYear: person.birthYear?.toString(),
  language: known(person.language),
  residence: known(person.residence),
  labels: person.labels,
  name: identity?.name,
  nameKo: identity?.nameKo,
  idNumber: identity?.idNumber,
  phone: identity?.phone,
  note: identity?.note,
});

type Form = HouseholdForm | PersonForm;
type Fields = Record<string, string | readonly string[] | undefined>;

const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/** The facts of a form that differ from `before`. An emptied fact is not a fact: it stays as it was. */
function factsOf(
  keys: readonly string[],
  form: Form,
  before: Form | undefined,
): Record<string, Json> {
  const [now, was] = [form as unknown as Fields, (before ?? { labels: [] }) as unknown as Fields];
  const facts: Record<string, Json> = {};
  for (const key of keys) {
    const value = now[key];
    if (value === undefined || same(value, was[key])) continue;
    if (Array.isArray(value)) facts[key] = [...(value as string[])];
    else facts[key] = NUMBERS.includes(key) ? Number(value) : (value as string);
  }
  return facts;
}

/** The sealed fields that differ from `before`; an emptied one is stated as empty. */
function identityOf(keys: readonly string[], form: Form, before: Form | undefined): Identity {
  const [now, was] = [form as unknown as Fields, (before ?? {}) as unknown as Fields];
  const changed = keys.filter((key) => !same(now[key], was[key]));
  return Object.fromEntries(changed.map((key) => [key, (now[key] as string | undefined) ?? '']));
}

const sealedFor = (subject: string, identity: Identity): Pick<Draft, 'identities'> =>
  Object.keys(identity).length > 0 ? { identities: { [subject]: identity } } : {};

/** Registers a household found at the door. */
export const registerHousehold = (id: string, form: HouseholdForm): Draft => ({
  kind: 'household.registered',
  body: { ...factsOf(HOUSEHOLD_FACTS, form, undefined), source: 'door' },
  subjects: [id],
  ...sealedFor(id, identityOf(HOUSEHOLD_SEALED, form, undefined)),
});

/** Registers a person of a household. */
export const registerPerson = (id: string, household: string, form: PersonForm): Draft => ({
  kind: 'person.registered',
  body: { ...factsOf(PERSON_FACTS, form, undefined), household },
  subjects: [id, household],
  ...sealedFor(id, identityOf(PERSON_SEALED, form, undefined)),
});

/** What changed about a household; undefined when nothing did. */
export function amendHousehold(
  id: string,
  form: HouseholdForm,
  before: HouseholdForm,
): Draft | undefined {
  const body = factsOf(HOUSEHOLD_FACTS, form, before);
  const identity = identityOf(HOUSEHOLD_SEALED, form, before);
  if (Object.keys(body).length + Object.keys(identity).length === 0) return undefined;
  return { kind: 'household.amended', body, subjects: [id], ...sealedFor(id, identity) };
}

/** What changed about a person; undefined when nothing did. */
export function amendPerson(id: string, form: PersonForm, before: PersonForm): Draft | undefined {
  const facts = factsOf(PERSON_FACTS, form, before);
  const identity = identityOf(PERSON_SEALED, form, before);
  if (Object.keys(facts).length + Object.keys(identity).length === 0) return undefined;
  return {
    kind: 'person.amended',
    body: { ...facts, person: id },
    subjects: [id],
    ...sealedFor(id, identity),
  };
}

/** Whether a typed birth year can be one; empty can. */
export function isBirthYear(typed: string | undefined, thisYear: number): boolean {
  if (typed === undefined) return true;
  const year = Number(typed);
  return Number.isInteger(year) && year >= BIRTH_YEAR_MIN && year <= thisYear;
}

/** Whether a typed number of people can be one; empty can. */
export function isPeopleCount(typed: string | undefined): boolean {
  return typed === undefined || (/^\d+$/.test(typed) && Number(typed) <= PEOPLE_MAX);
}
