/** Tables of figures as they cross from the server to the desk: both ends check with these. */
import * as v from 'valibot';
import { OwedSchema } from './figures';

/** The levels rows can be of; below them lie people. */
export const GRAINS = ['prefecture', 'county', 'town', 'village'] as const;
export type Grain = (typeof GRAINS)[number];

/** The most rows a table is made of: what a browser holds and a person can still look through. */
export const TABLE_ROWS_MAX = 50_000;

const KeySchema = v.object({ indicator: v.string(), dims: v.string() });
export type FigureKey = v.InferOutput<typeof KeySchema>;

/** A place, its day (empty: the whole span), and a figure for each key. */
const RowSchema = v.tuple([v.string(), v.string(), v.array(v.number())]);
export type FigureRow = v.InferOutput<typeof RowSchema>;

export const FigureTableSchema = v.object({
  knownAtMs: v.number(),
  /** First and last day; `from` empty: from the beginning. */
  from: v.string(),
  to: v.string(),
  /** What was counted at all in the area, narrowed down as far as it is known. */
  keys: v.array(KeySchema),
  /** By place, then by day; without days every place of the level, with days those in use. */
  rows: v.array(RowSchema),
});
export type FigureTable = v.InferOutput<typeof FigureTableSchema>;

const StandingRowSchema = v.object({
  place: v.string(),
  /** Villages that should report, and those heard from on the day by then. */
  villages: v.number(),
  villagesHeard: v.number(),
  /** Last receipt by then of something recorded within it; null: none. */
  lastHeardMs: v.nullable(v.number()),
});
export type StandingRow = v.InferOutput<typeof StandingRowSchema>;

/** How places stood by the end of a day, or at an hour: how far the rounds were, and what was owed. */
export const StandingSchema = v.object({
  knownAtMs: v.number(),
  /** As in the overview: at what instant they stood. */
  asOfMs: v.number(),
  nowMs: v.number(),
  /** Places of the level with a village that should report. */
  places: v.array(StandingRowSchema),
  /** By due time; offices that owe something are among them. Of rounds by then, anything else as of now. */
  owed: v.array(OwedSchema),
  reached: v.array(v.object({ place: v.string(), round: v.string(), n: v.number() })),
});
export type Standing = v.InferOutput<typeof StandingSchema>;
