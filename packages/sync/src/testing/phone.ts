/** A phone that can be killed and reopened: its store outlives its program. */
import { lockWithin } from '../alone';
import { MemoryStore } from '../memory-store';
import type { Change, Clock, Cryptography, Random, Store, Transport } from '../ports';
import { createReplica, type StartableReplica } from '../replica';
import type { Session } from '../wire';
import { seededRandom, tabs } from './world';

export interface PhoneOptions {
  place: string;
  session: Session;
  clock: Clock;
  random: Random;
  transport: Transport;
  incarnation: number;
}

/** The program ended here: on the way to the disk, or just after it was written. */
export type Crash = 'before' | 'after';

class FragileStore implements Store {
  crash: Crash | undefined;

  constructor(private readonly disk: MemoryStore) {}

  revision() {
    return this.disk.revision();
  }

  load(afterSeq: number) {
    return this.disk.load(afterSeq);
  }

  async commit(change: Change, revision: number): Promise<boolean> {
    const { crash } = this;
    if (crash === 'before') throw new Error('the program ended');
    const written = await this.disk.commit(change, revision);
    if (crash === 'after') throw new Error('the program ended');
    return written;
  }

  close(): void {
    this.disk.close();
  }
}

export class Phone {
  replica!: StartableReplica;
  private store!: FragileStore;
  private disk: MemoryStore;
  private readonly newTab = tabs();
  private readonly lock = lockWithin();

  constructor(private options: PhoneOptions) {
    this.disk = new MemoryStore(options.incarnation);
  }

  /** A further program on the same disk: another tab. */
  async openTab(): Promise<StartableReplica> {
    return this.open(this.disk);
  }

  /** Starts the program on what the disk holds. */
  async start(): Promise<this> {
    this.store = new FragileStore(this.disk);
    this.replica = await this.open(this.store);
    return this;
  }

  /** Starts the program again, on another network. */
  startOver(transport: Transport): Promise<this> {
    this.options = { ...this.options, transport };
    return this.start();
  }

  /** Another phone with a copy of this one's disk. */
  async clone(): Promise<Phone> {
    const copy = new Phone({ ...this.options, random: seededRandom(977) });
    copy.disk = this.disk.copy();
    return copy.start();
  }

  private open(store: Store): Promise<StartableReplica> {
    const { place, session, clock, random, transport } = this.options;
    const cryptography: Cryptography = globalThis.crypto.subtle;
    const deps = {
      store,
      transport,
      clock,
      random,
      cryptography,
      lock: this.lock,
      peers: this.newTab(),
    };
    return createReplica(deps, { place, session });
  }

  /** The next write kills the program; start it again afterwards. */
  crashAtNextWrite(crash: Crash): void {
    this.store.crash = crash;
  }
}
