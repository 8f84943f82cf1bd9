/**
 * What speaks for and against two records being of the same household or person. The same name is
 * not the same person; another sound number or another birth date is another person.
 */
import type { KnownHousehold, KnownPerson, Known } from './known';
import type { Values } from './fields';
import type { ListedHousehold, ListedPerson } from './listed';
import { wholePerson } from './whole';

/** What the register and the lists ever said of somebody. */
export const versionsOf = ({ now, listed }: Known): Values[] => (listed ? [now, listed] : [now]);

/** An ID number so that its older form of 15 digits is the same number. */
export const idKey = (id: string): string =>
  /^\d{17}[\dX]$/.test(id) ? id.slice(0, 6) + id.slice(8, 17) : id;

/** Every number somebody was ever known by. */
export const idKeysOf = (known: KnownPerson): string[] => [
  ...new Set(versionsOf(known).flatMap(({ idNumber }) => (idNumber ? [idKey(idNumber)] : []))),
];

/** Every name somebody was ever known by. */
export const namesOf = (known: KnownPerson): string[] => [
  ...(new Set(
    versionsOf(known).flatMap(({ name, nameKo }) => [name, nameKo].filter((one) => one)),
  ) as Set<string>),
];

const sameAsFarAsKnown = (a: string | undefined, b: string | undefined): boolean => {
  if (!a || !b) return true;
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) === b.slice(0, length);
};

/** Another sound number was written for either. */
function idsDiffer({ id }: ListedPerson, known: KnownPerson): boolean {
  const keys = idKeysOf(known);
  return id !== undefined && keys.length > 0 && !keys.includes(idKey(id));
}

const birthOf = ({ birthDate, birthYear }: Values): string | undefined => birthDate || birthYear;

/** No version of it was born on another day. */
const birthsAgree = ({ values }: ListedPerson, known: KnownPerson): boolean =>
  versionsOf(known).some((version) => sameAsFarAsKnown(birthOf(values), birthOf(version)));

/** Both are known to the day, and are the same. */
export const birthDatesEqual = ({ values }: ListedPerson, known: KnownPerson): boolean =>
  values.birthDate?.length === 10 &&
  versionsOf(known).some(({ birthDate }) => birthDate === values.birthDate);

const birthYearsEqual = ({ values }: ListedPerson, known: KnownPerson): boolean =>
  Boolean(values.birthYear) &&
  versionsOf(known).some(({ birthYear }) => birthYear === values.birthYear);

const sexesAgree = ({ values }: ListedPerson, { now }: KnownPerson): boolean =>
  !values.sex || now.sex === 'unknown' || now.sex === values.sex;

/** The same name in one household: how likely the same person; undefined: not. */
export function likeness(listed: ListedPerson, known: KnownPerson): number | undefined {
  const { values } = listed;
  if (!namesOf(known).includes(values.name ?? '')) return undefined;
  if (idsDiffer(listed, known)) return undefined;
  const agrees = (field: string): number =>
    versionsOf(known).some(
      (version) => values[field] !== undefined && version[field] === values[field],
    )
      ? 1
      : 0;
  const isRepeated = known.listed && wholePerson(known.listed) === wholePerson(values);
  return (
    (isRepeated ? 32 : 0) +
    (birthsAgree(listed, known) ? 8 : 0) +
    (birthDatesEqual(listed, known) ? 4 : 0) +
    agrees('relation') +
    agrees('phone') +
    agrees('idUnsound')
  );
}

/** Another name in the same place of the same household, born in the same year. */
export const mayBeRenamed = (listed: ListedPerson, known: KnownPerson): boolean =>
  birthYearsEqual(listed, known) &&
  sexesAgree(listed, known) &&
  !idsDiffer(listed, known) &&
  versionsOf(known).some(({ relation }) => relation === listed.values.relation);

const SAME_ID = 40;
const SAME_NAME = 20;
const SAME_BIRTH = 10;
const SAME_NUMBER = 20;
/** Numbers may begin anew in every group. */
const SAME_NUMBER_ELSEWHERE = 10;
const SAME_GROUP = 10;
const SAME_DOOR = 10;

/** How much a listed person speaks for the household a known one lives in. */
export function voiceOf(listed: ListedPerson, known: KnownPerson): number {
  if (listed.id !== undefined && idKeysOf(known).includes(idKey(listed.id))) return SAME_ID;
  if (idsDiffer(listed, known) || !birthsAgree(listed, known)) return 0;
  return SAME_NAME + (birthDatesEqual(listed, known) ? SAME_BIRTH : 0);
}

/** How much the household's own facts speak for it. */
export function addressVoice(listed: ListedHousehold, known: KnownHousehold): number {
  const { householdNumber, group = '', door } = listed.values;
  const versions = versionsOf(known);
  const isGroup = versions.some((version) => (version.group ?? '') === group);
  const isNumber = versions.some(
    (version) => householdNumber && version.householdNumber === householdNumber,
  );
  const isDoor = versions.some((version) => door && version.door === door);
  return (
    (isGroup ? SAME_GROUP : 0) +
    (isNumber ? (isGroup ? SAME_NUMBER : SAME_NUMBER_ELSEWHERE) : 0) +
    (isGroup && isDoor ? SAME_DOOR : 0)
  );
}

/** People in common that make it the same household; below, a person is asked. */
export const PEOPLE_ENOUGH = SAME_NAME;
/** With the address: the same household. */
export const ENOUGH = 30;
