/** The rows of the preview as a long list shows them: each household, then its people. Pure. */
import type { Problem, Understanding } from '@doorstep/sheets';
import type { Difference, HouseholdDifference, PersonDifference } from '../compare';

export const FILTERS = ['all', 'new', 'amended', 'unchanged', 'problems'] as const;
export type Filter = (typeof FILTERS)[number];

export type Line =
  | { key: string; kind: 'household'; household: HouseholdDifference }
  | { key: string; kind: 'person'; person: PersonDifference; problems: Problem[] };

/** Problems by the person they are about. */
export function problemsByPerson({ problems }: Understanding): Map<number, Problem[]> {
  const byPerson = new Map<number, Problem[]>();
  for (const problem of problems) {
    if (problem.person === undefined) continue;
    byPerson.set(problem.person, [...(byPerson.get(problem.person) ?? []), problem]);
  }
  return byPerson;
}

/** The lines a filter lets through; a household stands above those of its people that pass. */
export function linesOf(
  difference: Difference,
  problems: ReadonlyMap<number, Problem[]>,
  filter: Filter,
): Line[] {
  const passes = (state: string, index?: number): boolean =>
    filter === 'all' ||
    (filter === 'problems' ? index !== undefined && problems.has(index) : state === filter);
  return difference.households.flatMap((household): Line[] => {
    const people = household.people.filter(({ state, listed }) => passes(state, listed.index));
    if (people.length === 0 && !passes(household.state)) return [];
    return [
      { key: `h${household.listed.index}`, kind: 'household', household },
      ...people.map((person): Line => ({
        key: `p${person.listed.index}`,
        kind: 'person',
        person,
        problems: problems.get(person.listed.index) ?? [],
      })),
    ];
  });
}
