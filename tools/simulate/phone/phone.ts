/**
 * A phone (or an office's desk): a disk, a clock of its own, and as many programs as there are tabs,
 * each with the real replica and the real fold. Killing it ends the programs; the disk stays.
 */
import { createFold, type VillageFold } from '@doorstep/ledger';
import type { Dice } from '@doorstep/scenario';
import {
  createReplica,
  lockWithin,
  type Draft,
  type Lock,
  type StartableReplica,
  type Store,
  type SyncStatus,
  type Transport,
} from '@doorstep/sync';
import { tabs } from '@doorstep/sync/testing';
import { cryptography, verifySignature } from '../world/cryptography';
import type { Schedule } from '../world/schedule';
import { transportOf, type Caller, type Network } from '../world/network';
import { Disk, type Life, type Written } from './disk';

/** A program on a phone. */
export interface Tab {
  replica: StartableReplica;
  /** Fed by the replica's changes alone, as on a screen. */
  fold: VillageFold;
}

export interface PhoneDeps {
  schedule: Schedule;
  network: Network;
  serverKey: string;
  onWritten(phone: Phone, written: Written): void;
  onRefused(phone: Phone): void;
  /** Doubles for tests of the simulation itself. */
  wrapStore?: ((store: Store, phone: Phone) => Store) | undefined;
  wrapTransport?: ((transport: Transport, phone: Phone) => Transport) | undefined;
}

const INCARNATION_MAX = 999_999;

export class Phone {
  readonly disk: Disk;
  readonly place: string;
  readonly name: string;
  readonly dice: Dice;
  /** How far its clock is ahead. */
  clockErrorMs = 0;
  tabs: Tab[] = [];
  private life: Life = { isAlive: false, writes: 0 };
  private lock: Lock = lockWithin();
  private newPeers = tabs();

  constructor(
    private readonly deps: PhoneDeps,
    readonly caller: Caller,
  ) {
    this.name = caller.name;
    this.place = caller.session.place;
    this.dice = caller.dice;
    this.disk = new Disk(
      this.incarnation(),
      deps.schedule,
      this.dice,
      (written) => deps.onWritten(this, written),
      () => deps.onRefused(this),
    );
  }

  get isRunning(): boolean {
    return this.life.isAlive;
  }

  /** Whether a write is under way that its program may not live to hear of. */
  get isWriting(): boolean {
    return this.life.writes > 0;
  }

  nowMs(): number {
    return this.deps.schedule.nowMs + this.clockErrorMs;
  }

  /** The first tab, opened when there is none. */
  async tab(): Promise<Tab> {
    return this.tabs[0] ?? this.openTab();
  }

  /** Opens a program on what the disk holds. */
  async openTab(): Promise<Tab> {
    if (!this.life.isAlive) this.boot();
    const { life } = this;
    const { schedule, network, wrapStore, wrapTransport, serverKey } = this.deps;
    const store = this.disk.open(life);
    const transport = transportOf(network, this.caller, life);
    const { session } = this.caller;
    const replica = await createReplica(
      {
        store: wrapStore?.(store, this) ?? store,
        transport: wrapTransport?.(transport, this) ?? transport,
        clock: {
          nowMs: () => this.nowMs(),
          after: (delayMs, task) => schedule.after(delayMs, () => life.isAlive && task()),
        },
        random: this.dice,
        cryptography,
        verify: verifySignature,
        lock: this.lock,
        peers: this.newPeers(),
      },
      {
        place: this.place,
        session: { ...session, serverKey, serverTimeMs: 0, zone: 'Asia/Shanghai' },
      },
    );
    const fold = createFold(this.place);
    fold.add(replica.stored());
    replica.subscribe(({ removed, added }) => {
      fold.remove(removed);
      fold.add(added);
    });
    const tab = { replica, fold };
    if (life === this.life && life.isAlive) this.tabs.push(tab);
    return tab;
  }

  async record(tab: Tab, drafts: Draft[]): Promise<void> {
    await tab.replica.record(drafts);
  }

  async sync(tab: Tab): Promise<SyncStatus> {
    return tab.replica.syncNow();
  }

  /** Every program on it ends here. */
  kill(): void {
    this.life.isAlive = false;
    this.tabs = [];
  }

  /** The browser threw the store away. */
  evict(): void {
    this.kill();
    this.disk.evict(this.incarnation());
  }

  private boot(): void {
    this.life = { isAlive: true, writes: 0 };
    this.lock = lockWithin();
    this.newPeers = tabs();
  }

  private incarnation(): number {
    return this.dice.int(1, INCARNATION_MAX);
  }
}
