/**
 * Doubles of the house's parts, for tests of the simulation itself: a planted bug is a part that is
 * wrapped here and nowhere else.
 */
import type { Store, Transport } from '@doorstep/sync';
import type { ServerStore } from '../../../apps/server/src/store';
import type { FoldCache } from '../../../apps/server/src/folder/fold-cache';
import type { MemoryDatabase } from '../server/memory-database';
import type { Snapshot } from '../server/rows';
import type { Phone } from '../phone/phone';
import type { ServerProcess } from '../server/process';

export interface Doubles {
  /** What a server process reaches as its store. */
  store?: (store: ServerStore, database: MemoryDatabase) => ServerStore;
  /** A server process. */
  process?: (process: ServerProcess) => Pick<ServerProcess, 'name' | 'answer' | 'work'>;
  cache?: (cache: FoldCache) => FoldCache;
  /** A phone's store and its transport. */
  disk?: (store: Store, phone: Phone) => Store;
  transport?: (transport: Transport, phone: Phone) => Transport;
  /** A restored database is put right in this way instead of the house's. */
  restored?: (database: MemoryDatabase, backup: Snapshot, epoch: string) => void;
}
