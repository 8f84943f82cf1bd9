/**
 * Invented households as villages of Yanbian have them in winter 2020: many past fifty, few
 * children, the working-age children away, in Korean villages often abroad.
 */
import type { Identity } from '@doorstep/sync';
import type { Dice } from './dice';
import { inventIdNumber, inventPhone } from './identity';
import { inventName, inventSurname, type People, type Sex, type Surname } from './names';

const YEAR = 2020;

export type Relation = 'head' | 'spouse' | 'child' | 'parent' | 'grandchild' | 'other';

export interface InventedPerson {
  id: string;
  relation: Relation;
  sex: Sex;
  birthYear: number;
  language: 'zh' | 'ko' | 'both';
  labels: ('elderly-alone' | 'chronic' | 'pregnant' | 'disabled' | 'child-left-behind')[];
  identity: Identity;
  /** Lives and works elsewhere; registered here. */
  away?: { region: string; since: string };
  /** Came home for the New Year. */
  returned?: { region: string; day: string };
}

export interface InventedHousehold {
  id: string;
  group: string;
  door: string;
  labels: ('poor' | 'low-income' | 'tenant')[];
  identity: Identity;
  people: InventedPerson[];
}

interface Member {
  relation: Relation;
  sex: Sex;
  age: number;
}

const other = (sex: Sex): Sex => (sex === 'male' ? 'female' : 'male');

function couple(dice: Dice, ageMin: number, ageMax: number): Member[] {
  const sex: Sex = dice.chance(0.85) ? 'male' : 'female';
  const age = dice.int(ageMin, ageMax);
  return [
    { relation: 'head', sex, age },
    { relation: 'spouse', sex: other(sex), age: Math.max(22, age + dice.int(-6, 4)) },
  ];
}

const child = (dice: Dice, parentAge: number): Member => ({
  relation: 'child',
  sex: dice.chance(0.53) ? 'male' : 'female',
  age: Math.max(1, parentAge - dice.int(23, 32)),
});

const parent = (dice: Dice, childAge: number): Member => ({
  relation: 'parent',
  sex: dice.chance(0.65) ? 'female' : 'male',
  age: Math.min(96, childAge + dice.int(21, 30)),
});

const grandchild = (dice: Dice): Member => ({
  relation: 'grandchild',
  sex: dice.chance(0.5) ? 'male' : 'female',
  age: dice.int(1, 15),
});

function single(dice: Dice): Member[] {
  const isOld = dice.chance(0.65);
  const sex: Sex = dice.chance(isOld ? 0.35 : 0.8) ? 'male' : 'female';
  return [{ relation: 'head', sex, age: isOld ? dice.int(65, 89) : dice.int(40, 64) }];
}

/** Who belongs to a household of a size. */
function membersOf(dice: Dice, size: number): Member[] {
  if (size === 1) return single(dice);
  const members = couple(dice, size === 2 ? 50 : 42, size === 2 ? 80 : 66);
  const age = members[0]!.age;
  const others: (() => Member)[] = [
    () => child(dice, age),
    () => (dice.chance(0.5) && age < 66 ? parent(dice, age) : child(dice, age)),
    () => (age > 48 ? grandchild(dice) : child(dice, age)),
    () => grandchild(dice),
  ];
  for (let i = 0; members.length < size; i++)
    members.push(others[Math.min(i, others.length - 1)]!());
  return members;
}

const AWAY_REGIONS: Record<People, readonly (readonly [string, number])[]> = {
  han: [
    ['2201', 4],
    ['2202', 2],
    ['2101', 2],
    ['11', 2],
    ['37', 2],
    ['12', 1],
    ['44', 1],
    ['42', 0.4],
    ['2224', 3],
  ],
  korean: [
    ['abroad', 7],
    ['37', 2],
    ['11', 2],
    ['2102', 2],
    ['31', 1],
    ['44', 1],
    ['42', 0.3],
    ['2224', 2],
  ],
};

