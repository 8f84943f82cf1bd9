/** A phone in somebody's hand: it saves at once and sends while it is online. */
import {
  createReplica,
  newIncarnation,
  lockWithin,
  MemoryStore,
  noPeers,
  type Clock,
  type Cryptography,
  type Draft,
  type Random,
  type Replica,
  type SyncStatus,
} from '@doorstep/sync';
import type { Stored } from '@doorstep/ledger';
import type { Connection } from './connection';

export interface PhoneDeps {
  clock: Clock;
  random: Random;
  cryptography: Cryptography;
}

export class Phone {
  private isOnline = true;

  private constructor(readonly replica: Replica) {}

  static async open(deps: PhoneDeps, { session, transport }: Connection): Promise<Phone> {
    const store = new MemoryStore(newIncarnation(deps.random));
    const replica = await createReplica(
      { ...deps, store, transport, lock: lockWithin(), peers: noPeers },
      { place: session.place, session },
    );
    return new Phone(replica);
  }

  /** Saves facts, and sends them if there is a network. */
  async saves(drafts: Draft[]): Promise<Stored[]> {
    const stored = await this.replica.record(drafts);
    if (this.isOnline) await this.replica.syncNow();
    return stored;
  }

  goesOffline(): void {
    this.isOnline = false;
  }

  /** Sends what waited and fetches what is new. */
  comesOnline(): Promise<SyncStatus> {
    this.isOnline = true;
    return this.replica.syncNow();
  }
}
