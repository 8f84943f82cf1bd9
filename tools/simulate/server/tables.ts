/**
 * Tables in memory: rows by key, never changed in place. A draft holds what a transaction wrote until
 * it is committed; a snapshot is a database as it was.
 */

function set<Row>(rows: Map<string, Row>, key: string, row: Row | undefined): void {
  if (row === undefined) rows.delete(key);
  else rows.set(key, row);
}

/** Rows by key, as a transaction sees them: its own writes over what is committed now. */
class Draft<Row> {
  private readonly written = new Map<string, Row | undefined>();

  constructor(private readonly committed: Map<string, Row>) {}

  get(key: string): Row | undefined {
    return this.written.has(key) ? this.written.get(key) : this.committed.get(key);
  }

  put(key: string, row: Row): void {
    this.written.set(key, row);
  }

  delete(key: string): void {
    this.written.set(key, undefined);
  }

  /** Rows with their keys, in the order in which they were first written. */
  all(): [string, Row][] {
    if (this.isEmpty) return [...this.committed];
    const keys = new Set([...this.committed.keys(), ...this.written.keys()]);
    return [...keys].flatMap((key): [string, Row][] => {
      const row = this.get(key);
      return row === undefined ? [] : [[key, row]];
    });
  }

  get isEmpty(): boolean {
    return this.written.size === 0;
  }

  /** @returns how to undo it, as long as nothing was written since */
  commit(): () => void {
    const { committed } = this;
    const before = [...this.written.keys()].map((key) => [key, committed.get(key)] as const);
    for (const [key, row] of this.written) set(committed, key, row);
    this.written.clear();
    return () => before.forEach(([key, row]) => set(committed, key, row));
  }
}

type Tables = Record<string, unknown>;
export type Committed<T extends Tables> = { [Name in keyof T]: Map<string, T[Name]> };
/** What one transaction sees and writes. */
export type Drafts<T extends Tables> = { [Name in keyof T]: Draft<T[Name]> };

/** Named tables; `T` says what a row of each looks like. */
export class MemoryTables<T extends Tables> {
  private committed: Committed<T>;
  /** Drafts nobody has in use, empty: made once and used again. */
  private spare: Drafts<T>[] = [];
  /** How to undo each commit that has not come to the disk, the latest last. */
  private undurable: (() => void)[] = [];

  constructor(private readonly names: readonly (keyof T)[]) {
    this.committed = this.each(() => new Map()) as Committed<T>;
  }

  begin(): Drafts<T> {
    return this.spare.pop() ?? this.newDrafts();
  }

  private newDrafts(): Drafts<T> {
    return this.each((name) => new Draft(this.committed[name])) as Drafts<T>;
  }

  /**
   * Makes what was written visible, at once; the drafts are used up. A durable commit brings all
   * before it to the disk.
   */
  commit(drafts: Drafts<T>, isDurable = true): void {
    const written = this.names.filter((name) => !drafts[name].isEmpty);
    const undo = written.map((name) => drafts[name].commit());
    this.spare.push(drafts);
    if (isDurable && undo.length > 0) this.undurable = [];
    else if (undo.length > 0) this.undurable.push(() => undo.forEach((one) => one()));
  }

  /** Ends without having written its last commits to the disk. @returns how many are gone */
  crash(lostMax: number): number {
    const lost = this.undurable.splice(Math.max(0, this.undurable.length - lostMax));
    for (const undo of lost.reverse()) undo();
    this.undurable = [];
    return lost.length;
  }

  isChanged(drafts: Drafts<T>): boolean {
    return this.names.some((name) => !drafts[name].isEmpty);
  }

  snapshot(): Committed<T> {
    return this.each((name) => new Map<string, unknown>(this.committed[name])) as Committed<T>;
  }

  /** Goes back to a snapshot. Rows are never changed in place, so it can be gone back to again. */
  restore(past: Committed<T>): void {
    this.spare = [];
    this.undurable = [];
    this.committed = this.each((name) => new Map<string, unknown>(past[name])) as Committed<T>;
  }

  private each(make: (name: keyof T) => unknown): Record<keyof T, unknown> {
    return Object.fromEntries(this.names.map((name) => [name, make(name)])) as Record<
      keyof T,
      unknown
    >;
  }
}
