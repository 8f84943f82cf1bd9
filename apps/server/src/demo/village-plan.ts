/**
 * A village's ten days: its register, then each cadre's walk from door to door and what they
 * publicise, and when phones are online. Nothing is planned that would not arrive in the ten days.
 */
import { instantOf, type Trip } from '@doorstep/ledger';
import {
  dealt,
  inventHousehold,
  inventVillage,
  type Dice,
  type InventedHousehold,
  type InventedVillage,
} from '@doorstep/scenario';
import { FIRST_DAY, LAST_DAY, STEP_MS, demoDays, steps } from './calendar';
import { cadresOf, type Cadre } from './cadres';
import type { Deed, PhonePlan } from './deed';
import type { Orders } from './office-plan';
import { dutyDrafts, registerDrafts, walkersByGroup } from './register-plan';
import { publicityDeeds } from './publicity-plan';
import { NANGOU, type DemoVillage } from './villages';
import { walkDeeds } from './walk';

const MINUTE_MS = 60_000;

/** The train some of Nangou's people rode with the case of their town (F46, F47). */
const SHARED_TRIP: Trip = {
  mode: 'train',
  number: 'K9918',
  day: '2020-01-22',
  carriage: '8',
  from: '长春',
  to: '和龙',
};
const CO_PASSENGERS = 3;

function coPassengers(dice: Dice, { place, households }: InventedVillage): Map<string, Trip> {
  if (place !== NANGOU) return new Map();
  const atHome = households.flatMap(({ people }) =>
    people.filter((one) => !one.away && one.birthYear < 2000),
  );
  const riders = dice.shuffled(atHome).slice(0, CO_PASSENGERS);
  return new Map(
    riders.map((one, i) => [one.id, { ...SHARED_TRIP, seat: `${11 + i}${'ABC'[i]}` }]),
  );
}

/** Households nobody had on the list, at the end of their group. */
function unlistedOf(dice: Dice, options: DemoVillage): InventedHousehold[] {
  const { name, koreanShare, unlisted, groups } = options;
  return Array.from({ length: unlisted }, (_, i) => {
    const own = dice.fork(`unlisted ${i}`);
    const people = own.chance(koreanShare) ? 'korean' : 'han';
    const group = String(own.int(1, groups));
    return inventHousehold(own, {
      size: own.int(1, 3),
      people,
      group,
      door: `附${i + 1}`,
      villageName: name,
      tenantShare: 0.5,
    });
  });
}

type Signal = 'good' | 'weak' | 'evening';

const atTime = (stepMs: number, day: string, time: string): boolean =>
  stepMs === instantOf(day, time);

/** Half-hours with a signal, by the kind of phone and the day. */
function onlineSteps(dice: Dice, signal: Signal): Set<number> {
  const online = new Set<number>();
  for (const day of demoDays()) {
    const own = dice.fork(`online ${day}`);
    if (day !== FIRST_DAY && day !== LAST_DAY && own.chance(0.05)) continue;
    for (let ms = instantOf(day, '07:30'); ms <= instantOf(day, '22:00'); ms += STEP_MS) {
      const isUp =
        signal === 'good'
          ? own.chance(0.7)
          : signal === 'weak'
            ? own.chance(0.06) || ['12:30', '17:30', '20:30'].some((time) => atTime(ms, day, time))
            : ms >= instantOf(day, '20:30');
      if (isUp) online.add(ms);
    }
  }
  return online;
}

interface Connection extends Pick<PhonePlan, 'isOnline' | 'aheadMs' | 'lossShare'> {
  /** When it is last online. */
  untilMs: number;
}

function connectionOf(dice: Dice, options: DemoVillage, cadre: Cadre): Connection {
  const own = dice.fork(`phone ${cadre.account}`);
  const signal = own.weighted<Signal>([
    ['good', 5],
    ['weak', 4],
    ['evening', 1],
  ]);
  const online = onlineSteps(own, signal);
  const silentFromMs = options.silentAtEnd ? instantOf(LAST_DAY) : Infinity;
  const isOff = own.chance(0.12);
  const isOnline = (stepMs: number): boolean => online.has(stepMs) && stepMs < silentFromMs;
  return {
    isOnline,
    untilMs: Math.max(...steps().filter(isOnline)),
    aheadMs: isOff ? own.int(-9, 14) * MINUTE_MS : own.int(-20, 20) * 1_000,
    lossShare: signal === 'good' ? 0.02 : 0.06,
  };
}

/** In order of time, no two at one instant: author and time tell a deed apart. */
function inOrder(deeds: readonly Deed[]): Deed[] {
  const sorted = [...deeds].sort((a, b) => a.atMs - b.atMs);
  let lastMs = 0;
  for (const deed of sorted) lastMs = deed.atMs = Math.max(deed.atMs, lastMs + 1);
  return sorted;
}

interface Day1 {
  village: InventedVillage;
  named: ReadonlySet<string>;
  beginsMs: number;
}

/** The list is taken over by the first secretary in the first hour. */
function registerDeeds(
  dice: Dice,
  { village, named, beginsMs }: Day1,
  duty: Deed['drafts'],
): Deed[] {
  const register = registerDrafts(dice.fork('register'), village, village.households, named);
  return [
    { atMs: beginsMs, drafts: duty },
    { atMs: beginsMs + 7 * MINUTE_MS, drafts: register },
  ];
}

/** The plans of all phones of a village, the first secretary's first. */
export function villagePlans(dice: Dice, options: DemoVillage, orders: Orders): PhonePlan[] {
  const { place, diligence } = options;
  const own = dice.fork(`village ${place}`);
  const cadres = cadresOf(dice, options);
  const village = inventVillage(own.fork('people'), options);
  const walkers = walkersByGroup(cadres, village.groups);
  const isNamed = own.fork('named');
  const named = new Set(
    village.households.filter(() => isNamed.chance(options.namedShare)).map((one) => one.id),
  );
  const beginsMs = instantOf(FIRST_DAY, '07:41') + Math.round((1.3 - diligence) * 180) * MINUTE_MS;
  const unlisted = unlistedOf(own, options);
  const trips = coPassengers(own.fork('train'), village);
  const phones = cadres.filter((cadre) => cadre.hasPhone);
  const times = dealt(
    options.times,
    phones.map((_, i) => (i === 0 ? 3 : 1)),
  );
  let personTimes = options.personTimes;
  let toWalk = village.households.length;
  return phones.map((cadre, i) => {
    const { untilMs, ...connection } = connectionOf(own, options, cadre);
    const walks = ({ group }: InventedHousehold): boolean => walkers.get(group) === cadre;
    const households = village.households.filter(walks);
    const fallsTo = Math.round((personTimes * households.length) / Math.max(1, toWalk));
    const fromMs = beginsMs + 60 * MINUTE_MS;
    const walk = walkDeeds(own.fork(`walk ${cadre.account}`), {
      households,
      unlisted: unlisted.filter(walks),
      named,
      trips,
      orders,
      personTimes: fallsTo,
      fromMs,
      untilMs,
    });
    personTimes -= fallsTo - walk.left;
    toWalk -= households.length;
    const said = publicityDeeds(own.fork(`publicity ${cadre.account}`), {
      ...options,
      times: times[i]!,
      fromMs,
      untilMs,
    });
    const register =
      i === 0 ? registerDeeds(own, { village, named, beginsMs }, dutyDrafts(cadres, walkers)) : [];
    return {
      account: cadre.account,
      place,
      deeds: inOrder([...register, ...walk.deeds, ...said]),
      ...connection,
    };
  });
}