function stayOf(
  dice: Dice,
  people: People,
  member: Member,
): Pick<InventedPerson, 'away' | 'returned'> {
  const isWorker = member.relation === 'child' && member.age >= 18;
  const leaves = isWorker ? 0.8 : member.age >= 20 && member.age < 58 ? 0.16 : 0.02;
  if (!dice.chance(leaves)) return {};
  const region = dice.weighted(AWAY_REGIONS[people]);
  if (dice.chance(isWorker ? 0.3 : 0.2)) {
    return { returned: { region, day: `${YEAR}-01-${dice.int(16, 25)}` } };
  }
  return {
    away: {
      region,
      since: `${dice.int(2016, 2019)}-${String(dice.int(1, 12)).padStart(2, '0')}-01`,
    },
  };
}

function labelsOf(dice: Dice, member: Member, size: number): InventedPerson['labels'] {
  const labels: InventedPerson['labels'] = [];
  if (size === 1 && member.age >= 65) labels.push('elderly-alone');
  if (dice.chance(member.age >= 60 ? 0.36 : member.age >= 45 ? 0.12 : 0.01)) labels.push('chronic');
  if (dice.chance(0.03)) labels.push('disabled');
  if (member.sex === 'female' && member.age >= 22 && member.age <= 36 && dice.chance(0.06))
    labels.push('pregnant');
  if (member.relation === 'grandchild' && dice.chance(0.5)) labels.push('child-left-behind');
  return labels;
}

function languageOf(dice: Dice, people: People, age: number): InventedPerson['language'] {
  if (people === 'han') return 'zh';
  return dice.chance(age >= 60 ? 0.6 : 0.12) ? 'ko' : 'both';
}

function inventPerson(
  dice: Dice,
  people: People,
  family: Surname,
  member: Member,
  size: number,
): InventedPerson {
  const { relation, sex, age } = member;
  const bearsIt = relation !== 'spouse' && !(relation === 'parent' && sex === 'female');
  const surname = bearsIt ? family : inventSurname(dice, people);
  const birthYear = YEAR - age;
  const two = (n: number): string => String(n).padStart(2, '0');
  const birthday = `${birthYear}-${two(dice.int(1, 12))}-${two(dice.int(1, 28))}`;
  return {
    id: dice.id('p'),
    relation,
    sex,
    birthYear,
    language: languageOf(dice, people, age),
    labels: labelsOf(dice, member, size),
    identity: {
      ...inventName(dice, surname, sex),
      idNumber: inventIdNumber(dice, birthday, sex),
      ...(age >= 14 && dice.chance(0.85) && { phone: inventPhone(dice) }),
    },
    ...stayOf(dice, people, member),
  };
}

export interface HouseholdOptions {
  size: number;
  people: People;
  group: string;
  door: string;
  /** The Chinese name of the village, for the address. */
  villageName: string;
  tenantShare: number;
}

/** A household with its people, head first. At least one of them is at home. */
export function inventHousehold(dice: Dice, options: HouseholdOptions): InventedHousehold {
  const { size, people, group, door, villageName, tenantShare } = options;
  const family = inventSurname(dice, people);
  const members = membersOf(dice, size).map((member) =>
    inventPerson(dice, people, family, member, size),
  );
  if (members.every((one) => one.away)) delete members[0]!.away;
  const isPoor = dice.chance(members.some((one) => one.birthYear < YEAR - 65) ? 0.24 : 0.12);
  return {
    id: dice.id('h'),
    group,
    door,
    labels: dice.chance(tenantShare)
      ? ['tenant']
      : isPoor
        ? ['poor']
        : dice.chance(0.06)
          ? ['low-income']
          : [],
    identity: {
      address: `${villageName}${group}组${door}号`,
      ...(dice.chance(0.3) && { phone: inventPhone(dice) }),
    },
    people: members,
  };
}
