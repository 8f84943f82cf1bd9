/**
 * Reaching a village, as it crosses from the server to the desk and the phone: where villages stand,
 * whom to call there, who looked. Both ends check with these. Instants in ms since 1970.
 */
import * as v from 'valibot';
import { REMINDED, ROLES } from '@doorstep/ledger';
import { KeySchema } from './wire';

const instant = v.number();
const count = v.number();

/** Households of a villagers' group in a round, by where they stand. */
const GroupSchema = v.object({
  group: v.string(),
  reached: count,
  nobody: count,
  refused: count,
  untried: count,
});

/** An open round in one village. */
const RoundGapSchema = v.object({
  round: v.string(),
  dueAtMs: instant,
  missing: count,
  groups: v.array(GroupSchema),
});
export type RoundGap = v.InferOutput<typeof RoundGapSchema>;

const ReminderSchema = v.object({
  id: v.string(),
  from: v.string(),
  about: v.picklist(REMINDED),
  round: v.optional(v.string()),
  owed: count,
  dueAtMs: instant,
  sentMs: instant,
  /** Who of the village said that it was seen, in which role; absent until somebody does. */
  seen: v.optional(
    v.object({ by: v.string(), role: v.optional(v.picklist(ROLES)), timeMs: instant }),
  ),
});
export type SentReminder = v.InferOutput<typeof ReminderSchema>;

/** Where one village stands: by then, where it is looked back. */
const VillageGapSchema = v.object({
  place: v.string(),
  /** Of the round asked for, or of every open one: households reached, and not. */
  reached: count,
  missing: count,
  /** Households owed a visit in any open round, and of them those whose time was over. */
  due: count,
  overdue: count,
  /** Households not told in a language they speak, and since when; this and all below `lastHeardMs` as of now. */
  untold: count,
  untoldDueAtMs: v.nullable(instant),
  /** Something recorded there had come on the day. */
  heard: v.boolean(),
  lastHeardMs: v.nullable(instant),
  rounds: v.array(RoundGapSchema),
  /** Latest first. */
  reminders: v.array(ReminderSchema),
});
export type VillageGap = v.InferOutput<typeof VillageGapSchema>;

export const GAP_ORDERS = ['coverage', 'due', 'silence'] as const;
export type GapOrder = (typeof GAP_ORDERS)[number];

/** The villages of an area that are worst off, worst first; `villages`: how many are at work. */
export const WorstSchema = v.object({
  place: v.string(),
  day: v.string(),
  knownAtMs: instant,
  /** As in the overview: at what instant they stand. */
  asOfMs: instant,
  nowMs: instant,
  villages: count,
  rows: v.array(VillageGapSchema),
});
export type Worst = v.InferOutput<typeof WorstSchema>;

/** A sealed part and the entry it stands in. */
const SealedPartSchema = v.object({ k: v.string(), c: v.string() });

/** Somebody on duty, with what opens their name and phone and nothing else. */
const ContactSchema = v.object({
  cadre: v.string(),
  role: v.picklist(ROLES),
  furtherRoles: v.array(v.picklist(ROLES)),
  unit: v.string(),
  /** Villagers' groups they walk. */
  groups: v.array(v.string()),
  /** Oldest first: a later one says it anew. */
  sealed: v.array(SealedPartSchema),
  keys: v.array(KeySchema),
});
export type SealedContact = v.InferOutput<typeof ContactSchema>;

/** Those on duty in a village, whoever leads first. */
export const ContactsSchema = v.object({ place: v.string(), people: v.array(ContactSchema) });

/** Why an office opens a village's ledger; codes only, for they stand in the village's own log. */
export const OPENING_REASONS = [
  'told-by-phone',
  'check-figure',
  'asked-by-village',
  'case-or-contact',
  'complaint',
  'inspection',
] as const;
export type OpeningReason = (typeof OPENING_REASONS)[number];

/** Up to when (ms) a village's ledger is open to the asking office; null: a reason is asked for. */
export const OpeningSchema = v.object({ untilMs: v.nullable(v.number()) });

const AccessSchema = v.object({
  id: v.string(),
  at: v.string(),
  account: v.string(),
  /** A stable code, e.g. `contact-opened`. */
  action: v.string(),
  /** Codes and ids only. */
  detail: v.string(),
});
export type Access = v.InferOutput<typeof AccessSchema>;
/** Who did or tried what from above or beside a village, newest first; `more`: where earlier rows begin. */
export const AccessListSchema = v.object({
  rows: v.array(AccessSchema),
  more: v.nullable(v.string()),
});
export type AccessList = v.InferOutput<typeof AccessListSchema>;
