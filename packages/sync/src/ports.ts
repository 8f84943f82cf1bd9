/**
 * What `sync` needs of the world, handed in: clock, random, cryptography, disk, network, other tabs.
 * A port never throws for something that is normal there (no network, another tab wrote first):
 * it says so in its answer.
 */
import type { Stored } from '@doorstep/ledger';
import type { Rejected } from './face';
import type {
  GiveBack,
  HeadEvent,
  KeysAnswer,
  Page,
  Push,
  PushAnswer,
  Segment,
  SegmentList,
  SignedEnd,
  SubjectKey,
} from './wire';

export interface Clock {
  /** The device's own clock, ms since 1970, right or wrong. */
  nowMs(): number;
  /** Calls `task` once after `delayMs`. Returns how to cancel. */
  after(delayMs: number, task: () => void): () => void;
}

export interface Random {
  /** Cryptographically strong random bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The part of WebCrypto that is used. */
export type Cryptography = Pick<SubtleCrypto, 'importKey' | 'encrypt' | 'decrypt' | 'digest'>;

/** Ed25519; `publicKey` raw, 32 bytes. Never throws for a signature that is none. */
export type VerifySignature = (
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
) => boolean;

/** An entry recorded here that the pulled ledger does not hold yet. */
export interface Unsent {
  /** `seq` 0 with estimated times; once receipted, the server's seq and times. */
  stored: Stored;
  mends?: string;
  /** It and the rows up to number `lastN` go only while the ledger's head is this one. */
  onlyIf?: { head: number; lastN: number };
}

/** How far this replica has come. */
export interface Position {
  /** Unknown until the first answer. */
  epoch?: string;
  /** Seq and chain value of the last entry held. */
  seq: number;
  chain: string;
  serverHead: number;
  backedUp: number;
  /** Keys stored up to this seq have been fetched. */
  keysAfter: number;
  offsetMs: number;
  lastContactMs?: number;
  /** How often entries were dropped here to follow a restored server; absent: never. */
  setBacks?: number;
}

/** A segment's text among the entries of a change, so that a store need not write it anew. */
export interface SegmentText {
  k: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** All a store holds, or what it holds after a seq. */
export interface Held {
  revision: number;
  /** This store's own number within its device: a store made anew never repeats an (incarnation, n). */
  incarnation: number;
  /** The last `n` given out. */
  n: number;
  position: Position;
  /** Committed entries in order of seq. */
  entries: Stored[];
  /** Points the server signed, in order of seq: with them the entries can be given back. */
  ends: SignedEnd[];
  /** In order of `n`. */
  outbox: Unsent[];
  rejected: Rejected[];
  keys: SubjectKey[];
}

/** One step, stored whole or not at all. */
export interface Change {
  n?: number;
  incarnation?: number;
  position?: Position;
  /** Entries and ends above this seq are dropped, before anything is added. */
  keepUpTo?: number;
  /** Entries that follow the last one held (or kept). */
  entries?: Stored[];
  /** Whole segments among `entries`. */
  texts?: SegmentText[];
  ends?: SignedEnd[];
  outboxPut?: Unsent[];
  outboxRemove?: string[];
  rejectedPut?: Rejected[];
  rejectedRemove?: string[];
  keys?: SubjectKey[];
}

export interface Store {
  /** Grows with every commit, whichever tab made it; cheap to ask. */
  revision(): Promise<number>;
  /** Everything except committed entries up to `afterSeq`. */
  load(afterSeq: number): Promise<Held>;
  /**
   * Makes `change` durable in one transaction, if nothing was written since `revision`.
   * @returns false when another tab wrote first: load, and work it out again
   * @throws when the device cannot save (full, broken); then nothing of it is stored
   */
  commit(change: Change, revision: number): Promise<boolean>;
  close(): void;
}

/** An answer, or why there is none. `status` 0: no server was reached. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface Failure {
  status: number;
  /** The problem's stable code; `offline` or `answer` when there was no (usable) answer. */
  code: string;
  message: string;
  retryAfterMs?: number;
}

export interface Transport {
  push(place: string, push: Push): Promise<Answer<PushAnswer>>;
  pull(place: string, afterSeq: number): Promise<Answer<Page>>;
  segments(place: string): Promise<Answer<SegmentList>>;
  /** The text of one segment, as bytes. */
  segment(place: string, segment: Segment): Promise<Answer<Uint8Array<ArrayBuffer>>>;
  /** Entries the server lost; they are taken as it first had them. */
  giveBack(place: string, lost: GiveBack): Promise<Answer<PushAnswer>>;
  keys(place: string, afterSeq: number): Promise<Answer<KeysAnswer>>;
  /** Tells of new heads while connected; reconnects by itself. Returns how to stop. */
  heads(onHead: (head: HeadEvent) => void): () => void;
}

/** One pusher among the tabs: runs `task` when no other tab runs one under this name. */
export interface Lock {
  run<T>(name: string, task: () => Promise<T>): Promise<T>;
}

/** The other tabs on the same store. */
export interface Peers {
  /** Says that this tab wrote. */
  changed(): void;
  /** Hears that another one did. Returns how to stop. */
  onChanged(listener: () => void): () => void;
}
