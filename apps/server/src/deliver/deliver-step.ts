/**
 * Delivers what an office wrote to the ledgers of the villages within it. Appending is idempotent
 * and the cursor moves last: after a crash the same deliveries are made again and found there.
 */
import { canonical, type PlaceCode, type Stored } from '@doorstep/ledger';
import type { Keys } from '../keys';
import type { ServerStore, StorePorts } from '../store';
import type { PushEntry, WrappedKey } from '../store/ledger';
import { deliveriesOf, type Delivery } from './derive';

const PAGE_ENTRIES = 500;
/** Ledgers written to at once. */
const LANES = 4;

export interface DeliverDeps {
  store: ServerStore;
  keys: Pick<Keys, 'wrap' | 'unwrap'>;
  /** A derived entry could not be stored: its id is taken by other content, or its key is missing. */
  onRefused: (village: PlaceCode, entryId: string, outcome: string) => void;
}

export interface Delivered {
  /** Where the ledgers written to now stand. */
  heads: { place: PlaceCode; head: number }[];
  more: boolean;
}

/** Delivers the next entries of an office's ledger. @throws Unavailable, Busy: to be tried again */
export async function deliverStep(deps: DeliverDeps, office: PlaceCode): Promise<Delivered> {
  const { store } = deps;
  const after = await store.delivery.cursor(office);
  const fresh = await read(store, office, after, PAGE_ENTRIES);
  const last = fresh.at(-1);
  if (!last) return { heads: [], more: false };
  const known = after === 0 ? fresh : [...(await read(store, office, 0, after, after)), ...fresh];
  const villages = await store.delivery.villagesWithin(office);
  const byVillage = grouped(deliveriesOf(office, known, after, villages), ({ village }) => village);
  const heads = await inLanes([...byVillage], ([village, all]) =>
    append(deps, office, village, all),
  );
  await store.delivery.advance(office, last.seq);
  return { heads, more: fresh.length === PAGE_ENTRIES };
}

const read = (
  store: StorePorts,
  place: PlaceCode,
  after: number,
  limit: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<Stored[]> => store.ledger.read(place, { after, upTo, limit });

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const item of queue) results.push(await work(item));
    }),
  );
  return results;
}

async function append(
  { store, keys, onRefused }: DeliverDeps,
  office: PlaceCode,
  village: PlaceCode,
  deliveries: readonly Delivery[],
): Promise<{ place: PlaceCode; head: number }> {
  let head = 0;
  for (const [receivedAt, together] of grouped(deliveries, (one) => one.receivedAt)) {
    const entries = together.map(({ entry }) => pushEntryOf(entry));
    const wrapped = await rewrapped(
      { store, keys },
      office,
      village,
      new Set(entries.flatMap((one) => one.keyIds)),
    );
    const result = await store.ledger.push({
      place: village,
      receivedAt,
      offsetMs: 0,
      entries,
      keys: wrapped,
    });
    head = result.head.head;
    if (result.moved) continue;
    for (const receipt of result.receipts) {
      if (receipt.outcome !== 'stored') onRefused(village, receipt.id, receipt.outcome);
    }
  }
  return { place: village, head };
}

function pushEntryOf(entry: Delivery['entry']): PushEntry {
  const keyIds = [...new Set(Object.values(entry.sealed ?? {}).map(({ k }) => k))];
  return { id: entry.id, kind: entry.kind, content: canonical(entry), keyIds };
}

/** The office's keys of these ids, wrapped for the village. */
async function rewrapped(
  { store, keys }: Pick<DeliverDeps, 'store' | 'keys'>,
  office: PlaceCode,
  village: PlaceCode,
  keyIds: ReadonlySet<string>,
): Promise<WrappedKey[]> {
  if (keyIds.size === 0) return [];
  const wrapped = (await store.keys.after(office, 0)).filter(({ k }) => keyIds.has(k));
  return keys.wrap(store.keys, village, await keys.unwrap(store.keys, office, wrapped));
}
