/**
 * The day's report in words. A figure stays a part of its own, so that a screen can make it a link
 * to the records it counts; one language each.
 */
import * as v from 'valibot';

const words = v.pipe(v.string(), v.maxLength(4_000));
const whole = v.pipe(v.number(), v.safeInteger());
const indicator = v.pipe(v.string(), v.regex(/^[a-z]+\.[a-z_]{1,60}$/));
const measure = v.picklist(['total', 'day']);

/** A figure with its unit as it stands in the sentence. */
const figurePart = v.strictObject({ indicator, measure, value: whole, text: words });
export type FigurePart = v.InferOutput<typeof figurePart>;

/** By how much a figure moved against the day before. */
const changePart = v.strictObject({ indicator, measure, change: whole, text: words });
export type ChangePart = v.InferOutput<typeof changePart>;

/** What is owed now: opens to obligations, not to records. */
const owedPart = v.strictObject({
  owed: v.picklist(['due', 'overdue', 'untold', 'unheard']),
  value: whole,
  text: words,
});
export type OwedPart = v.InferOutput<typeof owedPart>;

const part = v.union([words, figurePart, changePart, owedPart]);
export type BriefPart = v.InferOutput<typeof part>;

export const BriefTextSchema = v.strictObject({
  heading: words,
  /** As of when the figures were known. */
  known: words,
  paragraphs: v.pipe(
    v.array(v.strictObject({ title: words, parts: v.pipe(v.array(part), v.maxLength(200)) })),
    v.maxLength(20),
  ),
});
export type BriefText = v.InferOutput<typeof BriefTextSchema>;
