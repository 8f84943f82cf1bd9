/**
 * Villages of Yanbian with ledgers as their phones write them over fifteen days, and their sending:
 * each village comes online once a day at its own hour, while the server's clock is stepped from
 * hour to hour. A few ledgers are invented and sealed once; each village takes one of them under
 * ids of its own.
 */
import { readFileSync } from 'node:fs';
import { addDays, instantOf, localInstant, type Entry, type Stored } from '@doorstep/ledger';
import { generateLedger, type GeneratedLedger } from '@doorstep/scenario';
import type { SubjectKey } from '@doorstep/sync';
import { parsePlaces } from '../../apps/server/src/store/places';
import { accepted, enrol, openClient, type Client, type Seat } from './http';
import type { Served } from './served';

const PLACES = new URL('../../apps/server/data/places/yanbian.csv', import.meta.url);
export const PREFECTURE = '2224';
export const VILLAGES = 189;
const DAYS = 15;
const FIRST_DAY = '2020-01-26';
export const LAST_DAY = addDays(FIRST_DAY, DAYS - 1);
const LEDGERS = 21;
const LANES = 8;
const PER_PUSH = 500;
/** Hours at which villages come online. */
const HOURS = Array.from({ length: 12 }, (_, i) => 8 + i);
const DAY_MS = 86_400_000;
/** A village has so many records for each of its households. */
const ENTRIES_PER_HOUSEHOLD = 18;
/** Entries of each village that are sent later. */
const LATER = 100;
/** Records lie a little more than a pace apart. */
const PACE_SHARE = 1.125;
const ROUNDS = ['r_benchroundfirst0', 'r_benchroundsecond'] as const;
const ROUND_DAYS = 7;

export interface Sender extends Seat {
  index: number;
  /** What is sent by the end of the last day. */
  stored: readonly Stored[];
  /** What is recorded afterwards. */
  later: readonly Stored[];
  keys: ReadonlyMap<string, SubjectKey>;
  /** How many are sent. */
  sent: number;
}

/** Villages all over the prefecture. */
function chosenPlaces(): string[] {
  const all = parsePlaces(readFileSync(PLACES, 'utf8')).filter(({ level }) => level === 'village');
  return Array.from(
    { length: VILLAGES },
    (_, i) => all[Math.floor((i * all.length) / VILLAGES)]!.code,
  );
}

/** Invents as many ledgers as are needed for so many entries in all. */
export function inventLedgers(entries: number): Promise<GeneratedLedger[]> {
  const each = Math.ceil(entries / VILLAGES);
  const paceMs = Math.floor(((DAYS - 1) * DAY_MS) / each / PACE_SHARE / 4) * 4;
  const households = Math.ceil(each / ENTRIES_PER_HOUSEHOLD);
  return Promise.all(
    Array.from({ length: LEDGERS }, (_, i) =>
      generateLedger(`scale ${i}`, {
        households,
        entries: each + LATER,
        paceMs,
        cryptography: crypto.subtle,
      }),
    ),
  );
}

const ownId = (id: string, index: number): string =>
  `${id.slice(0, 24)}${index.toString(16).padStart(4, '0')}${id.slice(28)}`;

/** The entry as the village's own phone would have written it. */
function addressed({ entry }: Stored, { index, place, account, device }: Sender): Entry {
  const { id, replaces, body } = entry;
  const isLate = entry.at >= addDays(FIRST_DAY, ROUND_DAYS);
  return {
    ...entry,
    id: ownId(id, index),
    ...(replaces !== undefined && { replaces: ownId(replaces, index) }),
    ...(entry.kind === 'visit.recorded' && {
      body: { ...(body as object), round: ROUNDS[isLate ? 1 : 0] },
    }),
    place,
    by: account,
    device: `${device}/1`,
  };
}

