/**
 * Tables in memory: rows by key, never changed in place. A draft holds what a transaction wrote until
 * it is committed; a snapshot is a database as it was.
 */

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

  commit(): void {
    for (const [key, row] of this.written) {
      if (row === undefined) this.committed.delete(key);
      else this.committed.set(key, row);
    }
  }
}

type Tables = Record<string, unknown>;
export type Committed<T extends Tables> = { [Name in keyof T]: Map<string, T[Name]> };
/** What one transaction sees and writes. */
export type Drafts<T extends Tables> = { [Name in keyof T]: Draft<T[Name]> };

/** Named tables; `T` says what a row of each looks like. */
export class MemoryTables<T extends Tables> {
  private committed: Committed<T>;

  constructor(private readonly names: readonly (keyof T)[]) {
    this.committed = this.each(() => new Map()) as Committed<T>;
  }

  begin(): Drafts<T> {
    return this.each((name) => new Draft(this.committed[name])) as Drafts<T>;
  }

  /** Makes what was written visible and durable, at once. */
  commit(drafts: Drafts<T>): void {
    for (const name of this.names) drafts[name].commit();
  }

  isChanged(drafts: Drafts<T>): boolean {
    return this.names.some((name) => !drafts[name].isEmpty);
  }

  snapshot(): Committed<T> {
    return this.each((name) => new Map<string, unknown>(this.committed[name])) as Committed<T>;
  }

  /** Goes back to a snapshot. Rows are never changed in place, so it can be gone back to again. */
  restore(past: Committed<T>): void {
    this.committed = this.each((name) => new Map<string, unknown>(past[name])) as Committed<T>;
  }

  private each(make: (name: keyof T) => unknown): Record<keyof T, unknown> {
    return Object.fromEntries(this.names.map((name) => [name, make(name)])) as Record<
      keyof T,
      unknown
    >;
  }
}
