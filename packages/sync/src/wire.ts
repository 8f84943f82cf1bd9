/**
 * The wire between a device and the server: one version number, pinned by a hash in a test.
 * Every field that crosses is declared here and nowhere else; both ends validate with these.
 */
import * as v from 'valibot';
import { EnvelopeSchema, type Entry, type Stored } from '@doorstep/ledger';

/** Raised with every change of shape; the server serves this and the two before it. */
export const WIRE_VERSION = 1;
export const WIRE_HEADER = 'doorstep-wire';
export const MAX_ENTRIES = 1_000;
export const MAX_BYTES = 1_048_576;
/** Entries in one page of a tail. */
export const PAGE_ENTRIES = 1_000;

/** A subject's key on its way to or from the server (TLS protects it there, the village key at rest). */
export const KeySchema = v.strictObject({
  k: v.pipe(v.string(), v.regex(/^k_[A-Za-z0-9_-]{6,40}$/)),
  subject: v.pipe(v.string(), v.regex(/^[a-z]{1,2}_[A-Za-z0-9_-]{6,40}$/)),
  /** 32 bytes, base64. */
  key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/)),
});
export type SubjectKey = v.InferOutput<typeof KeySchema>;

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
] as const;
export type Rejection = (typeof REJECTIONS)[number];

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

/** Entries after a seq, at most PAGE_ENTRIES; there is more while the last seq < `head`. */
export interface Page extends Head {
  tail: Stored[];
}

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
