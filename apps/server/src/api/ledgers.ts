/** A place's ledger: append to it, read on from where one is, and the keys that open its names. */
import * as v from 'valibot';
import { mayBeTold, PLACE, type Entry, type PlaceCode } from '@doorstep/ledger';
import {
  KeysAnswerSchema,
  PAGE_ENTRIES,
  PageSchema,
  PushAnswerSchema,
  PushSchema,
} from '@doorstep/sync';
import { append, receiptsFor } from './append';
import { setAside } from './aside';
import { endpoint, type Call, type Endpoint, type Server, type Session } from './endpoint';
import { giveBackEndpoint } from './give-back';
import { envelopesOf } from './judge';
import { requireOpened, requireReason } from './openings';
import { mayEnterFor, mayWrite, requireReadable, turnAway } from './rights';
import { withTail } from './tail';

const params = v.object({ place: v.pipe(v.string(), v.regex(PLACE)) });
const seq = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));
const query = v.object({ after: v.optional(seq, '0') });

/** Instants a Date can hold: an offset made of others would not fit the database. */
const INSTANT_MAX_MS = 8.64e15;
const body = v.pipe(
  PushSchema,
  v.check((push) => Math.abs(push.sentAtMs) <= INSTANT_MAX_MS && Number.isSafeInteger(push.after)),
);

type PushCall = Call<v.InferOutput<typeof params>, unknown, v.InferOutput<typeof body>, Session>;

/** Into a ledger that is not theirs, or none: kept for somebody to decide, answered like an unknown place. */
async function refuse(
  { server, session, params }: PushCall,
  receivedAt: string,
  offsetMs: number,
  entries: Entry[],
): Promise<never> {
  const found = entries.map((entry) => ({
    entry,
    rejected: { id: entry.id, code: 'foreign-place', path: '' } as const,
  }));
  await setAside(server, session, session.place, receivedAt, found, offsetMs);
  return turnAway(server, session, params.place, true);
}

/** The office that enters for the village in the address; undefined when nothing of the push is of that kind. */
async function officeFor(
  { server, session, params: { place } }: PushCall,
  entries: Entry[],
): Promise<PlaceCode | undefined> {
  if (!mayEnterFor(session, place)) return undefined;
  if (!entries.some((entry) => mayBeTold(entry, session.place))) return undefined;
  return (await server.store.people.isPlace(place)) ? session.place : undefined;
}

/** A device's clock this far off is worth a line in the log; its entries are mended by the offset. */
const OFFSET_NOTED_MS = 3_600_000;

const push = endpoint(
  {
    method: 'POST',
    path: '/api/ledgers/:place/entries',
    summary: 'Append entries; each is answered by its own receipt, however often it is sent',
    params,
    body,
    answer: PushAnswerSchema,
    problems: [
      'broken-json',
      'broken-gzip',
      'broken-envelope',
      'not-found',
      'reason-asked',
      'head-moved',
      'too-large',
      'busy',
    ],
  },
  async (call) => {
    const { server, session, body, params } = call;
    const entries = envelopesOf(body.entries);
    const nowMs = server.clock.nowMs();
    const receivedAt = new Date(nowMs).toISOString();
    const offsetMs = nowMs - body.sentAtMs;
    const { place } = params;
    const office = await officeFor(call, entries);
    if (!mayWrite(session, place) && !office) return refuse(call, receivedAt, offsetMs, entries);
    await requireReason(server, session, place);
    const { keys, ifHead } = body;
    const pushed = { receivedAt, offsetMs, entries, keys, ifHead };
    const { head, outcomes } = await append({ server, session, place, office }, pushed);
    server.hub.head({ place: head.place, head: head.head });
    if (Math.abs(offsetMs) > OFFSET_NOTED_MS) {
      server.log.warn(
        { flag: 'clock-off', place: head.place, device: session.device, offsetMs },
        'device clock is off',
      );
    }
    return withTail(server, head, body.after, { receipts: receiptsFor(call, outcomes) });
  },
);

const page = endpoint(
  {
    method: 'GET',
    path: '/api/ledgers/:place/entries',
    summary: `At most ${PAGE_ENTRIES} entries after a seq, with the signed head`,
    params,
    query,
    answer: PageSchema,
    problems: ['not-found', 'reason-asked'],
  },
  async ({ server, session, params, query }) => {
    await requireOpened(server, session, params.place);
    return withTail(server, await server.store.ledger.head(params.place), query.after, {});
  },
);

async function keysOf(server: Server, session: Session, place: PlaceCode, after: number) {
  if (session.scope !== 'village') return [];
  return server.keys.unwrap(server.store.keys, place, await server.store.keys.after(place, after));
}

const keys = endpoint(
  {
    method: 'GET',
    path: '/api/ledgers/:place/keys',
    summary: 'Keys stored with entries after a seq; a sign-in for an office gets none',
    params,
    query,
    answer: KeysAnswerSchema,
    problems: ['not-found'],
  },
  async ({ server, session, params, query }) => {
    const { place } = params;
    await requireReadable(server, session, place);
    const { head } = await server.store.ledger.head(place);
    return { place, head, keys: await keysOf(server, session, place, query.after) };
  },
);

export const ledgerEndpoints: readonly Endpoint[] = [push, page, keys, giveBackEndpoint];
