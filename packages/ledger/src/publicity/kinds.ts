/** What is publicised to a village beyond the door: by which channel, in which language, to whom (F32, F58). */
import * as v from 'valibot';
import { onBehalf } from '../core/on-behalf';
import { count, entryId } from '../core/schema';
import { MESSAGES, TOLD_LANGUAGES } from '../visits/kinds';

/** Telling a household at its door is part of the visit, never a broadcast. */
export const CHANNELS = [
  'loudspeaker',
  'vehicle',
  'group-chat',
  'board',
  'leaflet',
  'banner',
  'screen',
  'face-to-face',
] as const;
export type Channel = (typeof CHANNELS)[number];
/** Channels of which copies are handed out or put up. */
export const COPIED: readonly Channel[] = ['board', 'leaflet', 'banner'];
/** Outsiders are an audience too (F32). */
export const AUDIENCES = ['villagers', 'outsiders'] as const;
/** What a visit conveys, and what is said to all (F32: basic epidemic knowledge). */
export const BROADCAST_MESSAGES = [...MESSAGES, 'basic-knowledge', 'stay-home'] as const;
/** More in one record is a slip of the thumb. */
export const TIMES_MAX = 99;

const someOf = <const T extends readonly string[]>(codes: T) =>
  v.pipe(
    v.array(v.picklist(codes)),
    v.check((given) => new Set(given).size === given.length, 'said twice'),
  );

export const broadcastMade = v.pipe(
  v.strictObject({
    channel: v.picklist(CHANNELS),
    language: v.picklist(TOLD_LANGUAGES),
    audience: v.pipe(someOf(AUDIENCES), v.minLength(1)),
    messages: someOf(BROADCAST_MESSAGES),
    /** Something was said in words of one's own; they are sealed under the message. */
    ownWords: v.optional(v.literal(true)),
    times: v.pipe(count, v.minValue(1), v.maxValue(TIMES_MAX)),
    copies: v.optional(v.pipe(count, v.minValue(1))),
    onBehalf: v.optional(onBehalf),
  }),
  v.check(({ messages, ownWords }) => messages.length > 0 || ownWords === true, 'nothing was said'),
);
export type BroadcastBody = v.InferOutput<typeof broadcastMade>;

/** Two records of one day look like one broadcast, and are two: somebody of the village says so. */
export const broadcastsToldApart = v.strictObject({ broadcast: entryId, other: entryId });
export type BroadcastsToldApart = v.InferOutput<typeof broadcastsToldApart>;
