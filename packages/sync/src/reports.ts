/**
 * Reports that were sent, and what has moved since, as they cross from the server to the desk.
 * Instants in ms since 1970.
 */
import * as v from 'valibot';
import { briefSent, CAUSES, type StatedFigure, type StatedLedger } from '@doorstep/ledger';

const code = v.string();
const instant = v.number();

/** All a desk needs to send the report of its office: made of exactly these entries of these ledgers. */
export const DraftBriefSchema = v.object({
  ...v.omit(briefSent, ['brief', 'parts']).entries,
  /** Where the office's own ledger stood: it is sent only if nobody has written to it since. */
  head: v.number(),
  ledgers: v.array(
    v.object({ place: code, seq: v.number(), figures: v.array(v.number()) }),
  ) satisfies v.GenericSchema<StatedLedger[]>,
});
export type DraftBrief = v.InferOutput<typeof DraftBriefSchema>;

const sentMeta = {
  brief: v.string(),
  /** Id of its record in the office's ledger. */
  record: v.string(),
  day: v.string(),
  knownAtMs: instant,
  sentMs: instant,
  by: v.string(),
  /** 1: the day's first. */
  number: v.number(),
  follows: v.optional(v.string()),
};
const SentMetaSchema = v.object(sentMeta);
export type SentMeta = v.InferOutput<typeof SentMetaSchema>;

export const SentListSchema = v.object({ place: code, briefs: v.array(SentMetaSchema) });

/** What of the figures moved in everything within a place one level below, or in the office's own ledger. */
const MovedSchema = v.object({
  place: code,
  /** Ledgers whose figures moved. */
  ledgers: v.number(),
  /** `total`, `day`, `before` of each stated figure, one after the other: now less then. */
  figures: v.array(v.number()),
});
export type Moved = v.InferOutput<typeof MovedSchema>;

export const SentBriefSchema = v.object({
  ...sentMeta,
  place: code,
  ...v.pick(briefSent, ['figures', 'missing', 'texts']).entries,
  /** Ledgers it was made from. */
  ledgers: v.number(),
  /** Whether its figures are the sum of what these gave. */
  addsUp: v.boolean(),
  /** Whether it is as this server gave it; `none`: it bears no signature. */
  vouched: v.picklist(['yes', 'none', 'no']),
  now: v.object({
    asOfMs: instant,
    missing: v.object({ due: v.number(), overdue: v.number(), untold: v.number() }),
    /** Most moved first; empty: the report still stands as it was sent. */
    moved: v.array(MovedSchema),
  }),
});
export type SentReport = v.InferOutput<typeof SentBriefSchema>;

/** What one cause did to one figure of one ledger; its days add up to it. */
const CausedSchema = v.object({
  indicator: v.string(),
  /** How many entries did it; 0 where none did (`recounted`). */
  records: v.number(),
  /** The first of them, by id. */
  entries: v.array(v.string()),
  /** `day` null: some day before the day before. */
  days: v.array(v.object({ day: v.nullable(v.string()), n: v.number() })),
});
export type Caused = v.InferOutput<typeof CausedSchema>;

const CauseSchema = v.object({
  cause: v.picklist(CAUSES),
  /** Of what was voided. */
  reason: v.optional(v.string()),
  figures: v.array(CausedSchema),
});
export type CauseOfChange = v.InferOutput<typeof CauseSchema>;

const ExplainedLedgerSchema = v.object({
  place: code,
  /** Explained from this entry of the ledger, not included, to that. */
  from: v.number(),
  to: v.number(),
  causes: v.array(CauseSchema),
});
export type ExplainedLedger = v.InferOutput<typeof ExplainedLedgerSchema>;

/** Why the figures of a report moved within one place: the parts add up to the difference. */
export const WhySchema = v.object({ within: code, ledgers: v.array(ExplainedLedgerSchema) });
export type Why = v.InferOutput<typeof WhySchema>;

/** A stated figure's three numbers in a row of figures. */
export function figureAt(
  figures: readonly number[],
  i: number,
): Pick<StatedFigure, 'total' | 'day' | 'before'> {
  const [total = 0, day = 0, before = 0] = figures.slice(i * 3, i * 3 + 3);
  return { total, day, before };
}
