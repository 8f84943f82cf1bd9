/**
 * A server process's way to the database, and its life: statements take time, the database may be
 * away, full or answer nobody, and the process may end at any statement, before or after it.
 */
import type { Dice } from '@doorstep/scenario';
import { isPassing, Unavailable } from '../../../apps/server/src/store/retry';
import { never } from '../world/never';
import type { Schedule } from '../world/schedule';
import type { Gate } from './memory-database';

/** How the database fares; the same for every process. */
export interface DatabaseWeather {
  isAway: boolean;
  isFull: boolean;
  /** Of answers that are lost on the way back. */
  answersLost: number;
}

/** Where a process is to end. */
export interface Doom {
  /** Only statements of this name count; empty: all. */
  statement: string;
  /** How many of them it still makes. */
  left: number;
  moment: 'before' | 'after';
}

/** What an operating system or PostgreSQL says, by its code. */
class DatabaseError extends Error {
  constructor(readonly code: string) {
    super(`database error ${code}`);
  }
}

const ATTEMPTS_MAX = 8;
const RETRY_MS_MAX = 700;
const STATEMENT_MS_MAX = 6;
const SLOW_MS_MAX = 4_000;

export class ProcessGate implements Gate {
  isAlive = true;
  doom: Doom | undefined;

  constructor(
    private readonly world: { schedule: Schedule; weather: DatabaseWeather; dice: Dice },
    private readonly on: { doom(doom: Doom): void; answerLost(): void; refused(): void },
  ) {}

  async enter(statement: string): Promise<void> {
    await this.pass();
    if (this.world.weather.isAway) throw new DatabaseError('ECONNREFUSED');
    await this.meetDoom(statement, 'before');
  }

  write(): void {
    if (!this.world.weather.isFull) return;
    this.on.refused();
    throw new DatabaseError('53100');
  }

  async leave(statement: string): Promise<void> {
    await this.meetDoom(statement, 'after');
    const { dice, weather } = this.world;
    if (weather.answersLost > 0 && dice.chance(weather.answersLost)) {
      this.on.answerLost();
      throw new DatabaseError('ECONNRESET');
    }
    await this.pass();
  }

  async again(error: unknown, attempt: number): Promise<void> {
    if (!isPassing(error)) throw error;
    if (attempt >= ATTEMPTS_MAX) throw new Unavailable(error);
    await this.world.schedule.sleep(this.world.dice.int(1, RETRY_MS_MAX));
    await this.survive();
  }

  private async pass(): Promise<void> {
    const { dice, schedule } = this.world;
    const isSlow = dice.chance(0.01);
    await schedule.sleep(dice.int(0, isSlow ? SLOW_MS_MAX : STATEMENT_MS_MAX));
    await this.survive();
  }

  private survive(): Promise<void> {
    return this.isAlive ? Promise.resolve() : never();
  }

  private async meetDoom(statement: string, moment: Doom['moment']): Promise<void> {
    const { doom } = this;
    if (!doom || doom.moment !== moment || !statement.startsWith(doom.statement)) return;
    doom.left -= 1;
    if (doom.left > 0) return;
    this.doom = undefined;
    this.on.doom(doom);
    await this.survive();
  }
}
