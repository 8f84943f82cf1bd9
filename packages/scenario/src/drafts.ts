/** Drafts of register facts about invented households and people. */
import type { Draft } from '@doorstep/sync';
import type { InventedHousehold, InventedPerson } from './people';

/** The household as the committee's list, or whoever found it, writes it down. */
export function householdDraft(
  household: InventedHousehold,
  source: 'list' | 'door' = 'list',
  statedPeople?: number,
): Draft {
  const { id, group, door, labels, identity } = household;
  return {
    kind: 'household.registered',
    subjects: [id],
    body: {
      group,
      door,
      residence: 'both',
      source,
      labels,
      ...(statedPeople !== undefined && { statedPeople }),
    },
    identities: { [id]: identity },
  };
}

export function personDraft(person: InventedPerson, household: string): Draft {
  const { id, relation, sex, birthYear, language, labels, identity } = person;
  const residence = person.away ? 'registered' : 'both';
  return {
    kind: 'person.registered',
    subjects: [id, household],
    body: { household, relation, sex, birthYear, language, residence, labels },
    identities: { [id]: identity },
  };
}

/** The household and everybody in it. */
export const registrationDrafts = (
  household: InventedHousehold,
  source?: 'list' | 'door',
): Draft[] => [
  householdDraft(household, source),
  ...household.people.map((person) => personDraft(person, household.id)),
];
