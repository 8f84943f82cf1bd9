/** What the server says of a place on a day: `/api/overview`. */
import * as v from 'valibot';

const countSchema = v.object({ total: v.number(), day: v.number() });
const instant = v.nullable(v.number());

const RowSchema = v.object({
  place: v.string(),
  households: v.number(),
  /** Known as a number before they were known one by one. */
  householdsStated: v.number(),
  /** Open rounds: households reached, and those still owed a visit. */
  rounds: v.array(v.object({ round: v.string(), reached: v.number(), missing: v.number() })),
  personTimes: countSchema,
  due: v.number(),
  overdue: v.number(),
  /** Villages expected to report, and of them those heard from on the day. */
  villages: v.number(),
  villagesHeard: v.number(),
  lastHeardMs: instant,
});
export type Row = v.InferOutput<typeof RowSchema>;

const FigureSchema = v.object({
  indicator: v.string(),
  /** Up to and including the day, and on it. */
  total: v.number(),
  day: v.number(),
  series: v.array(v.object({ day: v.string(), n: v.number() })),
});
export type Figure = v.InferOutput<typeof FigureSchema>;

const OwedSchema = v.object({
  place: v.string(),
  module: v.string(),
  kind: v.string(),
  about: v.string(),
  dueAtMs: v.number(),
  count: v.number(),
});
export type Owed = v.InferOutput<typeof OwedSchema>;

export const OverviewSchema = v.object({
  place: v.string(),
  day: v.string(),
  knownAtMs: v.number(),
  nowMs: v.number(),
  self: RowSchema,
  children: v.array(RowSchema),
  figures: v.array(FigureSchema),
  owed: v.array(OwedSchema),
  silent: v.array(v.object({ place: v.string(), lastHeardMs: instant })),
});
export type Overview = v.InferOutput<typeof OverviewSchema>;
