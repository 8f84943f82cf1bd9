/**
 * The author turns drafts into entries: id, times, author, device, sealed names. Names are sealed
 * before anything is stored; `n` and the entries become durable in one transaction, by the replica.
 */
import * as v from 'valibot';
import {
  canonical,
  EnvelopeSchema,
  localInstant,
  type Entry,
  type Sealed,
  type Stored,
} from '@doorstep/ledger';
import { base64 } from './base64';
import type { Draft } from './face';
import { randomId } from './ids';
import type { Clock, Cryptography, Random, Unsent } from './ports';
import { importSubjectKey, seal } from './seal';
import type { SubjectKey } from './wire';

/** The program handed over something that is no entry: a fault of the caller, found before saving. */
export class InvalidDraft extends Error {
  constructor(readonly path: string) {
    super(`not an entry: ${path}`);
  }
}

export interface AuthorDeps {
  clock: Clock;
  random: Random;
  cryptography: Cryptography;
  nextId: () => string;
  /** The key known for a subject, if any. */
  keyOf: (subject: string) => SubjectKey | undefined;
}

/** Who writes, and where. */
export interface Desk {
  place: string;
  zone: string;
  account: string;
  /** Device and the incarnation it writes under now. */
  device: () => string;
}

/** Entries waiting for their number, with the keys made for them. */
export interface Written {
  entries: Entry[];
  keys: SubjectKey[];
}

const KEY_BYTES = 32;

async function sealAll(
  deps: AuthorDeps,
  draft: Draft,
  made: Map<string, SubjectKey>,
): Promise<Entry['sealed']> {
  const sealed: Record<string, Sealed> = {};
  for (const [subject, identity] of Object.entries(draft.identities ?? {})) {
    if (!draft.subjects.includes(subject))
      throw new InvalidDraft(`identities of ${subject}, which is no subject`);
    if (Object.keys(identity).length === 0) continue;
    let key = deps.keyOf(subject) ?? made.get(subject);
    if (!key) {
      key = { k: randomId('k', deps.random), subject, key: base64(deps.random.bytes(KEY_BYTES)) };
      made.set(subject, key);
    }
    const cryptoKey = await importSubjectKey(deps.cryptography, key);
    sealed[subject] = await seal(deps, subject, { k: key.k, cryptoKey }, identity);
  }
  return Object.keys(sealed).length > 0 ? sealed : undefined;
}

/** Leaves out what is undefined, so that an entry reads the same before and after it is stored. */
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;

/**
 * Writes drafts as entries with `n` still 0.
 * @throws InvalidDraft, NotCanonical, IdentityTooLarge
 */
export async function write(deps: AuthorDeps, desk: Desk, drafts: Draft[]): Promise<Written> {
  const made = new Map<string, SubjectKey>();
  const at = localInstant(deps.clock.nowMs(), desk.zone);
  const entries: Entry[] = [];
  for (const draft of drafts) {
    const { kind, subjects, body, replaces, happenedMs } = draft;
    const entry: Entry = defined({
      id: deps.nextId(),
      kind,
      v: draft.v ?? 1,
      place: desk.place,
      at,
      happened: happenedMs === undefined ? undefined : localInstant(happenedMs, desk.zone),
      by: desk.account,
      device: desk.device(),
      n: 0,
      subjects,
      replaces,
      body: JSON.parse(canonical(body)) as Entry['body'],
      sealed: await sealAll(deps, draft, made),
    });
    const checked = v.safeParse(EnvelopeSchema, entry);
    if (!checked.success)
      throw new InvalidDraft(v.getDotPath(checked.issues[0]) ?? checked.issues[0].message);
    entries.push(entry);
  }
  return { entries, keys: [...made.values()] };
}

/** Gives entries their numbers after `n` and the phone's estimate of their receipt. */
export function number(entries: Entry[], n: number, nowMs: number, offsetMs: number): Unsent[] {
  const receivedAt = new Date(nowMs + offsetMs).toISOString();
  return entries.map((entry, i): Unsent => {
    const stored: Stored = {
      seq: 0,
      receivedAt,
      offsetMs,
      chain: '',
      entry: { ...entry, n: n + i + 1 },
    };
    return { stored };
  });
}
