/** How this phone says things: words, names, doors, ages and times, following language and village. */
import { dayOf, type Entry, type Household, type PersonRow } from '@doorstep/ledger';
import { codeWord, enteredText, formatDay, formatMoment, useWords, type Words } from '@doorstep/ui';
import { nameIn } from '../village/names';
import type { Row } from '../village/rows';
import { useVillage } from './app';

export interface Speech extends Words {
  /** The name of a person, or that it is not known. */
  personName: (id: string) => string;
  /** The name alone; undefined when not known. */
  nameOf: (id: string) => string | undefined;
  /** Group 3 · No. 12 */
  door: (household: Pick<Household, 'group' | 'door'>) => string;
  groupName: (group: string) => string;
  /** Its head, or whoever is named first. */
  headName: (row: Pick<Row, 'people'>) => string;
  /** A household in one line: door and head. */
  household: (row: Row) => string;
  /** Who recorded something: by name, else by role. */
  author: (id: string) => string;
  /** The same of an entry: one an office wrote down says which, and who told it. */
  writer: (entry: Entry) => string;
  age: (person: Pick<PersonRow, 'birthYear'>) => string;
  day: (day: string) => string;
  moment: (instantMs: number) => string;
}

export function useSpeech(): Speech {
  const words = useWords();
  const village = useVillage();
  const { t, locale } = words;
  const nameOf = (id: string) => nameIn(village.identities.value.get(id), locale.value);
  const personName = (id: string) => nameOf(id) ?? t('register.nameless');
  const groupName = (group: string) => {
    if (!group) return t('register.noGroup');
    return /[0-9]$/.test(group) ? t('register.groupNamed', { group }) : group;
  };
  const door: Speech['door'] = ({ group, door: number }) =>
    `${groupName(group)} ${number ? t('register.doorNamed', { door: number }) : t('register.noDoor')}`;
  const headName: Speech['headName'] = ({ people }) => {
    const named = people.find((one) => nameOf(one.id));
    return named ? personName(named.id) : t('register.nameless');
  };
  const author = (id: string) => {
    if (id === 'system') return t('field.system');
    const cadre = village.fold.value.place.state.duty.cadres.get(id);
    return nameOf(id) ?? (cadre ? t(codeWord.role(cadre.role)) : t('field.unknownPerson'));
  };
  const writer = (entry: Entry): string => enteredText(entry, { t, author }) ?? author(entry.by);
  const age: Speech['age'] = ({ birthYear }) => {
    if (birthYear === undefined) return t('register.ageUnknown');
    return t('register.age', { n: Number(village.today.value.slice(0, 4)) - birthYear });
  };
  const { zone } = village.session;
  return {
    ...words,
    nameOf,
    personName,
    groupName,
    door,
    headName,
    household: (row) => `${door(row)} ${headName(row)}`,
    author,
    writer,
    age,
    day: (day) => formatDay(day, locale.value, village.today.value),
    moment: (instantMs) =>
      formatMoment(instantMs, locale.value, dayOf(village.nowMs(), zone), zone),
  };
}
