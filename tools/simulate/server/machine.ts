/** A machine a server process runs on: it can be killed, started again and given a newer program. */
import { dice } from '@doorstep/scenario';
import { FOLD_VERSION } from '@doorstep/ledger';
import { FOLD_CACHE_BYTES_MAX, FoldCache } from '../../../apps/server/src/folder/fold-cache';
import type { Doubles } from '../world/doubles';
import type { History } from '../world/history';
import type { Schedule } from '../world/schedule';
import { ProcessGate, type DatabaseWeather, type Doom } from './gate';
import type { MemoryDatabase } from './memory-database';
import { createOldFold } from './old-fold';
import { smallPages } from './small-pages';
import { ServerProcess } from './process';

export interface MachineDeps {
  seed: number;
  schedule: Schedule;
  history: History;
  database: MemoryDatabase;
  weather: DatabaseWeather;
  secrets: { master: Buffer; signing: Buffer };
  pageEntries: number;
  /** The version that folds as the house does now; lower ones are of the past. */
  newestFold: number;
  doubles: Doubles;
  onTrouble(work: string, place: string, error: unknown): void;
}

type Running = Pick<ServerProcess, 'name' | 'answer' | 'work'>;

export class Machine {
  foldVersion = Number(FOLD_VERSION);
  process: Running | undefined;
  private gate: ProcessGate | undefined;
  private boots = 0;

  constructor(
    readonly name: string,
    private readonly deps: MachineDeps,
  ) {}

  /** Starts a process; one that runs is left alone. */
  start(): void {
    if (this.process) return;
    this.boots += 1;
    const { seed, schedule, history, database, weather, secrets, doubles } = this.deps;
    const own = dice(`simulate/${seed}/${this.name}/${this.boots}`);
    const gate = new ProcessGate(
      { schedule, weather, dice: own },
      {
        doom: (doom) => this.meet(doom),
        answerLost: () => history.fault('database-answer-lost', this.name),
        refused: () => history.fault('disk-full', this.name),
      },
    );
    const store = smallPages(database.connect(gate), this.deps.pageEntries);
    const isOld = this.foldVersion < this.deps.newestFold;
    const cache = new FoldCache(FOLD_CACHE_BYTES_MAX, isOld ? createOldFold : undefined);
    const process = new ServerProcess({
      name: this.name,
      store: doubles.store?.(store, database) ?? store,
      secrets,
      schedule,
      dice: own,
      foldVersion: this.foldVersion,
      cache: doubles.cache?.(cache) ?? cache,
      onTrouble: this.deps.onTrouble,
    });
    this.gate = gate;
    this.process = doubles.process?.(process) ?? process;
    history.note(this.name, `starts, fold version ${this.foldVersion}`);
  }

  /** The process ends, wherever it is. */
  kill(): void {
    if (!this.gate) return;
    this.gate.isAlive = false;
    this.deps.database.disconnect(this.gate);
    this.gate = undefined;
    this.process = undefined;
    this.deps.history.note(this.name, 'is gone');
  }

  /** Lets the process end at one of its next statements. */
  doom(doom: Doom): void {
    if (this.gate) this.gate.doom = doom;
  }

  private meet(doom: Doom): void {
    const { history } = this.deps;
    if (doom.statement.startsWith('push')) history.fault('server-killed-in-push', this.name);
    else if (/^(fold|roll|commit)/.test(doom.statement))
      history.fault('server-killed-in-fold', this.name);
    else history.fault('server-killed', this.name);
    this.kill();
  }
}
