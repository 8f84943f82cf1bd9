/**
 * A device's store in IndexedDB: one database a ledger, every record sealed by the vault.
 *
 *   counters   plain numbers only: revision, n, incarnation
 *   position · outbox(id) · rejected(id) · keys(1, 2, …) · snapshots(name)      sealed
 *   segments(k)   sealed, entries 512·k+1 … 512·k+512; the last one is rewritten until it is full
 *   ends(seq)     sealed, the points the server signed: of each full segment, and the last
 *
 * A commit encrypts first, then writes everything in one transaction that begins by comparing the
 * revision: whole or not at all, and never over another tab's work. It waits for the disk (`strict`)
 * unless all of it is the server's, and would be pulled again.
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Stored } from '@doorstep/ledger';
import {
  emptyHeld,
  keptEnds,
  newIncarnation,
  SEGMENT_ENTRIES,
  type Change,
  type Held,
  type Position,
  type Random,
  type Rejected,
  type SegmentText,
  type SignedEnd,
  type Store,
  type SubjectKey,
  type Unsent,
} from '@doorstep/sync';
import type { Vault } from './vault';

/** 2: `ends`. */
const VERSION = 2;
const COUNTERS = 'counters';

interface Counters {
  revision: number;
  n: number;
  incarnation: number;
  /** Records of keys written so far: the next one's number. */
  keyRecords: number;
}

type Sealed = Uint8Array<ArrayBuffer>;

interface Schema extends DBSchema {
  counters: { key: string; value: Counters };
  position: { key: string; value: Sealed };
  segments: { key: number; value: Sealed };
  ends: { key: number; value: Sealed };
  outbox: { key: string; value: Sealed };
  rejected: { key: string; value: Sealed };
  keys: { key: number; value: Sealed };
  snapshots: { key: string; value: Sealed };
}

type Name = 'position' | 'segments' | 'ends' | 'outbox' | 'rejected' | 'keys';
const FIRST_NAMES: readonly Name[] = ['position', 'segments', 'outbox', 'rejected', 'keys'];
const WRITTEN = [COUNTERS, 'position', 'segments', 'ends', 'outbox', 'rejected', 'keys'] as const;

/** A sealed record on its way to the database. */
type Put = { [N in Name]: { store: N; key: Schema[N]['key']; record: Sealed } }[Name];

/** Records that give way. */
interface Drop {
  store: 'segments' | 'ends';
  range: IDBKeyRange;
}

/** What a change takes away: everything above `keepUpTo`, and the end that was the last one. */
function dropsOf(keepUpTo: number | undefined, passedEnd: number | undefined): Drop[] {
  const drops: Drop[] = [];
  if (passedEnd !== undefined)
    drops.push({ store: 'ends', range: IDBKeyRange.bound(passedEnd, passedEnd) });
  if (keepUpTo !== undefined) {
    const firstGone = Math.ceil(keepUpTo / SEGMENT_ENTRIES);
    drops.push({ store: 'segments', range: IDBKeyRange.lowerBound(firstGone) });
    drops.push({ store: 'ends', range: IDBKeyRange.lowerBound(keepUpTo, true) });
  }
  return drops;
}

/** Something of this device's own: to be on the disk before anybody is told. */
const isOwn = ({ n, incarnation, keepUpTo, ...change }: Change): boolean =>
  [n, incarnation, keepUpTo].some((one) => one !== undefined) ||
  [change.outboxPut, change.rejectedPut].some((rows) => rows && rows.length > 0);

const wholeText = (texts: readonly SegmentText[], k: number): SegmentText['bytes'] | undefined =>
  texts.find((text) => text.k === k)?.bytes;

const segmentOf = (seq: number): number => Math.floor((seq - 1) / SEGMENT_ENTRIES);

