/**
 * A report as an office sent it: frozen with the instant it was known at and, in `brief.basis`
 * before it, with the very entries it was made from, so that whatever moves later can be explained
 * record by record. An entry is at most 48 KiB: the basis comes in as many parts as it takes.
 */
import * as v from 'valibot';
import { PLACE } from '../core/place';
import { count, day, id } from '../core/schema';
import { BriefTextSchema } from './text';

const whole = v.pipe(v.number(), v.safeInteger());
const instant = v.pipe(whole, v.minValue(0));

/** What a report says of an indicator: up to its day, on it, and on the day before. */
const statedFigure = v.strictObject({
  indicator: v.pipe(v.string(), v.regex(/^[a-z]+\.[a-z_]{1,60}$/)),
  total: whole,
  day: whole,
  before: whole,
});
export type StatedFigure = v.InferOutput<typeof statedFigure>;

/**
 * One ledger as a report was made from it: its entries up to `seq`, and what they gave: `total`,
 * `day`, `before` of each stated figure, one after the other.
 */
const statedLedger = v.strictObject({
  place: v.pipe(v.string(), v.regex(PLACE)),
  seq: count,
  figures: v.pipe(v.array(whole), v.maxLength(600)),
});
export type StatedLedger = v.InferOutput<typeof statedLedger>;

export const briefBasis = v.strictObject({
  brief: id('br'),
  /** From 0. */
  part: count,
  ledgers: v.array(statedLedger),
});
export type BriefBasis = v.InferOutput<typeof briefBasis>;

export const briefSent = v.strictObject({
  brief: id('br'),
  day,
  /** Ms since 1970. */
  knownAtMs: instant,
  /** Only what was received before this hour (whole hours since 1970); missing: all that had come. */
  heardBefore: v.optional(count),
  /** 1: the day's first report; 2: its second, which `follows` the first. */
  number: v.pipe(count, v.minValue(1)),
  follows: v.optional(id('br')),
  figures: v.pipe(v.array(statedFigure), v.maxLength(200)),
  /** Households owed a visit, those past due, and those not told, when it was sent. */
  missing: v.strictObject({ asOfMs: instant, due: count, overdue: count, untold: count }),
  texts: v.strictObject({ zh: BriefTextSchema, ko: BriefTextSchema, en: BriefTextSchema }),
  /** How many entries its basis takes. */
  parts: count,
  /** The server's signature over all of it and its basis, as it gave them; none asked for it once. */
  vouched: v.optional(v.pipe(v.string(), v.maxLength(100))),
});
export type BriefBody = v.InferOutput<typeof briefSent>;
