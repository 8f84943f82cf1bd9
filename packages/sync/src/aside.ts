/**
 * What the server set aside, as it crosses to the desk: rows, one of them whole, how much waits.
 * Both ends check with these. Instants as RFC 3339 text.
 */
import * as v from 'valibot';
import { EnvelopeSchema, type Entry } from '@doorstep/ledger';

/** What a person can decide: `noted` is for an entry that stands in the ledger (a flag). */
export const VERDICTS = ['accepted', 'refused', 'noted'] as const;
export type Verdict = (typeof VERDICTS)[number];

const row = {
  id: v.string(),
  /** The ledger it was sent to. */
  place: v.string(),
  /** Why it was set aside. */
  code: v.string(),
  /** Where in the entry; empty for all of it. */
  path: v.string(),
  kind: v.nullable(v.string()),
  alarming: v.boolean(),
  /** Its entry stands in the ledger; its device wants looking at. */
  flag: v.boolean(),
  /** Id of the entry. */
  entry: v.string(),
  account: v.string(),
  device: v.string(),
  receivedAt: v.string(),
  decision: v.nullable(
    v.object({
      verdict: v.picklist(VERDICTS),
      account: v.string(),
      device: v.string(),
      at: v.string(),
    }),
  ),
};
const AsideRowSchema = v.object(row);
export type AsideRow = v.InferOutput<typeof AsideRowSchema>;

/** A page of them, newest first; `more` asks for the next. */
export const AsideListSchema = v.object({
  rows: v.array(AsideRowSchema),
  more: v.nullable(v.string()),
});

/** One of them whole. */
export const AsideSchema = v.object({
  ...row,
  /** Where the entry says it belongs. */
  of: v.string(),
  /** Why it cannot be accepted, in the reader's language. */
  hindrance: v.nullable(v.object({ code: v.string(), message: v.string() })),
  /** For the village's own sign-in; names still sealed. */
  content: v.nullable(EnvelopeSchema as unknown as v.GenericSchema<unknown, Entry>),
});
export type Aside = v.InferOutput<typeof AsideSchema>;

/** Ledgers where something waits for a decision. */
export const AsideCountsSchema = v.object({
  places: v.array(v.object({ place: v.string(), open: v.number(), alarming: v.number() })),
});
