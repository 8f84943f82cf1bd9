/**
 * The villages of the demo: twenty chosen ones over all eight counties, four of them as the source
 * tells of them; more are drawn from the list of places. Villages only (last three digits from
 * 200), never urban communities.
 */
import type { PlaceCode } from '@doorstep/ledger';
import type { Dice, VillageOptions } from '@doorstep/scenario';
import type { PlaceRow } from '../store/places';
import { quotasOf, VILLAGES, type Quota } from './quota';

export const DONGXING = '222401101205';
export const NANGOU = '222406100203';
export const XIALONGCHENG = '222402101212';
const TAIDONG = '222401105202';

export interface DemoVillage extends VillageOptions, Quota {
  teamMembers: number;
  /** 1 does all that is asked; below 0.5 a village falls clearly behind. */
  diligence: number;
  /** The part of the people whose names the register holds before anybody went there. */
  namedShare: number;
  /** Households nobody had on the list. */
  unlisted: number;
  /** No phone of it is heard of on the last day. */
  silentAtEnd: boolean;
}

/** A village before it is said how much is done in it, and by how many. */
type Described = Omit<DemoVillage, keyof Quota | 'teamMembers'>;
type Known = Partial<Omit<Described, 'place' | 'name'>>;

/** What is told of a village, or chosen for it; the rest is thrown. */
const CHOSEN: Record<PlaceCode, Known> = {
  [DONGXING]: {
    households: 658,
    groups: 8,
    koreanShare: 0.45,
    tenantShare: 0.12,
    diligence: 0.75,
    namedShare: 0.35,
    unlisted: 0,
  },
  [NANGOU]: {
    households: 174,
    people: 375,
    groups: 5,
    diligence: 1.1,
    namedShare: 1,
    unlisted: 0,
  },
  [TAIDONG]: { households: 128, groups: 4, diligence: 1.1 },
  [XIALONGCHENG]: { households: 96, groups: 3, koreanShare: 0.8, diligence: 1.05 },
  '222401100203': { households: 110, diligence: 0.9 },
  '222401105209': { households: 84 },
  '222402101204': { households: 62, koreanShare: 0.85 },
  '222403100212': { households: 118, koreanShare: 0.05 },
  '222403105202': { households: 74, koreanShare: 0.02, diligence: 0.35 },
  '222403201219': { households: 92, koreanShare: 0.04 },
  '222404203202': { households: 58, koreanShare: 0.9, silentAtEnd: true, diligence: 0.9 },
  '222404101205': { households: 66, koreanShare: 0.7 },
  '222405105200': { households: 54, koreanShare: 0.95 },
  '222405100202': { households: 88, koreanShare: 0.75 },
  '222406102205': { households: 104, koreanShare: 0.7 },
  '222406104203': { households: 48, koreanShare: 0.85, diligence: 0.45 },
  '222424101234': { households: 82, koreanShare: 0.1 },
  '222424104210': { households: 96, koreanShare: 0.6 },
  '222426101216': { households: 78, koreanShare: 0.08 },
  '222426104209': { households: 86, koreanShare: 0.5 },
};

/** Where Koreans are many and where they are few. */
const KOREAN_SHARE_BY_COUNTY: Record<string, number> = {
  '222401': 0.6,
  '222402': 0.75,
  '222403': 0.05,
  '222404': 0.55,
  '222405': 0.75,
  '222406': 0.65,
  '222424': 0.3,
  '222426': 0.25,
};

/** Team members for each first secretary: 375 for 189 (F16). */
const MEMBERS_PER_VILLAGE = 375 / VILLAGES;

function isVillage({ code, level }: PlaceRow): boolean {
  return (
    level === 'village' &&
    Number(code.slice(9)) >= 200 &&
    Number(code.slice(9)) < 300 &&
    Number(code.slice(6, 9)) < 300
  );
}

/** One to three each, two on the whole, so that all together come to `total`. */
function shareOut(dice: Dice, villages: number, total: number): number[] {
  const members = Array.from({ length: villages }, () => 2);
  for (let i = 0; i + 1 < villages; i += 5) [members[i], members[i + 1]] = [3, 1];
  for (let missing = total - members.reduce((sum, n) => sum + n, 0); missing !== 0;) {
    const i = dice.int(0, villages - 1);
    const step = Math.sign(missing);
    if (members[i]! + step < 1 || members[i]! + step > 3) continue;
    members[i]! += step;
    missing -= step;
  }
  return members;
}

function describe(dice: Dice, { code, zh }: PlaceRow): Described {
  const households = dice.int(55, 135);
  const isDrawn = !(code in CHOSEN);
  return {
    place: code,
    name: zh,
    households,
    groups: Math.max(2, Math.round(households / 32)),
    koreanShare: KOREAN_SHARE_BY_COUNTY[code.slice(0, 6)] ?? 0.3,
    diligence: isDrawn && dice.chance(0.1) ? 0.4 : 0.85 + dice.next() * 0.3,
    namedShare: 0.97,
    unlisted: dice.chance(0.5) ? dice.int(1, 2) : 0,
    silentAtEnd: isDrawn && dice.chance(0.03),
    ...CHOSEN[code],
  };
}

/**
 * The demo's villages, the chosen ones first.
 * @param places the whole tree
 */
export function chooseVillages(
  dice: Dice,
  places: readonly PlaceRow[],
  count: number,
): DemoVillage[] {
  const chosen = Object.keys(CHOSEN).map((code) =>
    places.find((place) => place.code === code && isVillage(place))!,
  );
  const others = dice
    .fork('others')
    .shuffled(places.filter((place) => isVillage(place) && !(place.code in CHOSEN)));
  const prefecture = [...chosen, ...others]
    .slice(0, Math.max(count, VILLAGES))
    .map((place) => describe(dice.fork(`village ${place.code}`), place));
  const quotas = quotasOf(prefecture);
  const all = prefecture.slice(0, count);
  const members = shareOut(
    dice.fork('members'),
    all.length,
    Math.round(all.length * MEMBERS_PER_VILLAGE),
  );
  return all.map((one, i) => ({ ...one, ...quotas[i]!, teamMembers: members[i]! }));
}
