/**
 * The invented people who do the work: a village's cadres and the offices' officials. Their
 * accounts follow from the seed alone, so that links can be made before the demo is.
 */
import type { PlaceCode, Role } from '@doorstep/ledger';
import { inventName, inventPhone, inventSurname, type Dice } from '@doorstep/scenario';
import type { Draft, Identity } from '@doorstep/sync';
import { FIRST_DAY } from './calendar';
import { NANGOU, XIALONGCHENG, type DemoVillage } from './villages';

export interface Cadre {
  account: string;
  role: Role;
  furtherRoles: Role[];
  unit?: string;
  identity: Identity;
  /** Signs in and records; the others are in the duty list only. */
  hasPhone: boolean;
}

const UNITS = [
  '州财政局',
  '州农业农村局',
  '州交通运输局',
  '市税务局',
  '县住建局',
  '州供销社',
  '市教育局',
  '州邮政公司',
  '县水利局',
  '州工商联',
];
const UNIT_OF: Record<PlaceCode, string> = { [XIALONGCHENG]: '州林业和草原局' };

const diceOf = (dice: Dice, place: PlaceCode, role: Role, i: number): Dice =>
  dice.fork(`cadre ${place} ${role} ${i}`);

/** The account of somebody in a place. */
export const accountOf = (dice: Dice, place: PlaceCode, role: Role, i = 0): string =>
  diceOf(dice, place, role, i).id('c');

function inventCadre(
  dice: Dice,
  place: PlaceCode,
  role: Role,
  i: number,
  koreanShare: number,
): Cadre {
  const own = diceOf(dice, place, role, i);
  const account = own.id('c');
  const people = own.chance(koreanShare) ? 'korean' : 'han';
  const name = inventName(own, inventSurname(own, people), own.chance(0.7) ? 'male' : 'female');
  const identity = { ...name, phone: inventPhone(own) };
  return { account, role, furtherRoles: [], identity, hasPhone: true };
}

function furtherRolesOf(dice: Dice, place: PlaceCode, role: Role): Role[] {
  if (role === 'first-secretary')
    return place === NANGOU || dice.chance(0.4) ? ['team-leader'] : [];
  return role === 'team-member' && dice.chance(0.15) ? ['grid-worker'] : [];
}

/** First secretary, team, village secretary, heads of the groups; in this order. */
export function cadresOf(
  dice: Dice,
  { place, koreanShare, teamMembers, groups }: DemoVillage,
): Cadre[] {
  const unit = UNIT_OF[place] ?? dice.fork(`unit ${place}`).pick(UNITS);
  const make = (role: Role, i: number): Cadre => inventCadre(dice, place, role, i, koreanShare);
  const team = [
    make('first-secretary', 0),
    ...Array.from({ length: teamMembers }, (_, i) => make('team-member', i)),
  ];
  const heads = Array.from({ length: groups }, (_, i): Cadre => ({
    ...make('group-head', i),
    hasPhone: false,
  }));
  return [
    ...team.map((one, i) => ({
      ...one,
      unit,
      furtherRoles: furtherRolesOf(dice.fork(`roles ${place} ${i}`), place, one.role),
    })),
    make('village-secretary', 0),
    ...heads,
  ];
}

export const officialOf = (dice: Dice, office: PlaceCode): Cadre =>
  inventCadre(dice, office, 'official', 0, 0.4);

export function stationedDraft({ account, role, furtherRoles, unit, identity }: Cadre): Draft {
  const body = {
    cadre: account,
    role,
    ...(furtherRoles.length > 0 && { furtherRoles }),
    ...(unit && { unit }),
    from: FIRST_DAY,
  };
  return {
    kind: 'cadre.stationed',
    subjects: [account],
    body,
    identities: { [account]: identity },
  };
}
