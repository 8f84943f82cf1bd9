/**
 * The form of a record that was sent back: over what is known, its own words; and what the mended
 * one says: all of it again, with what was changed. Pure.
 */
import type { Entry, Json } from '@doorstep/ledger';
import type { Draft, Identity } from '@doorstep/sync';
import {
  amendHousehold,
  amendPerson,
  registerHousehold,
  registerPerson,
  type HouseholdForm,
  type PersonForm,
} from './forms';

/** What a record says of its subject. */
export interface Said {
  body: Record<string, Json>;
  identity: Identity;
}

type Form = HouseholdForm | PersonForm;
type Value = string | readonly string[];

const NO_FIELDS: readonly string[] = ['household', 'person', 'source'];

function fieldOf(value: Json | undefined): Value | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value === 'unknown' ? undefined : value;
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isList ? (value as string[]) : undefined;
}

/** Its fields that a form can show; a body that makes no sense shows what it can. */
function fieldsOf({ body, identity }: Said): Record<string, Value> {
  const fields = Object.entries({ ...body, ...identity }).flatMap(([key, value]) => {
    const field = NO_FIELDS.includes(key) ? undefined : fieldOf(value as Json);
    return field === undefined ? [] : [[key, field] as const];
  });
  return Object.fromEntries(fields);
}

/** What is known, with what was said written over it. */
export const withSaid = <F extends Form>(known: F, said: Said): F => ({
  ...known,
  ...fieldsOf(said),
});

/** What is known, but for what was said: compared with this, all of it counts as changed. */
function withoutSaid<F extends Form>(known: F, said: Said): F {
  const stated = Object.entries(fieldsOf(said)).filter(([, value]) => value.length > 0);
  const emptied = stated.map(([key, value]) => [key, Array.isArray(value) ? [] : undefined]);
  return { ...known, ...Object.fromEntries(emptied) };
}

/** The household's fact with what the form says now; undefined when it says nothing. */
export function mendHousehold(
  { kind, subjects, body }: Entry,
  form: HouseholdForm,
  known: HouseholdForm,
  said: Said,
): Draft | undefined {
  const id = subjects.find((one) => one.startsWith('h_')) ?? '';
  if (kind !== 'household.registered') return amendHousehold(id, form, withoutSaid(known, said));
  const draft = registerHousehold(id, form);
  const source = body.source === 'list' ? 'list' : 'door';
  return { ...draft, body: { ...draft.body, source } };
}

/** The person's fact with what the form says now; undefined when it says nothing. */
export function mendPerson(
  { kind, subjects }: Entry,
  form: PersonForm,
  known: PersonForm,
  said: Said,
): Draft | undefined {
  const named = (prefix: string): string => subjects.find((one) => one.startsWith(prefix)) ?? '';
  if (kind === 'person.registered') return registerPerson(named('p_'), named('h_'), form);
  return amendPerson(named('p_'), form, withoutSaid(known, said));
}
