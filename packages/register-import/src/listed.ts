/** What was understood of a file, as the fields of a register. */
import type { Understanding } from '@doorstep/sheets';
import { trustedId, valuesOfHousehold, valuesOfPerson, type Values } from './fields';

export interface ListedPerson {
  /** Index in the understanding. */
  index: number;
  household: number;
  values: Values;
  /** The number by which the person can be known again. */
  id: string | undefined;
}

export interface ListedHousehold {
  index: number;
  values: Values;
  /** The householder's name, listed as a person or not. */
  householder: string | undefined;
  people: ListedPerson[];
}

export interface Listed {
  households: ListedHousehold[];
  people: ListedPerson[];
  /** Rows of a problem workbook: the rest of the list is elsewhere. */
  isPart: boolean;
  counted: { households?: number; people?: number } | undefined;
}

/** Counts without names: that of the whole list, or else the groups' together. */
function countedOf({ counts }: Pick<Understanding, 'counts'>): Listed['counted'] {
  const whole = counts.find(({ group }) => group === undefined);
  const parts = whole ? [whole] : counts;
  const sum = (of: (one: (typeof counts)[number]) => number | undefined): number | undefined => {
    const known = parts.map(of).filter((n) => n !== undefined);
    return known.length > 0 ? known.reduce((a, b) => a + b, 0) : undefined;
  };
  const households = sum((one) => one.households);
  const people = sum((one) => one.people);
  if (households === undefined && people === undefined) return undefined;
  return {
    ...(households !== undefined && { households }),
    ...(people !== undefined && { people }),
  };
}

/** Reads an understanding as households and people with their fields. */
export function listedOf(
  understanding: Pick<Understanding, 'households' | 'people' | 'counts'>,
): Listed {
  const people = understanding.people.map((person): ListedPerson => ({
    index: person.index,
    household: person.household,
    values: valuesOfPerson(person),
    id: trustedId(person),
  }));
  const households = understanding.households.map((household): ListedHousehold => {
    const { householder, householderName } = household;
    const named = householder === undefined ? undefined : understanding.people[householder]?.name;
    return {
      index: household.index,
      values: valuesOfHousehold(household),
      householder: named ?? householderName,
      people: household.people.map((index) => people[index]!),
    };
  });
  return {
    households,
    people,
    isPart: understanding.people.some(({ origin }) => origin !== undefined),
    counted: countedOf(understanding),
  };
}
