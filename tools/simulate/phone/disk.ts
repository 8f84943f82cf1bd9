/**
 * A phone's disk: what is durable outlives every program that wrote it. A write takes time; a program
 * that is killed meanwhile never hears of it, and it is there whole or not at all.
 */
import { MemoryStore, type Change, type Held, type Store } from '@doorstep/sync';
import type { Dice } from '@doorstep/scenario';
import { never } from '../world/never';
import type { Schedule } from '../world/schedule';

/** A write that came to the disk. */
export interface Written {
  change: Change;
  before: Held;
}

/** A program's life: what it still waits for when it is killed never comes. */
export interface Life {
  isAlive: boolean;
  /** Writes it has on their way to the disk. */
  writes: number;
}

const WRITE_MS_MAX = 12;

class QuotaExceeded extends Error {}

export class Disk {
  /** Writes that will be refused. */
  refusals = 0;
  private kept: MemoryStore;

  constructor(
    incarnation: number,
    private readonly schedule: Schedule,
    private readonly dice: Dice,
    private readonly onWritten: (written: Written) => void,
    private readonly onRefused: () => void,
  ) {
    this.kept = new MemoryStore(incarnation);
  }

  /** Everything durable, past every program. */
  held(): Promise<Held> {
    return this.kept.load(0);
  }

  /** The browser threw everything away: what is opened next is made anew. */
  evict(incarnation: number): void {
    this.kept = new MemoryStore(incarnation);
  }

  /** Takes over what another disk holds, byte for byte. */
  copyFrom(other: Disk): void {
    this.kept = other.kept.copy();
  }

  /** The store as one program sees it. */
  open(life: Life): Store {
    const { kept } = this;
    const while_ = <T>(value: T): T | Promise<never> => (life.isAlive ? value : never());
    return {
      revision: async () => while_(await kept.revision()),
      load: async (afterSeq) => while_(await kept.load(afterSeq)),
      commit: async (change, revision) => {
        if (!life.isAlive) return never();
        return while_(await this.write(kept, life, change, revision));
      },
      close: () => undefined,
    };
  }

  private async write(
    kept: MemoryStore,
    life: Life,
    change: Change,
    revision: number,
  ): Promise<boolean> {
    life.writes += 1;
    await this.schedule.sleep(this.dice.int(0, WRITE_MS_MAX));
    if (!life.isAlive || kept !== this.kept) return never();
    if (this.refusals > 0) {
      this.refusals -= 1;
      life.writes -= 1;
      this.onRefused();
      throw new QuotaExceeded('the quota is exceeded');
    }
    const before = await kept.load(0);
    const isWritten = await kept.commit(change, revision);
    if (isWritten) this.onWritten({ change, before });
    await this.schedule.sleep(this.dice.int(0, WRITE_MS_MAX));
    life.writes -= 1;
    return isWritten;
  }
}
