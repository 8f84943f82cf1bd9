/** Schema parts every module uses. */
import * as v from 'valibot';
import { ID } from './entry';
import { DAY } from './time';

/** A day that exists; years before 1900 are slips of the hand, and 0000 is none a database knows. */
export const day = v.pipe(
  v.string(),
  v.regex(DAY),
  v.minValue('1900-01-01'),
  v.check(
    (s) =>
      new Date(`${s}T00:00:00Z`).toString() !== 'Invalid Date' &&
      new Date(`${s}T00:00:00Z`).toISOString().startsWith(s),
  ),
);
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
/** A short code of a list the house keeps in `words`: `poor`, `first-secretary`. */
export const code = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
/** A label that is a fact, not an identity: group, door, carriage, train number. */
export const label = v.pipe(v.string(), v.minLength(1), v.maxLength(40));
export const id = (prefix: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{6,40}$`)));
/** The record that is meant. */
export const entryId = v.pipe(v.string(), v.regex(ID));
/** The same words in the three languages; Chinese is never missing. */
export const text = v.strictObject({
  zh: v.pipe(v.string(), v.minLength(1), v.maxLength(400)),
  ko: v.pipe(v.string(), v.minLength(1), v.maxLength(400)),
  en: v.pipe(v.string(), v.minLength(1), v.maxLength(400)),
});
export type Text = v.InferOutput<typeof text>;
