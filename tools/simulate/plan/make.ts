/**
 * Draws a plan from a seed. Each seed has its own mix: some faults often, most not at all, so that
 * rare ones meet each other undisturbed.
 */
import { dice, type Dice } from '@doorstep/scenario';
import { CALM } from '../world/network';
import type { Deed, Plan, Step } from './plan';

const PREFECTURE = '2224';
const COUNTY = '222401';
const VILLAGES = ['222401101205', '222401102301', '222406100203'];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HALF_YEAR_MS = 182 * DAY_MS;

const STEPS_MIN = 18;
const STEPS_MAX = 46;
/** Of the kinds of trouble, how many a seed knows. */
const TROUBLES_MAX = 6;

/** What befalls; each a way to draw it. */
function troubles(d: Dice, phones: number, villages: number, servers: number): (() => Deed)[] {
  const phone = (): number => d.int(0, phones - 1);
  const server = (): number => d.int(0, servers - 1);
  const moment = () => d.pick(['before', 'after'] as const);
  const killAt = (statement: string) => (): Deed => ({
    do: 'kill-server',
    server: server(),
    statement,
    nth: d.int(1, 3),
    moment: moment(),
    backAfterMs: d.int(1, 10 * MINUTE_MS),
  });
  const share = (): number => d.pick([0.1, 0.3, 0.6]);
  const some = () => d.int(1, 3);
  return [
    () => ({
      do: 'network',
      weather: {
        requestLost: share(),
        answerLost: share(),
        repeated: share() / 2,
        late: share() / 2,
      },
      forMs: d.int(MINUTE_MS, 5 * HOUR_MS),
    }),
    () => ({
      do: 'network',
      weather: { ...CALM, answerLost: 0.7 },
      forMs: d.int(MINUTE_MS, HOUR_MS),
    }),
    () => ({ do: 'network', weather: { ...CALM, repeated: 0.5 }, forMs: d.int(MINUTE_MS, DAY_MS) }),
    () => ({ do: 'cut-off', phone: phone(), forMs: d.int(HOUR_MS, 4 * DAY_MS) }),
    () => ({ do: 'kill', phone: phone(), facts: some(), afterMs: d.int(0, 1_500) }),
    () => ({ do: 'quota', phone: phone(), writes: some() }),
    () => ({ do: 'evict', phone: phone() }),
    () => ({ do: 'clone', phone: phone() }),
    () => ({ do: 'two-tabs', phone: phone(), facts: some() }),
    () => ({ do: 'clock', phone: phone(), errorMs: d.int(-HALF_YEAR_MS, HALF_YEAR_MS) }),
    () => ({ do: 'old-app', phone: phone() }),
    killAt(''),
    killAt('push'),
    killAt('fold'),
    killAt('roll'),
    killAt('delivery'),
    killAt('commit'),
    () => ({ do: 'deploy', server: server() }),
    () => ({ do: 'database-away', forMs: d.int(10, 20_000) }),
    () => ({ do: 'database-restarts', lostMax: d.int(0, 4) }),
    () => ({ do: 'database-full', forMs: d.int(10, HOUR_MS) }),
    () => ({ do: 'database-answers-lost', share: share(), forMs: d.int(1_000, HOUR_MS) }),
    () => ({ do: 'restore', sameEpoch: false }),
    () => ({ do: 'restore', sameEpoch: true }),
    () => ({
      do: 'attack',
      attack: d.pick(['forged-author', 'id-reused', 'foreign-village']),
      phone: phone(),
    }),
    () => ({ do: 'erase-key', village: d.int(0, villages - 1) }),
  ];
}

function daily(d: Dice, phones: number, servers: number): Deed {
  const phone = d.int(0, phones - 1);
  return d.weighted<Deed>([
    [{ do: 'record', phone, facts: d.int(1, 3) }, 42],
    [{ do: 'sync', phone }, 38],
    [{ do: 'work', server: d.int(0, servers - 1) }, 14],
    [{ do: 'backup' }, 6],
  ]);
}

/** Steps come in bursts, so that they overlap; hours and days lie between bursts. */
function pauseMs(d: Dice): number {
  if (d.chance(0.7)) return d.int(0, 400);
  return d.chance(0.7) ? d.int(1_000, 30 * MINUTE_MS) : d.int(HOUR_MS, 2 * DAY_MS);
}

function phonesOf(d: Dice, villages: readonly string[]): string[] {
  const inVillages = villages.flatMap((village, i) =>
    Array.from({ length: i === 0 ? d.int(2, 3) : d.int(1, 2) }, () => village),
  );
  return [...inVillages, ...d.shuffled([COUNTY, PREFECTURE]).slice(0, d.int(1, 2))];
}

/** The plan of a seed. */
export function planOf(seed: number): Plan {
  const d = dice(`simulate/${seed}`);
  const villages = VILLAGES.slice(0, d.int(2, 3));
  const phones = phonesOf(d, villages);
  const servers = d.int(1, 3);
  const all = troubles(d, phones.length, villages.length, servers);
  const known = d.shuffled(all).slice(0, d.int(1, TROUBLES_MAX));
  const share = d.pick([0.1, 0.25, 0.4]);
  const steps: Step[] = [];
  let atMs = 0;
  const count = d.int(STEPS_MIN, STEPS_MAX);
  for (let i = 0; i < count; i += 1) {
    atMs += pauseMs(d);
    const deed = d.chance(share) ? d.pick(known)() : daily(d, phones.length, servers);
    steps.push({ atMs, name: `step ${i}`, deed });
  }
  return {
    seed,
    villages,
    phones,
    servers,
    pageEntries: d.pick([2, 5, 1_000]),
    merges: d.chance(0.3),
    steps,
  };
}
