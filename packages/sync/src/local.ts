/**
 * The local copy of a ledger: what the store holds, in memory, and the one way to change it.
 *
 *   commit(make) ─► make(held) ─► store.commit ─┬─ true  ─► apply, tell listeners and other tabs
 *                        ▲                      └─ false ─► another tab wrote: load, make again
 *                        └───────────────────────────────┘
 *
 * Memory never runs ahead of the disk: a change is applied only after it is durable.
 */
import type { Stored } from '@doorstep/ledger';
import type { ReplicaChange } from './face';
import { applyChange } from './held';
import { tellSafely } from './listeners';
import type { Change, Held, Peers, Store, Unsent } from './ports';
import type { SubjectKey } from './wire';

/** The device could not save (full, broken, taken away). Nothing of the change is stored. */
export class StorageFailed extends Error {
  constructor(override readonly cause: unknown) {
    super('this device could not save');
  }
}

/** Of rows told with a receipt, those that now come with another or none: their times are others. */
function withOtherReceipt(outbox: readonly Unsent[], next: readonly Stored[]): Stored[] {
  const told = new Map(outbox.map(({ stored }) => [stored.entry.id, stored]));
  return next.filter(({ entry, seq, receivedAt, offsetMs }) => {
    const before = told.get(entry.id);
    if (!before || before.seq === 0) return false;
    return seq === 0 || before.receivedAt !== receivedAt || before.offsetMs !== offsetMs;
  });
}

export class Local {
  private queue: Promise<unknown> = Promise.resolve();
  private readonly listeners = new Set<(change: ReplicaChange) => void>();
  private readonly seqById = new Map<string, number>();
  private readonly keysAtServer = new Set<string>();
  private keysById = new Map<string, SubjectKey>();
  private keysBySubject = new Map<string, SubjectKey>();
  /** Of them, those that are not here. */
  private readonly keysLacking = new Set<string>();
  /** Keys nobody could give when asked for all of them. */
  private readonly keysNowhere = new Set<string>();
  private all: Stored[] | undefined;
  private readonly stopHearing: () => void;

  private constructor(
    readonly held: Held,
    private readonly store: Store,
    private readonly peers: Peers,
  ) {
    this.index(held);
    this.stopHearing = peers.onChanged(() => void this.refresh());
  }

  static async open(store: Store, peers: Peers): Promise<Local> {
    return new Local(await store.load(0), store, peers);
  }

  /** Committed entries by seq, then the outbox by n. */
  stored(): readonly Stored[] {
    this.all ??= [...this.held.entries, ...this.held.outbox.map((row) => row.stored)];
    return this.all;
  }

  /** The seq under which the pulled ledger holds an id. */
  seqOf(id: string): number | undefined {
    return this.seqById.get(id);
  }

  key(k: string): SubjectKey | undefined {
    return this.keysById.get(k);
  }

  /** The key to seal a subject with: of several (made offline by two devices) the smallest id. */
  keyOf(subject: string): SubjectKey | undefined {
    return this.keysBySubject.get(subject);
  }

  /** The keys held here that open what these entries seal. */
  keysOf(entries: readonly Stored[]): SubjectKey[] {
    const used = new Set(
      entries.flatMap(({ entry }) => Object.values(entry.sealed ?? {}).map(({ k }) => k)),
    );
    return [...used].flatMap((k) => this.keysById.get(k) ?? []);
  }

  /** Whether something sealed in the pulled ledger has a key that is not here: not come yet, or destroyed. */
  lacksKeys(): boolean {
    return this.keysLacking.size > 0;
  }

  /** Whether one of them was not looked for among all keys yet. */
  lacksKeysUnsought(): boolean {
    for (const k of this.keysLacking) if (!this.keysNowhere.has(k)) return true;
    return false;
  }

  /** All keys were asked for: what is lacking now is nowhere. */
  noteKeysNowhere(): void {
    for (const k of this.keysLacking) this.keysNowhere.add(k);
  }

  /** Keys the server may not have yet: those no committed entry of this ledger uses. */
  keysToSend(rows: readonly Unsent[]): SubjectKey[] {
    const keys = this.keysOf(rows.map(({ stored }) => stored));
    return keys.filter(({ k }) => !this.keysAtServer.has(k));
  }

