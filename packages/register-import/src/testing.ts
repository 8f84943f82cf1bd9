/** Invented lists for tests: what a parser would understand of them. */
import type { Household, Person, Understanding } from '@doorstep/sheets';

export type TestPerson = Partial<
  Omit<Person, 'index' | 'household' | 'sheet' | 'row' | 'block'>
> & {
  name: string;
};

export type TestHousehold = Partial<Omit<Household, 'index' | 'sheet' | 'row' | 'people'>> & {
  people: TestPerson[];
};

/** A sheet of these households, a row for each person. */
export function understandingOf(list: readonly TestHousehold[]): Understanding {
  const people: Person[] = [];
  const households = list.map((one, index): Household => {
    const first = people.length;
    one.people.forEach((person, i) =>
      people.push({
        idTrusted: person.idNumber !== undefined,
        phones: [],
        labels: {},
        ...person,
        index: first + i,
        household: index,
        sheet: 0,
        row: first + i + 2,
        block: 0,
      }),
    );
    const head = one.people.findIndex(({ relation }) => relation === 'head');
    return {
      labels: {},
      ...(head >= 0 && { householder: first + head, householderName: one.people[head]!.name }),
      ...one,
      index,
      sheet: 0,
      row: first + 2,
      block: 0,
      people: one.people.map((_, i) => first + i),
    };
  });
  return {
    format: 'xlsx',
    sheets: [],
    columns: [],
    households,
    people,
    counts: [],
    problems: [],
    stats: {
      households: households.length,
      people: people.length,
      idsTrusted: 0,
      rows: 0,
      problems: {},
    },
  };
}
