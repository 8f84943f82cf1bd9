/**
 * What a screen sees of a ledger on its device.
 *
 *   record ──► on this phone ──push──► committed ──backup──► backed up
 *                   │
 *                   └── rejected: kept with its reason, until a person mends or discards it
 *
 * Reading is synchronous and local; nothing here waits for the network. `stored()` and every
 * change go straight into `PlaceFold.add` / `PlaceFold.remove`.
 */
import type { Json, Stored } from '@doorstep/ledger';
import type { Identity, Opened } from './seal';

/** A fact to be recorded; the replica adds id, times, author, device and number, and seals names. */
export interface Draft {
  kind: string;
  /** Version of the kind; 1 when left out. */
  v?: number;
  body: Record<string, Json>;
  subjects: string[];
  /** Names and free text by subject: sealed under that subject's key before anything is stored. */
  identities?: Record<string, Identity>;
  /** The true time of something entered later, ms. */
  happenedMs?: number;
  /** The id of the version this corrects or voids. */
  replaces?: string;
}

/** Where an entry of this device is; never blurred (rule 4). */
export type EntryState = 'onPhone' | 'committed' | 'backedUp' | 'rejected';

/** What happened to the entries; feed it to the fold in this order: `remove`, then `add`. */
export interface ReplicaChange {
  /** Ids that no longer belong to the ledger: rejected or discarded. */
  removed: string[];
  /** New entries, and known ones whose receipt came (`seq` was 0, is now > 0). */
  added: Stored[];
}

/** An entry the server put into quarantine: not in the ledger, not lost. */
export interface Rejected {
  /** As it was recorded; `stored.entry` is what to show and to mend. */
  stored: Stored;
  /** A `Rejection` of the wire, or `too-large`. */
  code: string;
  /** The server's words, in the language of the request. */
  message: string;
  rejectedAtMs: number;
  /** The id of the rejected entry that this one was to mend. */
  mends?: string;
}

/** Why the last attempt did not get through; being offline is none of these. */
export type SyncProblem =
  | 'signed-out'
  | 'no-access'
  /** A village's ledger from above: whoever opens it has to say why, again after a day. */
  | 'reason-asked'
  /** The server no longer serves this version of the wire: reload the app. */
  | 'outdated'
  | 'busy'
  | 'server'
  /** What answered is not our server (a hotel's sign-in page), or not understood. */
  | 'answer'
  /** This device could not save. */
  | 'storage'
  /** A fault of the program; reported. */
  | 'internal'
  /** Signed by another server; entries do not follow each other; the ledger got shorter. */
  | 'signature'
  | 'chain'
  | 'behind'
  /** The server was restored from a backup: everything is kept here until it is given back. */
  | 'new-epoch';

export interface SyncStatus {
  phase: 'idle' | 'syncing' | 'waiting';
  /** Whether the last attempt reached a server. */
  online: boolean;
  /** Absent while all is well. */
  problem?: SyncProblem;
  /** Entries only this device holds. */
  unsent: number;
  rejected: number;
  /** The last seq held here, at the server, and in its last backup. */
  head: number;
  serverHead: number;
  backedUp: number;
  /** The last answer that could be used, by this device's clock, ms. */
  lastContactMs?: number;
  /** The next attempt, by this device's clock, ms. */
  retryAtMs?: number;
  /** Server clock minus this device's, as last measured, ms. */
  offsetMs: number;
}

/** One ledger on this device. */
export interface Replica {
  readonly place: string;

  /** All entries: committed ones by seq, then those the server has not confirmed, as recorded. */
  stored(): readonly Stored[];

  /** Calls `listener` after every change of the entries. Returns how to stop. */
  subscribe(listener: (change: ReplicaChange) => void): () => void;

  /** Calls `listener` after every change of the status. Returns how to stop. */
  watch(listener: (status: SyncStatus) => void): () => void;

  /**
   * Saves facts in one durable transaction: all of them or none. Sends them when it can.
   * @returns the entries as saved, `seq` 0, in the order of the drafts
   * @throws NotCanonical for a text with NUL or a lone surrogate; StorageFailed when the device cannot save
   */
  record(drafts: Draft[]): Promise<Stored[]>;

  /**
   * Saves facts that were made for a ledger as it stood at `head`, and sends them on the condition
   * that it still does. Where no server answers they stay, and go without the condition.
   * @returns 'moved' when the ledger had moved on: then nothing of them is anywhere
   */
  recordIf(head: number, drafts: Draft[]): Promise<Stored[] | 'moved'>;

  /** Where an entry is; undefined when this replica does not know it. */
  stateOf(id: string): EntryState | undefined;

  rejected(): readonly Rejected[];

  /** Records `draft` in place of a rejected entry, which then leaves `rejected()`. */
  mend(id: string, draft: Draft): Promise<Stored>;

  /** Gives up a rejected entry: a person's decision, never the program's. */
  discard(id: string): Promise<void>;

  status(): SyncStatus;

  /** Server clock minus this device's, as just measured: a start from memory learns it later. */
  noteOffset(offsetMs: number): Promise<void>;

  /** Pushes and pulls now. Resolves when the round is over, with what came of it; never rejects. */
  syncNow(): Promise<SyncStatus>;

  /** The sealed parts of one entry, by subject: a visit's note, the name given at registration. */
  open(entry: Stored['entry']): Promise<Record<string, Opened>>;

  /** What is known of a subject: each field from its latest fact in force. Empty when nothing is. */
  identity(subject: string): Promise<Identity>;

  /** The same for every subject at once: the source of the name index. `among`: as these entries tell it. */
  identities(among?: readonly Stored[]): Promise<Map<string, Identity>>;

  /** A new random subject id, e.g. `h_…`: made before the draft that registers it. */
  newSubject(prefix: string): string;

  /** Stops syncing; what is stored stays. */
  close(): Promise<void>;
}
