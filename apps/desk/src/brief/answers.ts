/** The day's report as the server writes it: `/api/brief`. */
import * as v from 'valibot';

const FigurePartSchema = v.object({
  indicator: v.string(),
  measure: v.picklist(['total', 'day']),
  value: v.number(),
  text: v.string(),
});
const OwedPartSchema = v.object({
  owed: v.picklist(['due', 'overdue']),
  value: v.number(),
  text: v.string(),
});
const PartSchema = v.union([v.string(), FigurePartSchema, OwedPartSchema]);
export type Part = v.InferOutput<typeof PartSchema>;

export const BriefTextSchema = v.object({
  heading: v.string(),
  known: v.string(),
  paragraphs: v.array(v.object({ title: v.string(), parts: v.array(PartSchema) })),
});
export type BriefText = v.InferOutput<typeof BriefTextSchema>;

const textOf = (part: Part): string => (typeof part === 'string' ? part : part.text);

/** The same as plain text: what the copy button gives away. */
export function plainText({ heading, known, paragraphs }: BriefText): string {
  return [
    heading,
    known,
    ...paragraphs.map(({ title, parts }) => `${title}\n${parts.map(textOf).join('')}`),
  ].join('\n\n');
}
