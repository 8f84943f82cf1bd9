/** An invented village: its groups, households and people, in walking order. */
import type { Dice } from './dice';
import { inventHousehold, type InventedHousehold } from './people';

export interface VillageOptions {
  /** Its code. */
  place: string;
  /** Its Chinese name, for addresses. */
  name: string;
  households: number;
  /** Everybody on the register; about 2.1 a household when left out. */
  people?: number;
  groups: number;
  /** Part of the households that are Korean, 0 to 1. */
  koreanShare: number;
  /** Part of the households that rent here, 0 to 1. */
  tenantShare?: number;
}

export interface InventedVillage {
  place: string;
  groups: string[];
  households: InventedHousehold[];
}

const SIZES = [
  [1, 27],
  [2, 48],
  [3, 13],
  [4, 8],
  [5, 3],
  [6, 1],
] as const;
const SIZE_MAX = 6;

/** A size for every household; they add up to `people` where that is given. */
function inventSizes(dice: Dice, households: number, people: number | undefined): number[] {
  const sizes = Array.from({ length: households }, (): number => dice.weighted(SIZES));
  if (people === undefined) return sizes;
  if (people < households || people > households * SIZE_MAX)
    throw new Error('no such village: people do not fit its households');
  for (let missing = people - sizes.reduce((sum, size) => sum + size, 0); missing !== 0;) {
    const i = dice.int(0, households - 1);
    const step = Math.sign(missing);
    if (sizes[i]! + step < 1 || sizes[i]! + step > SIZE_MAX) continue;
    sizes[i]! += step;
    missing -= step;
  }
  return sizes;
}

/** Invents a village; the same dice invent the same. */
export function inventVillage(dice: Dice, options: VillageOptions): InventedVillage {
  const { place, name, households, people, groups, koreanShare, tenantShare = 0 } = options;
  const sizes = inventSizes(dice.fork('sizes'), households, people);
  const perGroup = Math.ceil(households / groups);
  return {
    place,
    groups: Array.from({ length: groups }, (_, i) => String(i + 1)),
    households: sizes.map((size, i) => {
      const own = dice.fork(`household ${i}`);
      const group = String(Math.floor(i / perGroup) + 1);
      const door = String((i % perGroup) + 1);
      const people = own.chance(koreanShare) ? 'korean' : 'han';
      return inventHousehold(own, { size, people, group, door, villageName: name, tenantShare });
    }),
  };
}
