/**
 * Entered on behalf: an office writes down what a village told it by phone (decision 0015). Such an
 * entry says so in its body, is counted like any other, and carries nothing sealed.
 */
import * as v from 'valibot';
import { VOID } from './amend';
import type { Entry } from './entry';
import { id } from './schema';

export const onBehalf = v.strictObject({
  /** The office whose official wrote it down. */
  office: v.pipe(v.string(), v.regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/)),
  /** The cadre on duty who told it; missing: somebody else of the village. */
  toldBy: v.optional(id('c')),
});
export type OnBehalf = v.InferOutput<typeof onBehalf>;

/** What a village can tell by phone. */
const TOLD_KINDS: ReadonlySet<string> = new Set(['visit.recorded', 'broadcast.made']);

/** For whom an entry was written down; undefined for one the village wrote itself. */
export function enteredFor({ body }: Pick<Entry, 'body'>): OnBehalf | undefined {
  const parsed = v.safeParse(onBehalf, body['onBehalf']);
  return parsed.success ? parsed.output : undefined;
}

/** What two records that look like one and are two are kept under. */
export const pairOf = (a: string, b: string): string => [a, b].sort().join(' ');

/**
 * Whether an office may write this entry into a village's ledger, as far as the entry itself tells:
 * something told by phone, or a void; whose it amends, the ledger tells.
 */
export function mayBeTold(entry: Entry, office: string): boolean {
  if (entry.sealed) return false;
  if (entry.kind === VOID) return entry.replaces !== undefined;
  return TOLD_KINDS.has(entry.kind) && enteredFor(entry)?.office === office;
}
