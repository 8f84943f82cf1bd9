/**
 * Figures, overviews and reports as they cross from the server to the desk: both ends check with
 * these. Instants in ms since 1970.
 */
import * as v from 'valibot';
import type { BriefPart, BriefText, DayChange } from '@doorstep/ledger';

const code = v.string();
const instant = v.number();

/** Whether what stands at an instant is looked back at. */
export const isBack = ({ asOfMs, nowMs }: { asOfMs: number; nowMs: number }): boolean =>
  asOfMs < nowMs;

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
  /** Visits owed in all open rounds by then, and of them those whose time was over. */
  due: v.number(),
  overdue: v.number(),
  /** Households not told in a language they speak; as of now. */
  untold: v.number(),
  /** Villages that should report (they did before, or work is open there), and those heard from on the day by then. */
  villages: v.number(),
  villagesHeard: v.number(),
  /** Last receipt by then of something recorded within it; null: none. */
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
  /** At what instant all of it stands but what is said to be as of now: `knownAtMs`, or the end of an earlier day. */
  asOfMs: instant,
  nowMs: instant,
  self: OverviewRowSchema,
  children: v.array(OverviewRowSchema),
  figures: v.array(FigureSchema),
  /** Of rounds what they lacked by then; anything else as of now. */
  owed: v.array(OwedSchema),
  /** Villages that should report and were not heard from on the day by then, longest silence first. */
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
  missing: v.object({
    /** At what instant it was missing. */
    asOfMs: instant,
    /** As of this instant is `untold`. */
    nowMs: instant,
    rounds: v.array(RoundProgressSchema),
    due: v.number(),
    overdue: v.number(),
    untold: v.number(),
    /** Of `due`, those in villages not heard from on the day: perhaps done, perhaps not. */
    unheard: v.number(),
    villages: v.number(),
    silent: v.array(v.object({ ...SilentSchema.entries, name: NameSchema })),
    lastHeardMs: v.nullable(instant),
    /** Offices one level below, with villages that report, that had not sent a report of the day. */
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