/** Sends entries of a village's ledger with the keys they use. */
export async function send(
  client: Client,
  sender: Sender,
  due: readonly Stored[],
  nowMs: number,
): Promise<void> {
  const { keys, cookie, place } = sender;
  const used = new Set(
    due.flatMap(({ entry }) => Object.values(entry.sealed ?? {}).map(({ k }) => k)),
  );
  const body = {
    entries: due.map((one) => addressed(one, sender)),
    keys: [...used].map((k) => keys.get(k)!),
    after: Number.MAX_SAFE_INTEGER,
    sentAtMs: nowMs,
  };
  accepted(await client.post(`/api/ledgers/${place}/entries`, JSON.stringify(body), cookie));
}

/** Sends what a village has recorded by an instant. */
async function sendUntil(
  client: Client,
  sender: Sender,
  untilMs: number,
  nowMs: number,
): Promise<void> {
  for (;;) {
    const next = sender.stored.slice(sender.sent, sender.sent + PER_PUSH);
    const due = next.filter(({ receivedAt }) => Date.parse(receivedAt) <= untilMs);
    if (due.length === 0) return;
    await send(client, sender, due, nowMs);
    sender.sent += due.length;
  }
}

/** So many at a time, one after another in each lane. */
export async function inLanes<T>(
  items: Iterable<T>,
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** The prefecture opens two rounds for these villages. */
async function openRounds(
  client: Client,
  official: Seat,
  scope: string[],
  nowMs: number,
): Promise<void> {
  const entries = ROUNDS.map((round, i) => ({
    id: `00000000-0000-7000-8000-00000000000${i + 1}`,
    kind: 'round.opened',
    v: 1,
    place: official.place,
    at: localInstant(nowMs),
    by: official.account,
    device: `${official.device}/1`,
    n: i + 1,
    subjects: [round],
    body: {
      round,
      title: { zh: '逐户摸排', ko: '집집마다 조사', en: 'Door to door' },
      opens: addDays(FIRST_DAY, i * ROUND_DAYS),
      closes: addDays(FIRST_DAY, (i + 1) * ROUND_DAYS),
      scope,
    },
  }));
  const body = { entries, keys: [], after: 0, sentAtMs: nowMs };
  accepted(
    await client.post(
      `/api/ledgers/${official.place}/entries`,
      JSON.stringify(body),
      official.cookie,
    ),
  );
}

export interface Filled {
  senders: Sender[];
  official: Seat;
  entries: number;
  seconds: number;
}

/** Signs everybody in, opens the rounds and sends all ledgers. */
export async function fill(
  served: Served,
  ledgers: readonly GeneratedLedger[],
  onProgress: (entries: number) => void,
): Promise<Filled> {
  const client = openClient(served.baseUrl, LANES);
  const startMs = instantOf(FIRST_DAY, '07:00');
  await served.setClock(startMs);
  const senders: Sender[] = [];
  for (const [index, place] of chosenPlaces().entries()) {
    const { stored, keys } = ledgers[index % ledgers.length]!;
    const seat = await enrol(client, served.db, place, `c_bench${index}000`);
    senders.push({
      ...seat,
      index,
      stored: stored.slice(0, -LATER),
      later: stored.slice(-LATER),
      keys: new Map(keys.map((key) => [key.k, key])),
      sent: 0,
    });
  }
  const official = await enrol(client, served.db, PREFECTURE, 'c_official00');
  await openRounds(
    client,
    official,
    senders.map(({ place }) => place),
    startMs,
  );
  const sum = (): number => senders.reduce((total, { sent }) => total + sent, 0);
  const started = performance.now();
  for (let day = 0; day < DAYS; day++) {
    for (const [i, hour] of HOURS.entries()) {
      const isLast = day === DAYS - 1 && hour === HOURS.at(-1);
      const nowMs = instantOf(addDays(FIRST_DAY, day), `${String(hour).padStart(2, '0')}:00`);
      await served.setClock(nowMs);
      const online = senders.filter(({ index }) => isLast || index % HOURS.length === i);
      await inLanes(online, LANES, (sender) =>
        sendUntil(client, sender, isLast ? Infinity : nowMs, nowMs),
      );
      onProgress(sum());
    }
  }
  client.close();
  return { senders, official, entries: sum(), seconds: (performance.now() - started) / 1_000 };
}
