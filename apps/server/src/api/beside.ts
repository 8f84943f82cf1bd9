/**
 * Judges what an entry alone does not tell: whether it may stand beside what its ledger holds.
 *
 *   head ─► rules over what is there and what arrives ─► push, if the head is still that one
 *    ▲                                                     │ somebody wrote meanwhile
 *    └─────────────────────────────────────────────────────┘
 *
 * So of two at once not both get in. What stands already is not judged: sent again it is the same.
 */
import type { Entry, PlaceCode, Stored } from '@doorstep/ledger';
import type { BesideRejection } from '@doorstep/sync';
import type { ledger, StorePorts } from '../store';
import { briefRule } from './brief-rule';
import type { Server } from './endpoint';
import { Problem } from './problem';
import { reminderRule } from './reminder-rule';

/** The ledger a rule looks at. */
export interface Beside {
  keys: Server['keys'];
  ledger: Pick<StorePorts['ledger'], 'named' | 'ofKinds'>;
  place: PlaceCode;
}

/** Entries (by id) that may not stand, and why. */
export type Refused = ReadonlyMap<string, BesideRejection>;

/** A rule about some entries; what arrives has `seq` 0. */
export interface Rule {
  concerns(entry: Entry): boolean;
  refused(beside: Beside, arriving: readonly Stored[]): Promise<Refused>;
}

/** An entry that may stand by itself. */
export interface Sound {
  entry: Entry;
  push: ledger.PushEntry;
}

const RULES: readonly Rule[] = [briefRule, reminderRule];

type Request = Omit<ledger.PushRequest, 'entries'>;

const ATTEMPTS_MAX = 5;

/** Those of the entries that may not stand beside what the ledger holds now. */
export async function refusedBeside(
  { keys, store }: Server,
  { place, receivedAt, offsetMs }: Pick<Request, 'place' | 'receivedAt' | 'offsetMs'>,
  entries: readonly Sound[],
): Promise<Refused> {
  const arriving = entries.map(({ entry, push }): Stored => ({
    ...{ seq: 0, chain: '', receivedAt, offsetMs },
    ...push.first,
    entry,
  }));
  const refused = new Map<string, BesideRejection>();
  for (const rule of RULES) {
    const found = await rule.refused({ keys, ledger: store.ledger, place }, arriving);
    for (const [id, code] of found) refused.set(id, code);
  }
  return refused;
}

const NONE: Refused = new Map();

/**
 * Appends those of the entries that may stand; receipts are of these, in their order.
 * @throws Problem `busy` when others write all the time
 */
export async function pushBeside(
  server: Server,
  request: Request,
  entries: readonly Sound[],
): Promise<{ refused: Refused; result: ledger.PushResult }> {
  const { ledger } = server.store;
  const isRuled = entries.some(({ entry }) => RULES.some((rule) => rule.concerns(entry)));
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const head = isRuled ? (await ledger.head(request.place)).head : undefined;
    const refused = isRuled ? await refusedBeside(server, request, entries) : NONE;
    const result = await ledger.push({
      ...request,
      entries: entries.flatMap(({ push }) => (refused.has(push.id) ? [] : [push])),
      ifHead: request.ifHead ?? head,
    });
    if (!result.moved || request.ifHead !== undefined) return { refused, result };
  }
  throw new Problem('busy', {}, 1);
}
