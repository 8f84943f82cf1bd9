/** The first hour of a village: its cadres stationed, groups shared out, the committee's list taken over. */
import type { Draft } from '@doorstep/sync';
import {
  householdDraft,
  personDraft,
  type Dice,
  type InventedHousehold,
  type InventedPerson,
  type InventedVillage,
} from '@doorstep/scenario';
import { stationedDraft, type Cadre } from './cadres';

/** Who walks which group: in turn among those with a phone. */
export function walkersByGroup(cadres: Cadre[], groups: string[]): Map<string, Cadre> {
  const walkers = cadres.filter((one) => one.hasPhone);
  return new Map(groups.map((group, i) => [group, walkers[i % walkers.length]!]));
}

/** The duty list. */
export function dutyDrafts(cadres: Cadre[], walkers: Map<string, Cadre>): Draft[] {
  const assigned = [...walkers].map(([group, { account }]): Draft => ({
    kind: 'group.assigned',
    subjects: [account],
    body: { group, cadre: account },
  }));
  return [...cadres.map(stationedDraft), ...assigned];
}

function awayDraft(person: InventedPerson): Draft {
  const body = { person: person.id, presence: 'away', whereabouts: person.away! };
  return { kind: 'person.whereabouts', subjects: [person.id], body };
}

function listed(dice: Dice, household: InventedHousehold, isNamed: boolean): Draft[] {
  if (!isNamed) return [householdDraft(household)];
  const away = household.people.filter((one) => one.away && dice.chance(0.5));
  return [
    householdDraft(household),
    ...household.people.map((one) => personDraft(one, household.id)),
    ...away.map(awayDraft),
  ];
}

/**
 * The committee's list. `named` are the households whose people it names; of the others it knows
 * the door only.
 */
export function registerDrafts(
  dice: Dice,
  village: InventedVillage,
  listedHouseholds: InventedHousehold[],
  named: ReadonlySet<string>,
): Draft[] {
  const { place } = village;
  const subject = `v_${place}`;
  const counted: Draft = {
    kind: 'register.counted',
    subjects: [subject],
    body: { households: listedHouseholds.length, basis: 'registered' },
  };
  return [
    counted,
    ...listedHouseholds.flatMap((household) => listed(dice, household, named.has(household.id))),
  ];
}
