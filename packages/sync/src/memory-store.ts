/** A store that lives as long as the program: ledgers looked at from above, simulated phones, tests. */
import { applyChange, emptyHeld } from './held';
import type { Change, Held, Random, Store } from './ports';

export class MemoryStore implements Store {
  private readonly held: Held;

  constructor(incarnation: number) {
    this.held = emptyHeld(incarnation);
  }

  revision(): Promise<number> {
    return Promise.resolve(this.held.revision);
  }

  load(afterSeq: number): Promise<Held> {
    const { entries, ends, outbox, rejected, keys } = this.held;
    return Promise.resolve({
      ...this.held,
      entries: entries.slice(afterSeq),
      ends: [...ends],
      outbox: [...outbox],
      rejected: [...rejected],
      keys: [...keys],
    });
  }

  commit(change: Change, revision: number): Promise<boolean> {
    if (revision !== this.held.revision) return Promise.resolve(false);
    applyChange(this.held, change);
    return Promise.resolve(true);
  }

  /** Another store that holds the same. */
  copy(): MemoryStore {
    const copy = new MemoryStore(this.held.incarnation);
    Object.assign(copy.held, structuredClone(this.held));
    return copy;
  }

  /** Nothing to close: whoever still holds the object may open it again. */
  close(): void {
    return;
  }
}

/** A random incarnation for a store made anew, 1 to 999,999. */
export function newIncarnation(random: Random): number {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  return 1 + (((a << 16) | (b << 8) | c) % 999_999);
}