  subscribe(listener: (change: ReplicaChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Makes a change durable, then visible. `make` may be called again when another tab wrote first;
   * it returns nothing when there is nothing (left) to do.
   * @throws StorageFailed
   */
  commit(make: (held: Held) => Change | undefined): Promise<void> {
    return this.inTurn(() => this.commitNow(make));
  }

  /** Takes over what another tab wrote. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.reload());
  }

  close(): Promise<void> {
    this.stopHearing();
    return this.inTurn(async () => this.store.close());
  }

  private inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.queue.then(task);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async commitNow(make: (held: Held) => Change | undefined): Promise<void> {
    for (;;) {
      const change = make(this.held);
      if (!change) return;
      let written: boolean;
      try {
        written = await this.store.commit(change, this.held.revision);
      } catch (error) {
        throw new StorageFailed(error);
      }
      if (written) {
        this.apply(change);
        this.peers.changed();
        return;
      }
      await this.reload();
    }
  }

  private apply(change: Change): void {
    const dropped = this.held.entries.slice(change.keepUpTo ?? Infinity);
    const added = [...(change.entries ?? []), ...(change.outboxPut ?? []).map((row) => row.stored)];
    const voided = withOtherReceipt(this.held.outbox, added);
    applyChange(this.held, change);
    if (dropped.length > 0) this.indexAnew();
    else this.index(change);
    const refused = (change.rejectedPut ?? []).map((row) => row.stored);
    const left = new Set([...dropped, ...voided, ...refused].map(({ entry }) => entry.id));
    for (const id of change.outboxRemove ?? []) if (!this.seqById.has(id)) left.add(id);
    this.tell({ removed: [...left], added });
  }

  private async reload(): Promise<void> {
    const { outbox } = this.held;
    const before = outbox.map((row) => row.stored);
    const fresh = await this.news().catch((error: unknown) => {
      throw new StorageFailed(error);
    });
    if (!fresh) return;
    const { dropped, held } = fresh;
    const entries = dropped ? held.entries : [...this.held.entries, ...held.entries];
    Object.assign(this.held, { ...held, entries });
    this.indexAnew();
    const waiting = new Set(held.outbox.map((row) => row.stored.entry.id));
    const left = before.filter(({ entry: { id } }) => !waiting.has(id) && !this.seqById.has(id));
    const added = [...held.entries, ...held.outbox.map((row) => row.stored)];
    const gone = [...(dropped ?? []), ...left, ...withOtherReceipt(outbox, added)];
    this.tell({ removed: gone.map(({ entry }) => entry.id), added });
  }

  /** What another tab wrote; when it followed a restored server, the whole ledger anew. */
  private async news(): Promise<{ held: Held; dropped?: Stored[] } | undefined> {
    if ((await this.store.revision()) === this.held.revision) return undefined;
    const { seq, setBacks } = this.held.position;
    const held = await this.store.load(seq);
    if (held.position.setBacks === setBacks) return { held };
    return { held: await this.store.load(0), dropped: this.held.entries };
  }

  private indexAnew(): void {
    this.seqById.clear();
    this.keysAtServer.clear();
    this.keysLacking.clear();
    this.keysById.clear();
    this.keysBySubject.clear();
    this.index(this.held);
  }

  private index({ entries = [], keys = [] }: Pick<Change, 'entries' | 'keys'>): void {
    this.all = undefined;
    for (const { seq, entry } of entries) {
      this.seqById.set(entry.id, seq);
      for (const subject in entry.sealed) this.noteKeyAtServer(entry.sealed[subject]!.k);
    }
    for (const key of keys) {
      this.keysById.set(key.k, key);
      this.keysLacking.delete(key.k);
      const other = this.keysBySubject.get(key.subject);
      if (!other || key.k < other.k) this.keysBySubject.set(key.subject, key);
    }
  }

  private noteKeyAtServer(k: string): void {
    this.keysAtServer.add(k);
    if (!this.keysById.has(k)) this.keysLacking.add(k);
  }

  private tell(change: ReplicaChange): void {
    if (change.added.length === 0 && change.removed.length === 0) return;
    for (const listener of [...this.listeners]) tellSafely(() => listener(change));
  }
}
