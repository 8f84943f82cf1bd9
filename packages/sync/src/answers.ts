/** What a device accepts as an answer: the server's side of the wire, checked like any other input. */
import * as v from 'valibot';
import { INSTANT, PLACE } from '@doorstep/ledger';
import {
  KeySchema,
  REJECTIONS,
  type HeadEvent,
  type KeysAnswer,
  type Page,
  type PushAnswer,
  SignedEndSchema,
  StoredSchema,
  type RollupEvent,
  type SegmentList,
  type Session,
} from './wire';

const seq = v.pipe(v.number(), v.integer(), v.minValue(0));
const place = v.pipe(v.string(), v.regex(PLACE));
const chain = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const instant = v.pipe(v.string(), v.regex(INSTANT));
const milliseconds = v.pipe(v.number(), v.integer());

const head = {
  place,
  epoch: v.pipe(v.string(), v.minLength(1)),
  head: seq,
  chain,
  signature: v.string(),
  backedUp: seq,
};

const page = { ...head, tail: v.array(StoredSchema), ends: v.array(SignedEndSchema) };

const receipt = v.union([
  v.object({ id: v.string(), seq, receivedAt: instant, offsetMs: milliseconds }),
  v.object({
    id: v.string(),
    rejected: v.object({ code: v.picklist(REJECTIONS), message: v.string() }),
  }),
]);

export const PageSchema: v.GenericSchema<unknown, Page> = v.object(page);
export const PushAnswerSchema: v.GenericSchema<unknown, PushAnswer> = v.object({
  ...page,
  receipts: v.array(receipt),
});
export const SegmentListSchema: v.GenericSchema<unknown, SegmentList> = v.object({
  ...head,
  segments: v.array(
    v.object({
      k: seq,
      lastChain: chain,
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      signature: v.string(),
    }),
  ),
  listSignature: v.string(),
});
export const KeysAnswerSchema: v.GenericSchema<unknown, KeysAnswer> = v.object({
  place,
  head: seq,
  keys: v.array(KeySchema),
});
export const SessionSchema: v.GenericSchema<unknown, Session> = v.object({
  account: v.string(),
  place,
  scope: v.picklist(['village', 'office']),
  device: v.string(),
  serverKey: v.string(),
  serverTimeMs: milliseconds,
  zone: v.string(),
});
export const HeadEventSchema: v.GenericSchema<unknown, HeadEvent> = v.object({ place, head: seq });
export const RollupEventSchema: v.GenericSchema<unknown, RollupEvent> = v.object({
  places: v.array(place),
});
/** RFC 9457, as far as a device reads it. */
export const ProblemSchema = v.object({
  code: v.string(),
  detail: v.optional(v.string()),
  title: v.optional(v.string()),
});
