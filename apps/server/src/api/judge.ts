/**
 * Judges what a push carries, entry by entry, without touching anything.
 * A malformed envelope spoils the whole push (400, nothing stored); a well-formed entry that may
 * not stand is set aside with a reason and spoils nothing else. Kinds and versions the server does
 * not know are kept.
 */
import * as v from 'valibot';
import {
  canonical,
  checkEntry,
  enteredFor,
  EnvelopeSchema,
  mayBeTold,
  NotCanonical,
  type Entry,
  type PlaceCode,
} from '@doorstep/ledger';
import { ENTRY_BYTES, type Rejection } from '@doorstep/sync';
import type { ledger } from '../store';
import { Problem } from './problem';

/** Who pushes, and into which ledger. */
export interface Pusher {
  account: string;
  /** The devices this account signed in on: what one of them had not sent yet, a later one may send. */
  devices: ReadonlySet<string>;
  /** The ledger in the address. */
  place: PlaceCode;
  /** The office that writes down what the village of this ledger told it by phone. */
  office?: PlaceCode;
}

export interface Rejected {
  id: string;
  code: Rejection;
  /** Where in the entry; empty when it is about the whole. */
  path: string;
}

export type Verdict = { ok: true; entry: ledger.PushEntry } | { ok: false; rejected: Rejected };

/**
 * The envelopes of a push.
 * @throws Problem `broken-envelope` naming the first malformed one (counted from 1) and where
 */
export function envelopesOf(sent: readonly unknown[]): Entry[] {
  return sent.map((value, i) => {
    const parsed = v.safeParse(EnvelopeSchema, value, { abortEarly: true });
    if (parsed.success) return value as Entry;
    const at = parsed.issues[0].path?.[0]?.key;
    const known = typeof at === 'string' && at in EnvelopeSchema.entries;
    throw new Problem('broken-envelope', { number: i + 1, path: known ? at : '?' });
  });
}

/** The device an entry was written on, without its incarnation. */
export const deviceOf = ({ device }: Entry): string => device.slice(0, device.indexOf('/'));

const REASON = {
  nul: 'nul',
  'lone-surrogate': 'lone-surrogate',
  'not-integer': 'not-canonical',
  'not-json': 'not-canonical',
} as const;

/** Nesting no text form can be made of is malformed, like brackets that do not close. */
function textOf(entry: Entry): string | { code: Rejection; path: string } {
  try {
    return canonical(entry);
  } catch (error) {
    if (error instanceof NotCanonical) return { code: REASON[error.code], path: error.path };
    if (error instanceof RangeError) throw new Problem('broken-json');
    throw error;
  }
}

/** Whether this session may write this entry here; derived entries are the server's alone. */
function standing(entry: Entry, pusher: Pusher): Rejection | undefined {
  const { office } = pusher;
  const isAllowed = office ? mayBeTold(entry, office) : !enteredFor(entry);
  // First: what an office may not write at all nobody's decision about its author may let in.
  if (office && !isAllowed) return 'permission';
  if (entry.place !== pusher.place) return 'foreign-place';
  if (entry.by !== pusher.account || !pusher.devices.has(deviceOf(entry))) return 'foreign-author';
  if (entry.delivered || entry.n === 0) return 'permission';
  return isAllowed ? undefined : 'permission';
}

/**
 * What becomes of one well-formed envelope.
 * @param foreign entries that amend what is not the pusher's to amend
 * @throws Problem `too-large`: nothing could give it back, so it is not taken
 */
export function judge(
  entry: Entry,
  pusher: Pusher,
  foreign: ReadonlySet<string> = new Set(),
): Verdict {
  const no = (code: Rejection, path = ''): Verdict => ({
    ok: false,
    rejected: { id: entry.id, code, path },
  });
  const content = textOf(entry);
  if (typeof content !== 'string') return no(content.code, content.path);
  if (Buffer.byteLength(content) > ENTRY_BYTES)
    throw new Problem('too-large', { entries: 1, bytes: ENTRY_BYTES });
  const forbidden = foreign.has(entry.id) ? 'permission' : standing(entry, pusher);
  if (forbidden) return no(forbidden);
  const checked = checkEntry(entry);
  if (!checked.ok) return no('schema', checked.path);
  const keyIds = [...new Set(Object.values(entry.sealed ?? {}).map((sealed) => sealed.k))];
  return { ok: true, entry: { id: entry.id, kind: entry.kind, content, keyIds } };
}
