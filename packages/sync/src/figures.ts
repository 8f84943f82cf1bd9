/**
 * Figures, overviews and reports as they cross from the server to the desk: both ends check with
 * these. Instants in ms since 1970.
 */
import * as v from 'valibot';
import type { BriefPart, BriefText, DayChange } from '@doorstep/ledger';

const code = v.string();
const instant = v.number();

/** Up to and including the day, and on it. */
const CountSchema = v.object({ total: v.number(), day: v.number() });
export type Count = v.InferOutput<typeof CountSchema>;

const NameSchema = v.object({ zh: v.string(), ko: v.string(), en: v.string() });
/** The same words in the three languages. */
export type PlaceName = v.InferOutput<typeof NameSchema>;

const TallyRowSchema = v.object({
  place: v.optional(code),
  day: v.optional(v.string()),
  indicator: v.string(),
  dims: v.string(),
  n: v.number(),
});
export const TalliesSchema = v.object({ knownAtMs: instant, rows: v.array(TallyRowSchema) });
export type Tallies = v.InferOutput<typeof TalliesSchema>;

/** What one place (or everything within it) owes of a kind by a time. */
export const OwedSchema = v.object({
  place: code,
  module: v.string(),
  kind: v.string(),
  /** The round, item … it belongs to; empty when to none. */
  about: v.string(),
  dueAtMs: instant,
  /** 0: the work is open and nothing of it is missing. */
  count: v.number(),
  /** Ids of the first few subjects in walking order; of single ledgers only. */
  top: v.array(v.string()),
});
export type Owed = v.InferOutput<typeof OwedSchema>;

const RoundProgressSchema = v.object({
  round: v.string(),
  /** Households reached in it, up to the day and as known at the hour asked for. */
  reached: v.number(),
  /** Households it is to reach that were not. */
  missing: v.number(),
});
export type RoundProgress = v.InferOutput<typeof RoundProgressSchema>;

const OverviewRowSchema = v.object({
  place: code,
  /** Households on the register, and as stated before they were known one by one. */
  households: v.number(),
  householdsStated: v.number(),
  /** Open rounds only. */
  rounds: v.array(RoundProgressSchema),
  personTimes: CountSchema,
  fevers: CountSchema,
  /** Households owed a visit now, and of them those that should have had it by now. */
  due: v.number(),
  overdue: v.number(),
  /** Households not told in a language they speak. */
  untold: v.number(),
  /** Villages that should report (they did before, or work is open there), and those heard from since the day began. */
  villages: v.number(),
  villagesHeard: v.number(),
  /** Last receipt of something recorded within it; null: never. */
  lastHeardMs: v.nullable(instant),
});
export type OverviewRow = v.InferOutput<typeof OverviewRowSchema>;

/** A figure with its last fourteen days. */
const FigureSchema = v.object({
  indicator: v.string(),
  ...CountSchema.entries,
  series: v.array(v.object({ day: v.string(), n: v.number() })),
});
export type Figure = v.InferOutput<typeof FigureSchema>;

const SilentSchema = v.object({ place: code, lastHeardMs: v.nullable(instant) });
export type Silent = v.InferOutput<typeof SilentSchema>;

export const OverviewSchema = v.object({
  place: code,
  day: v.string(),
  knownAtMs: instant,
  nowMs: instant,
  self: OverviewRowSchema,
  children: v.array(OverviewRowSchema),
  figures: v.array(FigureSchema),
  owed: v.array(OwedSchema),
  /** Villages that should report and were not heard from since the day began, longest silence first. */
  silent: v.array(SilentSchema),
});
export type Overview = v.InferOutput<typeof OverviewSchema>;

/** `byDims`: the same by `name=value`, for indicators that have dims and only for what was counted. */
const BriefCountSchema = v.object({
  ...CountSchema.entries,
  byDims: v.optional(v.record(v.string(), CountSchema)),
});
export type BriefCount = v.InferOutput<typeof BriefCountSchema>;

const DayChangeSchema: v.GenericSchema<DayChange> = v.object({
  indicator: v.string(),
  measure: v.picklist(['flow', 'stock']),
  today: v.number(),
  yesterday: v.number(),
  change: v.number(),
  total: v.number(),
});

export const BriefSchema = v.object({
  place: code,
  name: NameSchema,
  level: v.picklist(['province', 'prefecture', 'county', 'town', 'village']),
  day: v.string(),
  knownAtMs: instant,
  /** By id. */
  indicators: v.record(v.string(), BriefCountSchema),
  /** Of every figure the report is made of, in its order. */
  changes: v.array(DayChangeSchema),
  byChild: v.array(v.object({ ...OverviewRowSchema.entries, name: NameSchema })),
  /** As of now: absence is derived, not recorded. */
  missing: v.object({
    asOfMs: instant,
    rounds: v.array(RoundProgressSchema),
    due: v.number(),
    overdue: v.number(),
    untold: v.number(),
    /** Of `due`, those in villages not heard from since the day began: perhaps done, perhaps not. */
    unheard: v.number(),
    villages: v.number(),
    silent: v.array(v.object({ ...SilentSchema.entries, name: NameSchema })),
    lastHeardMs: v.nullable(instant),
    /** Offices one level below, with villages that report, that have not sent a report of the day. */
    unsent: v.array(v.object({ place: code, name: NameSchema })),
  }),
});
export type Brief = v.InferOutput<typeof BriefSchema>;

/** A round as an office opened it. */
const RoundSchema = v.object({
  round: v.string(),
  title: NameSchema,
  opens: v.string(),
  closes: v.string(),
  /** Day it was closed; null while it is open. */
  closed: v.nullable(v.string()),
  /** The office that opened it. */
  by: code,
});
export type RoundInfo = v.InferOutput<typeof RoundSchema>;
export const RoundsSchema = v.object({ rounds: v.array(RoundSchema) });

const textOf = (part: BriefPart): string => (typeof part === 'string' ? part : part.text);

/** A report as plain text: what the command line prints and the copy button gives away. */
export function plainText({ heading, known, paragraphs }: BriefText): string {
  const told = paragraphs.map(({ title, parts }) => `${title}\n${parts.map(textOf).join('')}`);
  return [heading, known, ...told].join('\n\n');
}
