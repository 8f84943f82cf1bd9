/** How the import names fields, values and households, in the reader's language. */
import type { Say } from '@doorstep/ui';
import { codeWord } from '@doorstep/ui';
import { hasText, type MessageKey } from '@doorstep/words';
import type { Change } from '../compare';
import { labelOf, type Values } from '../fields';
import type { KnownRegister } from '../known';

/** The word for a field. */
function fieldWord(field: string): MessageKey {
  const label = labelOf(field);
  if (label) return codeWord.label(label);
  const own = `imports.field_${field}`;
  if (hasText(own)) return own;
  const shared = `register.${field}`;
  return hasText(shared) ? shared : 'common.unknown';
}

const CODES: Record<string, (code: string) => MessageKey> = {
  relation: codeWord.relation,
  sex: codeWord.sex,
  residence: codeWord.residence,
  presence: codeWord.presence,
};

/** A field's value as people say it. */
function valueText(field: string, value: string, t: Say): string {
  if (value === '') return t('imports.nothing');
  const word = CODES[field];
  if (word) return t(word(value));
  if (labelOf(field) || field === 'partyMember')
    return t(value === 'yes' ? 'common.yes' : 'common.no');
  return value;
}

/** Field: before → after. */
export const changeText = ({ field, before, after }: Change, t: Say): string =>
  t('imports.change', {
    field: t(fieldWord(field)),
    before: valueText(field, before, t),
    after: valueText(field, after, t),
  });

const SHOWN = ['relation', 'sex', 'birthDate', 'age', 'idNumber', 'idUnsound', 'phone', 'presence'];

/** A person's facts in one line. */
export function personLine(values: Values, t: Say): string {
  return SHOWN.filter((field) => values[field])
    .map((field) => valueText(field, values[field]!, t))
    .join(' · ');
}

/** A known household by its head, or whoever is named first. */
export function homeName(known: KnownRegister, name: string, t: Say): string {
  const people = known.people.filter((one) => one.household === name && one.now.name);
  const head = people.find(({ now }) => now.relation === 'head') ?? people[0];
  const home = known.households.find((one) => one.name === name);
  const householder = head?.now.name ?? home?.now.householder;
  return householder ? t('register.headOf', { name: householder }) : t('imports.householdUnnamed');
}

/** What an import brings. */
export interface Brought {
  households: number;
  people: number;
  amended: number;
  left: number;
}

/** What an import brings, in one line: 412 households, 1,310 people, 3 changes. */
export const broughtText = (brought: Brought, t: Say): string =>
  (['households', 'people', 'amended', 'left'] as const)
    .filter((part) => brought[part] > 0)
    .map((part) => t(`imports.brings_${part}`, { n: brought[part] }))
    .join(t('imports.brings_and'));

/** Group and door in one line. */
export function placeLine({ group, door, householdNumber }: Values, t: Say): string {
  return [
    householdNumber && `${t('imports.field_householdNumber')} ${householdNumber}`,
    group && (/[0-9]$/.test(group) ? t('register.groupNamed', { group }) : group),
    door && t('register.doorNamed', { door }),
  ]
    .filter(Boolean)
    .join(' · ');
}
