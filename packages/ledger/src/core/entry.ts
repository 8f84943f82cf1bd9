/**
 * The entry: one fact somebody recorded. Never edited, never deleted; a correction or a void is
 * another entry that names, in `replaces`, the version it replaces. This file is the envelope;
 * what a kind says in `body` is its module's.
 */
import * as v from 'valibot';
import { INSTANT } from './time';
import { PLACE } from './place';
import type { Json } from './canonical';

/** AES-256-GCM of one subject's identities: version ‖ nonce ‖ ciphertext ‖ tag, and its key's id. */
export interface Sealed {
  k: string;
  c: string;
}

/** Where a derived entry came from: the ledger and the id of its source (rule 9). */
export interface Delivered {
  from: string;
  id: string;
}

export interface Entry<B = Record<string, Json>> {
  /** UUIDv7, made on the device: the key to "once". Derived entries: UUIDv8 of their sources. */
  id: string;
  kind: string;
  v: number;
  place: string;
  /** The raw device clock at saving, with its offset. */
  at: string;
  /** The true time of something entered later. */
  happened?: string;
  /** The account that wrote it (`c_…`), or `system` for derived entries. */
  by: string;
  /** Device and its incarnation: `d_…/2`; `system/0` for derived entries. */
  device: string;
  /** Counts per incarnation and place, from 1. Derived entries: 0. */
  n: number;
  subjects: string[];
  /** The id of the version this entry corrects or voids. It must list that version's subjects. */
  replaces?: string;
  delivered?: Delivered;
  /** Facts without identity. */
  body: B;
  /** Per subject: names, ID number, phone, address, free text. Never read by the fold. */
  sealed?: Record<string, Sealed>;
}

/** An entry as a ledger holds it. `seq` 0: still on this phone, times estimated. */
export interface Stored<B = Record<string, Json>> {
  seq: number;
  /** Server's clock at first append, UTC with milliseconds: `2020-01-28T01:12:06.000Z`. */
  receivedAt: string;
  /** Server clock minus device clock as measured at first append, ms. */
  offsetMs: number;
  /** Chain value at this seq, hex. */
  chain: string;
  entry: Entry<B>;
}

export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** h household, p person, c cadre, g group, r round, q question set, b public place, m message, br report, u unit. */
export const SUBJECT = /^[a-z]{1,2}_[A-Za-z0-9_-]{6,40}$/;
export const DEVICE = /^(d_[A-Za-z0-9_-]{6,40}\/\d{1,6}|system\/0)$/;
const AUTHOR = /^(c_[A-Za-z0-9_-]{6,40}|system)$/;
const BASE64 = /^[A-Za-z0-9+/]{38,}={0,2}$/;

const instant = v.pipe(
  v.string(),
  v.regex(INSTANT),
  v.check((s) => !Number.isNaN(Date.parse(s))),
);
const subject = v.pipe(v.string(), v.regex(SUBJECT));

export const SealedSchema = v.strictObject({
  k: v.pipe(v.string(), v.regex(/^k_[A-Za-z0-9_-]{6,40}$/)),
  c: v.pipe(v.string(), v.regex(BASE64), v.maxLength(32_768)),
});

/** The envelope; anything else at the top level is refused, so no client can send server fields. */
export const EnvelopeSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(ID)),
  kind: v.pipe(v.string(), v.regex(/^[a-z][a-z-]*\.[a-z][a-z-]*$/), v.maxLength(60)),
  v: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)),
  place: v.pipe(v.string(), v.regex(PLACE)),
  at: instant,
  happened: v.optional(instant),
  by: v.pipe(v.string(), v.regex(AUTHOR)),
  device: v.pipe(v.string(), v.regex(DEVICE)),
  n: v.pipe(v.number(), v.integer(), v.minValue(0)),
  subjects: v.pipe(v.array(subject), v.minLength(1), v.maxLength(200)),
  replaces: v.optional(v.pipe(v.string(), v.regex(ID))),
  delivered: v.optional(
    v.strictObject({
      from: v.pipe(v.string(), v.regex(PLACE)),
      id: v.pipe(v.string(), v.regex(ID)),
    }),
  ),
  body: v.record(v.string(), v.unknown()),
  sealed: v.optional(v.record(subject, SealedSchema)),
});

/**
 * Effective time = min(at + offsetMs, receivedAt), in ms: a wrong device clock is mended by the
 * measured offset and can never place an entry after its receipt; nor before 1970, where days end
 * that every program can write.
 */
export function effectiveTimeMs(stored: Stored): number {
  const { at } = stored.entry;
  return Math.max(0, Math.min(Date.parse(at) + stored.offsetMs, Date.parse(stored.receivedAt)));
}
