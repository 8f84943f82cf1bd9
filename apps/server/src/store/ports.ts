/**
 * What folding, rolling up, delivering and appending need of a store, and nothing else. The database
 * keeps it (`storeOn`); so does the simulation, in memory, with faults. Both pass the same suite.
 *
 *   a call by itself is one statement: all of it or nothing
 *   `transaction` is all of its calls or none; what others commit meanwhile is seen (read committed),
 *   a lock lasts to its end, and its work may run again from the start
 */
import type { PlaceCode, Stored, TallyRow } from '@doorstep/ledger';
import type { FoldHead, HeardHour } from './fold-head';
import type { Accessed, AccessRow } from './access-log';
import type {
  EntryPage,
  LedgerHead,
  PageRequest,
  PushRequest,
  PushResult,
  WrappedKey,
} from './ledger';
import type { ContactState } from './contact';
import type { ObligationRow } from './obligation';
import type { QuarantineRow } from './quarantine';
import type { DeltaRow } from './rollup';
import type { SegmentRow } from './segment';

export interface LedgerPort {
  /** @throws Unavailable, Busy: perhaps stored, perhaps not; pushing again gives the same receipts */
  push(request: PushRequest): Promise<PushResult>;
  /** A ledger nobody wrote to yet stands at 0. */
  head(place: PlaceCode): Promise<LedgerHead>;
  read(place: PlaceCode, request: PageRequest): Promise<Stored[]>;
  /** The same as text, ready to be sent, with the points to be signed. */
  page(place: PlaceCode, request: PageRequest): Promise<EntryPage>;
  /** By id; ids that are not in it are left out. */
  named(place: PlaceCode, ids: readonly string[]): Promise<Stored['entry'][]>;
  /** All of some kinds, in order, whose text names something: a subject, an id, a place. */
  ofKinds(place: PlaceCode, kinds: readonly string[], naming: string): Promise<Stored[]>;
}

export interface FoldPort {
  /** Locks where the fold of a ledger stands; undefined when somebody else is folding it. */
  lock(place: PlaceCode, foldVersion: number): Promise<FoldHead | undefined>;
  /** Moves a locked fold on, with the figures that changed, noted for the level above, and when it was heard from. */
  advance(
    place: PlaceCode,
    to: FoldHead,
    changes: readonly TallyRow[],
    heard?: readonly HeardHour[],
  ): Promise<void>;
  /** Every figure of a ledger that is not 0. */
  tallies(place: PlaceCode): Promise<TallyRow[]>;
  replaceObligations(place: PlaceCode, rows: readonly ObligationRow[]): Promise<void>;
  obligations(place: PlaceCode): Promise<ObligationRow[]>;
  replaceContact(place: PlaceCode, state: ContactState): Promise<void>;
  /** Undefined for a place never folded. */
  contact(place: PlaceCode): Promise<ContactState | undefined>;
  /** Ledgers this version has to fold on. */
  behind(foldVersion: number): Promise<PlaceCode[]>;
}

export interface RollPort {
  /** Locks a roller and tells the steps it has made; undefined when somebody else is rolling this place. */
  lock(place: PlaceCode): Promise<number | undefined>;
  /** The step up to which each source is added to a place. */
  cursors(place: PlaceCode): Promise<Map<string, number>>;
  deltas(sources: readonly string[]): Promise<DeltaRow[]>;
  appendDelta(source: string, step: number, rows: readonly TallyRow[]): Promise<void>;
  /** Adds rows (each key at most once) to the figures of everything within a place. */
  add(place: PlaceCode, rows: readonly TallyRow[]): Promise<void>;
  /** Moves cursors (source → step) of a locked roller on. */
  advance(place: PlaceCode, to: ReadonlyMap<string, number>): Promise<void>;
  /** Drops the deltas of each source up to a step. */
  drop(added: ReadonlyMap<string, number>): Promise<void>;
  /** Sources with deltas that wait to be added or dropped. */
  waiting(): Promise<string[]>;
  /** Every figure of everything within a place that is not 0. */
  figures(place: PlaceCode): Promise<TallyRow[]>;
}

export interface DeliveryPort {
  /** The last seq of an office's ledger that is delivered. */
  cursor(office: PlaceCode): Promise<number>;
  /** Never goes back. */
  advance(office: PlaceCode, seq: number): Promise<void>;
  /** Offices with entries not delivered yet. */
  behind(): Promise<PlaceCode[]>;
  villagesWithin(office: PlaceCode): Promise<PlaceCode[]>;
}

export interface KeyPort {
  /** Keys stored for entries after a seq, oldest first. */
  after(place: PlaceCode, afterSeq: number): Promise<WrappedKey[]>;
  /** The village's wrapped key; undefined before its first use. */
  village(place: PlaceCode): Promise<Buffer | undefined>;
  /** Stores a first wrapped village key and gives back the one really there. */
  addVillage(place: PlaceCode, wrapped: Buffer): Promise<Buffer>;
}

export interface QuarantinePort {
  /** Keeps rejected bytes, or a flag (nothing sealed) of its digest; true when it was not there yet. */
  add(row: QuarantineRow): Promise<boolean>;
  /** Oldest first. */
  list(place: PlaceCode, limit: number): Promise<QuarantineRow[]>;
}

export interface SegmentPort {
  /** Those of a ledger that are made, from the first on. */
  list(place: PlaceCode): Promise<SegmentRow[]>;
  /** The compressed text of one; undefined when there is none, or its last entry is another. */
  body(place: PlaceCode, k: number, lastChain: string): Promise<Buffer | undefined>;
  /** Keeps a segment; one that is there already stays. */
  add(place: PlaceCode, segment: SegmentRow & { body: Buffer }): Promise<void>;
}

export interface PeoplePort {
  /** Those of the given devices this account ever signed in on. */
  devicesOf(account: string, devices: readonly string[]): Promise<string[]>;
  isPlace(code: PlaceCode): Promise<boolean>;
  logAccess(row: AccessRow): Promise<void>;
  /** When an account last did something of a kind to a place. */
  lastAccess(of: Accessed): Promise<string | undefined>;
}

export interface StorePorts {
  ledger: LedgerPort;
  fold: FoldPort;
  roll: RollPort;
  delivery: DeliveryPort;
  keys: KeyPort;
  quarantine: QuarantinePort;
  segments: SegmentPort;
  people: PeoplePort;
}

export interface ServerStore extends StorePorts {
  /**
   * Durable on return.
   * @throws Unavailable when the store stays away; perhaps done, perhaps not
   */
  transaction<T>(work: (tx: StorePorts) => Promise<T>): Promise<T>;
  /**
   * For what can be derived again: does not wait for the disk. A crash of the store may undo the
   * last of them, each as a whole and none before a later one of either kind.
   */
  derivation<T>(work: (tx: StorePorts) => Promise<T>): Promise<T>;
}
