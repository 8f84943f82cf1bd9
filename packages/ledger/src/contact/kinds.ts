/** How an office reaches a village that is behind: it reminds, the village answers that it has seen it. */
import * as v from 'valibot';
import { count, id } from '../core/schema';
import { INSTANT } from '../core/time';

/** What may be reminded of: the modules that owe something to each household. */
export const REMINDED = ['visits', 'publicity'] as const;
export type Reminded = (typeof REMINDED)[number];

const village = v.pipe(v.string(), v.regex(/^\d{12}$/));
const instant = v.pipe(
  v.string(),
  v.regex(INSTANT),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

/** Written by an office, delivered to one village. */
export const reminderSent = v.strictObject({
  reminder: id('rm'),
  to: village,
  about: v.picklist(REMINDED),
  /** The round, of a reminder about visits. */
  round: v.optional(id('r')),
  /** Households still owed it when it was sent. */
  owed: v.pipe(count, v.minValue(1)),
  /** When it is, or was, to be done by. */
  dueAt: instant,
});

/** Somebody of the village has read it and says so. */
export const reminderSeen = v.strictObject({ reminder: id('rm') });
