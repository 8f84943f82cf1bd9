/**
 * The wire between a device and the server: one version number, pinned by a hash in a test.
 * Every field that crosses is declared here and nowhere else; both ends validate with these.
 */
import * as v from 'valibot';
import { EnvelopeSchema, INSTANT, type Entry, type Stored } from '@doorstep/ledger';

/**
 * Raised with every change of shape. 2: signed ends of pages, segments, give-back. 3: reasons that
 * only the ledger tells. 4: of a report that is opened anew, nobody being at fault.
 */
export const WIRE_VERSION = 4;
/** The oldest version still served: this one and the two before it. */
export const WIRE_VERSION_OLDEST = Math.max(1, WIRE_VERSION - 2);
export const WIRE_HEADER = 'doorstep-wire';
export const MAX_ENTRIES = 1_000;
export const MAX_BYTES = 1_048_576;
/** Entries in one page of a tail. */
export const PAGE_ENTRIES = 1_000;
/** Entries in one segment: `512·k+1 … 512·k+512`. */
export const SEGMENT_ENTRIES = 512;
/** The canonical text of one entry: a full segment of the largest, with their keys, can be given back. */
export const ENTRY_BYTES = 49_152;
/** A page ends with the entry that reaches this. */
export const PAGE_BYTES = 4_194_304;
/** A give-back carries what lies between two signed ends. */
export const GIVE_BACK_BYTES = 33_554_432;

/** A subject's key on its way to or from the server (TLS protects it there, the village key at rest). */
export const KeySchema = v.strictObject({
  k: v.pipe(v.string(), v.regex(/^k_[A-Za-z0-9_-]{6,40}$/)),
  subject: v.pipe(v.string(), v.regex(/^[a-z]{1,2}_[A-Za-z0-9_-]{6,40}$/)),
  /** 32 bytes, base64. */
  key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/)),
});
export type SubjectKey = v.InferOutput<typeof KeySchema>;

const chain = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** An entry as a ledger holds it. */
export const StoredSchema = v.object({
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  receivedAt: v.pipe(v.string(), v.regex(INSTANT)),
  offsetMs: v.pipe(v.number(), v.integer()),
  chain,
  entry: EnvelopeSchema,
}) as unknown as v.GenericSchema<unknown, Stored>;

/** The body of `POST /api/ledgers/{place}/entries`. Entries are checked one by one, each with its own receipt. */
export const PushSchema = v.strictObject({
  entries: v.pipe(v.array(v.record(v.string(), v.unknown())), v.maxLength(MAX_ENTRIES)),
  keys: v.optional(v.pipe(v.array(KeySchema), v.maxLength(MAX_ENTRIES * 4)), []),
  /** The last seq this device holds; the answer's tail begins after it. */
  after: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The device's clock at sending, ms since 1970: how the server measures its offset. */
  sentAtMs: v.pipe(v.number(), v.integer()),
  /** Append only if the head is still this one; otherwise 409. */
  ifHead: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export interface Push {
  entries: Entry[];
  keys: SubjectKey[];
  after: number;
  sentAtMs: number;
  ifHead?: number;
}

/** Reasons a device that speaks an earlier version than 4 does not know. */
const REOPENED = ['unvouched', 'sent-meanwhile'] as const;
/** Reasons only the ledger tells; a device that speaks an earlier version than 3 knows none of them. */
const BESIDE = ['not-the-sum', 'not-vouched', 'too-soon', ...REOPENED] as const;
export type BesideRejection = (typeof BESIDE)[number];

/** Why an entry went to quarantine; the message is in the language of the request. */
export const REJECTIONS = [
  'schema',
  'permission',
  'foreign-place',
  'foreign-author',
  'id-reused',
  'nul',
  'lone-surrogate',
  'not-canonical',
  'missing-key',
  ...BESIDE,
] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** A reason as a device of some version knows it; the message says the same to all. */
export function rejectionFor(code: Rejection, version: number): Rejection {
  const isOf = (some: readonly Rejection[]): boolean => some.includes(code);
  if (version < 3 && isOf(BESIDE)) return 'permission';
  return version < 4 && isOf(REOPENED) ? 'not-vouched' : code;
}

export type Receipt =
  | { id: string; seq: number; receivedAt: string; offsetMs: number }
  | { id: string; rejected: { code: Rejection; message: string } };

/** Where a ledger stands; signed with Ed25519 over `headText`, base64. */
export interface Head {
  place: string;
  epoch: string;
  head: number;
  chain: string;
  signature: string;
  /** The seq the last backup holds; 0 when there is none. */
  backedUp: number;
}

/** A point of a ledger the server vouches for: signed over `headText`, like a head. */
export const SignedEndSchema = v.strictObject({
  epoch: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  chain,
  signature: v.pipe(v.string(), v.maxLength(100)),
});
export type SignedEnd = v.InferOutput<typeof SignedEndSchema>;

/** Entries after a seq, at most PAGE_ENTRIES; there is more while the last seq < `head`. */
export interface Page extends Head {
  tail: Stored[];
  /** Of the tail: where it fills a segment, and where it stops short of the head. */
  ends: SignedEnd[];
}

/** A segment as listed: its text is the JSON of `Stored[]`, the same bytes for everyone. */
export interface Segment {
  k: number;
  /** Chain value of its last entry. */
  lastChain: string;
  /** Of its text, hex. */
  sha256: string;
  /** Of its last entry as an end, over `headText`. */
  signature: string;
}

/** `GET /api/ledgers/{place}/segments`: every full segment, from the first on. */
export interface SegmentList extends Head {
  segments: Segment[];
  /** Over `segmentsText`, which holds the head too. */
  listSignature: string;
}

/**
 * The body of `POST /api/ledgers/{place}/restore`: entries a server once had, and lost. They follow
 * each other from the chain value `before` up to an end it signed; whoever carries them, they are
 * taken with their author, receivedAt and offset.
 */
export const GiveBackSchema = v.strictObject({
  before: chain,
  entries: v.pipe(v.array(StoredSchema), v.minLength(1)),
  keys: v.array(KeySchema),
  end: SignedEndSchema,
  /** The answer's tail begins after this seq. */
  after: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type GiveBack = v.InferOutput<typeof GiveBackSchema>;

export interface PushAnswer extends Page {
  receipts: Receipt[];
}

/** `GET /api/ledgers/{place}/keys?after=`: keys stored with entries after that seq. Offices get none. */
export interface KeysAnswer {
  place: string;
  head: number;
  keys: SubjectKey[];
}

/** What an answered enrolment or `GET /api/session` says. */
export interface Session {
  account: string;
  /** The place signed in for. */
  place: string;
  /** A village session gets that village's keys; an office session none. */
  scope: 'village' | 'office';
  device: string;
  /** Ed25519 public key of the server's head signatures, base64 (32 bytes raw). */
  serverKey: string;
  /** Instant of the server, ms: the first measure of this device's offset. */
  serverTimeMs: number;
  zone: string;
}

/** Server-sent events of `GET /api/events`: `event: head` and `event: rollup`. */
export interface HeadEvent {
  place: string;
  head: number;
}
export interface RollupEvent {
  places: string[];
}

export { EnvelopeSchema };