function openDatabase(name: string, random: Random): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, VERSION, {
    upgrade: (database, from, _to, transaction) => {
      database.createObjectStore('ends');
      if (from > 0) return;
      database.createObjectStore(COUNTERS);
      for (const store of [...FIRST_NAMES, 'snapshots' as const]) database.createObjectStore(store);
      const incarnation = newIncarnation(random);
      void transaction
        .objectStore(COUNTERS)
        .put({ revision: 0, n: 0, incarnation, keyRecords: 0 }, COUNTERS);
    },
    // Another tab signs out: let go, or its wipe would wait for ever.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

export class IdbStore implements Store {
  /** The unfilled last segment as last written, so that a small page need not read it back. */
  private tail: { revision: number; entries: Stored[] } | undefined;

  private constructor(
    private readonly database: IDBPDatabase<Schema>,
    private readonly vault: Vault,
  ) {}

  /** @throws DOMException when this browser has no room or refuses storage */
  static async open(name: string, vault: Vault, random: Random): Promise<IdbStore> {
    return new IdbStore(await openDatabase(name, random), vault);
  }

  async revision(): Promise<number> {
    return (await this.database.get(COUNTERS, COUNTERS))?.revision ?? 0;
  }

  async load(afterSeq: number): Promise<Held> {
    const transaction = this.database.transaction(WRITTEN);
    const first = Math.floor(afterSeq / SEGMENT_ENTRIES);
    const [counters, position, segments, ends, outbox, rejected, keys] = await Promise.all([
      transaction.objectStore(COUNTERS).get(COUNTERS),
      transaction.objectStore('position').get('position'),
      records(transaction, 'segments', IDBKeyRange.lowerBound(first)),
      records(transaction, 'ends'),
      records(transaction, 'outbox'),
      records(transaction, 'rejected'),
      records(transaction, 'keys'),
    ]);
    if (!counters) throw new Error('the database has no counters');
    const { revision, n, incarnation } = counters;
    const [held, pages, signed, unsent, refused, keyLists] = await Promise.all([
      position
        ? this.vault.open<Position>('position', 'position', position)
        : emptyHeld(incarnation).position,
      this.openAll<Stored[]>('segments', segments),
      this.openAll<SignedEnd>('ends', ends),
      this.openAll<Unsent>('outbox', outbox),
      this.openAll<Rejected>('rejected', rejected),
      this.openAll<SubjectKey[]>('keys', keys),
    ]);
    return {
      revision,
      incarnation,
      n,
      position: held,
      entries: pages.flat().filter(({ seq }) => seq > afterSeq),
      ends: signed.sort((a, b) => a.seq - b.seq),
      outbox: unsent.sort((a, b) => a.stored.entry.n - b.stored.entry.n),
      rejected: refused.sort((a, b) => a.stored.entry.n - b.stored.entry.n),
      keys: keyLists.flat(),
    };
  }

  async commit(change: Change, revision: number): Promise<boolean> {
    const before = await this.database.get(COUNTERS, COUNTERS);
    if (before?.revision !== revision) return false;
    const { puts, drops, tail } = await this.sealed(change, before);
    const durability = isOwn(change) ? 'strict' : 'relaxed';
    const transaction = this.database.transaction(WRITTEN, 'readwrite', { durability });
    const done = transaction.done;
    const counters = await transaction.objectStore(COUNTERS).get(COUNTERS);
    if (counters?.revision !== revision) {
      await done;
      return false;
    }
    const keyRecords = counters.keyRecords + (change.keys?.length ? 1 : 0);
    const after = {
      revision: revision + 1,
      n: change.n ?? counters.n,
      incarnation: change.incarnation ?? counters.incarnation,
      keyRecords,
    };
    const requests: Promise<unknown>[] = [transaction.objectStore(COUNTERS).put(after, COUNTERS)];
    for (const { store, range } of drops)
      requests.push(transaction.objectStore(store).delete(range));
    for (const { store, key, record } of puts)
      requests.push(transaction.objectStore(store).put(record, key));
    for (const id of change.outboxRemove ?? [])
      requests.push(transaction.objectStore('outbox').delete(id));
    for (const id of change.rejectedRemove ?? [])
      requests.push(transaction.objectStore('rejected').delete(id));
    await Promise.all([...requests, done]);
    if (tail || change.keepUpTo !== undefined)
      this.tail = tail && { revision: revision + 1, entries: tail };
    else if (this.tail) this.tail = { ...this.tail, revision: revision + 1 };
    return true;
  }

  /** Keeps a JSON value beside the ledger, sealed like everything else. */
  async saveSnapshot(name: string, value: unknown): Promise<void> {
    await this.database.put('snapshots', await this.vault.seal('snapshots', name, value), name);
  }

  /** The value saved last; undefined when there is none or it cannot be opened. */
  async loadSnapshot(name: string): Promise<unknown> {
    const record = await this.database.get('snapshots', name);
    return record && this.vault.open('snapshots', name, record).catch(() => undefined);
  }

  close(): void {
    this.database.close();
  }

  private async sealed(
    change: Change,
    counters: Counters,
  ): Promise<{ puts: Put[]; drops: Drop[]; tail?: Stored[] }> {
    const { keepUpTo, texts = [] } = change;
    const waiting: Promise<Put>[] = [];
    const put = (store: Name, key: string | number, sealed: Promise<Sealed>): void => {
      waiting.push(sealed.then((record) => ({ store, key, record }) as Put));
    };
    const putValue = (store: Name, key: string | number, value: unknown): void =>
      put(store, key, this.vault.seal(store, key, value));
    for (const row of change.outboxPut ?? []) putValue('outbox', row.stored.entry.id, row);
    for (const row of change.rejectedPut ?? []) putValue('rejected', row.stored.entry.id, row);
    if (change.keys?.length) putValue('keys', counters.keyRecords + 1, change.keys);
    if (change.position) putValue('position', 'position', change.position);
    const ends = change.ends ?? [];
    for (const end of keptEnds(ends)) putValue('ends', end.seq, end);
    const segments = await this.segmentsWith(change, counters.revision);
    for (const [k, entries] of segments) {
      const text = wholeText(texts, k);
      if (text) put('segments', k, this.vault.sealBytes('segments', k, text));
      else putValue('segments', k, entries);
    }
    const drops = dropsOf(keepUpTo, await this.passedEnd(ends));
    return { puts: await Promise.all(waiting), drops, tail: [...segments.values()].at(-1) };
  }

  /** The last end kept so far, when a later one takes its place. */
  private async passedEnd(ends: readonly SignedEnd[]): Promise<number | undefined> {
    if (ends.length === 0) return undefined;
    const last = (await this.database.getAllKeys('ends')).at(-1);
    return last !== undefined && last % SEGMENT_ENTRIES !== 0 ? last : undefined;
  }

  /** The segments a change touches, each with all its entries. */
  private async segmentsWith(
    { entries = [], keepUpTo }: Change,
    revision: number,
  ): Promise<Map<number, Stored[]>> {
    const segments = new Map<number, Stored[]>();
    const kept = keepUpTo ?? (entries.length > 0 ? entries[0]!.seq - 1 : 0);
    if (kept % SEGMENT_ENTRIES > 0) {
      const k = segmentOf(kept);
      const before = await this.segment(k, revision);
      segments.set(k, before.slice(0, kept - k * SEGMENT_ENTRIES));
    }
    for (const stored of entries) {
      const at = segmentOf(stored.seq);
      const segment = segments.get(at);
      if (segment) segment.push(stored);
      else segments.set(at, [stored]);
    }
    return segments;
  }

  private async segment(k: number, revision: number): Promise<Stored[]> {
    const last = this.tail?.entries.at(-1);
    if (this.tail?.revision === revision && last && segmentOf(last.seq) === k)
      return this.tail.entries;
    const record = await this.database.get('segments', k);
    return record ? this.vault.open<Stored[]>('segments', k, record) : [];
  }

  private openAll<T>(
    store: Name,
    { keys, values }: { keys: IDBValidKey[]; values: Sealed[] },
  ): Promise<T[]> {
    return Promise.all(values.map((record, i) => this.vault.open<T>(store, keys[i]!, record)));
  }
}

async function records(
  transaction: IDBPTransaction<Schema, typeof WRITTEN, 'readonly'>,
  store: Exclude<Name, 'position'>,
  range?: IDBKeyRange,
): Promise<{ keys: IDBValidKey[]; values: Sealed[] }> {
  const opened = transaction.objectStore(store);
  const [keys, values] = await Promise.all([
    opened.getAllKeys(range as never) as Promise<IDBValidKey[]>,
    opened.getAll(range as never) as Promise<Sealed[]>,
  ]);
  return { keys, values };
}
