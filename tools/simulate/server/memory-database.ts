/**
 * The server's database in memory: durable tables, apart from the processes that connect to them.
 * Every statement passes the connection's gate, which may hold it, refuse it, lose its answer or
 * never let it return. A connection that ends rolls back and lets go of its locks.
 */
import type { ServerStore, StorePorts } from '../../../apps/server/src/store';
import { portsOn, type Run, type TakeLock } from './ports';
import { newTables, type ServerTables, type Snapshot } from './rows';

/** What statements of one connection go through. */
export interface Gate {
  /** On the way to the database. @throws when it is not reached: nothing was done */
  enter(statement: string): Promise<void>;
  /** What changes something is about to be written. @throws when there is no room: nothing was done */
  write(statement: string): void;
  /** On the way back. @throws when the answer is lost: it was done */
  leave(statement: string): Promise<void>;
  /** Before work that failed is done again from the start. @throws when it is not */
  again(error: unknown, attempt: number): Promise<void>;
}

const OPEN_GATE: Gate = {
  enter: () => Promise.resolve(),
  write: () => undefined,
  leave: () => Promise.resolve(),
  again: (error) => Promise.reject(error),
};

/** The database ended what was under way. */
export class ConnectionLost extends Error {
  readonly code = '57P01';
}

interface Transaction {
  drafts: ServerTables;
  locks: Set<string>;
  isEnded: boolean;
}

const notInside = (): Promise<never> =>
  Promise.reject(new Error('a push is a transaction of its own'));

export class MemoryDatabase {
  private readonly tables = newTables();
  private readonly locks = new Map<string, Transaction>();
  private readonly open = new Map<Gate, Set<Transaction>>();

  constructor(options: { epoch: string; villages: readonly string[]; places?: readonly string[] }) {
    this.change((tables) => {
      tables.setting.put('epoch', options.epoch);
      for (const village of options.villages) tables.village.put(village, true);
      for (const place of options.places ?? options.villages) tables.place.put(place, true);
    });
  }

  /** What is committed, read or changed past every gate: an administrator, a backup, a checker. */
  change<T>(work: (tables: ServerTables) => T): T {
    const drafts = this.tables.begin();
    const result = work(drafts);
    this.tables.commit(drafts);
    return result;
  }

  snapshot(): Snapshot {
    return this.tables.snapshot();
  }

  /** The whole database as it was. Whatever was under way never happened. */
  restore(past: Snapshot): void {
    this.endAll();
    this.tables.restore(past);
  }

  /** A process's connection. */
  connect(gate: Gate = { ...OPEN_GATE }): ServerStore {
    this.open.set(gate, new Set());
    const alone: Run = (name, statement) =>
      this.retried(gate, () => this.alone(gate, name, statement));
    return {
      ...portsOn(alone),
      transaction: (work) => this.retried(gate, () => this.inTransaction(gate, work, true)),
      derivation: (work) => this.retried(gate, () => this.inTransaction(gate, work, false)),
    };
  }

  /** The process behind a connection is gone: what it had not committed never happened. */
  disconnect(gate: Gate): void {
    for (const transaction of this.open.get(gate) ?? []) this.end(transaction);
    this.open.delete(gate);
  }

  /** Every transaction under way is rolled back. */
  endAll(): void {
    for (const all of this.open.values()) for (const one of all) this.end(one);
  }

  /** The database itself ends and starts: of its last derivations at most so many are undone. */
  crash(lostMax: number): number {
    this.endAll();
    return this.tables.crash(lostMax);
  }

  private async retried<T>(gate: Gate, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        await gate.again(error, attempt);
      }
    }
  }

  private async alone<T>(
    gate: Gate,
    name: string,
    statement: (tables: ServerTables, lock: TakeLock) => T,
  ): Promise<T> {
    await gate.enter(name);
    const drafts = this.tables.begin();
    const result = statement(drafts, () => true);
    if (this.tables.isChanged(drafts)) gate.write(name);
    this.tables.commit(drafts);
    await gate.leave(name);
    return result;
  }

  private async inTransaction<T>(
    gate: Gate,
    work: (tx: StorePorts) => Promise<T>,
    isDurable: boolean,
  ): Promise<T> {
    const transaction = { drafts: this.tables.begin(), locks: new Set<string>(), isEnded: false };
    const own = this.open.get(gate);
    own?.add(transaction);
    try {
      const ports = portsOn((name, statement) => this.within(gate, transaction, name, statement));
      const result = await work({ ...ports, ledger: { ...ports.ledger, push: notInside } });
      await this.within(gate, transaction, 'commit', () => {
        if (this.tables.isChanged(transaction.drafts)) gate.write('commit');
        this.tables.commit(transaction.drafts, isDurable);
        this.end(transaction);
      });
      return result;
    } finally {
      this.end(transaction);
      own?.delete(transaction);
    }
  }

  private async within<T>(
    gate: Gate,
    transaction: Transaction,
    name: string,
    statement: (tables: ServerTables, lock: TakeLock) => T,
  ): Promise<T> {
    await gate.enter(name);
    if (transaction.isEnded) throw new ConnectionLost();
    const result = statement(transaction.drafts, (row) => this.lock(transaction, row));
    await gate.leave(name);
    return result;
  }

  private lock(transaction: Transaction, row: string): boolean {
    const holder = this.locks.get(row);
    if (holder && holder !== transaction) return false;
    this.locks.set(row, transaction);
    transaction.locks.add(row);
    return true;
  }

  private end(transaction: Transaction): void {
    transaction.isEnded = true;
    for (const row of transaction.locks) this.locks.delete(row);
    transaction.locks.clear();
  }
}
