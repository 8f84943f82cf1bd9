/**
 * A plan is what a seed means: who there is, and what is done and befalls them, step by step. Each
 * step throws dice of its own, so that leaving one out leaves the others as they were.
 */
import type { NetworkWeather } from '../world/network';

export type Attack = 'forged-author' | 'id-reused' | 'foreign-village';

export type Deed =
  | { do: 'record'; phone: number; facts: number }
  | { do: 'sync'; phone: number }
  /** Two programs on one store write and sync at once. */
  | { do: 'two-tabs'; phone: number; facts: number }
  /** Records and syncs, and is killed this much later. */
  | { do: 'kill'; phone: number; facts: number; afterMs: number }
  | { do: 'quota'; phone: number; writes: number }
  | { do: 'evict'; phone: number }
  | { do: 'clone'; phone: number }
  | { do: 'clock'; phone: number; errorMs: number }
  | { do: 'cut-off'; phone: number; forMs: number }
  | { do: 'old-app'; phone: number }
  | { do: 'network'; weather: NetworkWeather; forMs: number }
  /** The folder of a server looks for what is behind. */
  | { do: 'work'; server: number }
  /** A server ends at its nth statement of a name, and comes back. */
  | {
      do: 'kill-server';
      server: number;
      statement: string;
      nth: number;
      moment: 'before' | 'after';
      backAfterMs: number;
    }
  | { do: 'deploy'; server: number }
  | { do: 'database-away'; forMs: number }
  /** It loses at most so many of its last derivations: their commits do not wait for the disk. */
  | { do: 'database-restarts'; lostMax: number }
  | { do: 'database-full'; forMs: number }
  | { do: 'database-answers-lost'; share: number; forMs: number }
  | { do: 'backup' }
  | { do: 'restore'; sameEpoch: boolean }
  | { do: 'attack'; attack: Attack; phone: number }
  | { do: 'erase-key'; village: number };

export interface Step {
  /** Since the beginning. */
  atMs: number;
  /** Names the dice of this step. */
  name: string;
  deed: Deed;
}

export interface Plan {
  seed: number;
  /** Codes of villages; the first two lie in one county. */
  villages: string[];
  /** The place of each phone: villages, then offices. */
  phones: string[];
  servers: number;
  /** Entries in one page of an answer. */
  pageEntries: number;
  /** Whether households and people are merged; plain counts then speak of less. */
  merges: boolean;
  steps: Step[];
}
