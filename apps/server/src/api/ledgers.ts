/** A place's ledger: append to it, read on from where one is, and the keys that open its names. */
import * as v from 'valibot';
import { headText, PLACE, type Entry, type PlaceCode } from '@doorstep/ledger';
import {
  KeysAnswerSchema,
  PAGE_ENTRIES,
  PageSchema,
  PushAnswerSchema,
  PushSchema,
  type Head,
  type Receipt,
} from '@doorstep/sync';
import { ledger, sessions, storeOn, subjectKeys } from '../store';
import { rejection, setAside } from './aside';
import {
  endpoint,
  JsonText,
  type Call,
  type Endpoint,
  type Server,
  type Session,
} from './endpoint';
import { deviceOf, envelopesOf, judge, type Rejected } from './judge';
import { Problem } from './problem';
import { mayWrite, requireReadable, turnAway } from './rights';

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

const signed = (server: Server, head: ledger.LedgerHead): Head => ({
  ...head,
  signature: server.keys.sign(headText(head)),
});

/** `{…fields, "tail": […]}` without parsing what the database holds as text. */
async function withTail(
  server: Server,
  head: ledger.LedgerHead,
  after: number,
  fields: object,
): Promise<JsonText> {
  const request = { after, upTo: head.head, limit: PAGE_ENTRIES };
  const { json } = await ledger.page(server.db, head.place, request);
  return new JsonText(
    `${JSON.stringify({ ...signed(server, head), ...fields }).slice(0, -1)},"tail":${json}}`,
  );
}

/** Into a ledger that is not theirs, or none: kept for somebody to decide, answered like an unknown place. */
async function refuse(
  { server, session, params }: PushCall,
  receivedAt: string,
  entries: Entry[],
): Promise<never> {
  const found = entries.map((entry) => ({
    entry,
    rejected: { id: entry.id, code: 'foreign-place', path: '' } as const,
  }));
  await setAside(server, session, session.place, receivedAt, found);
  return turnAway(server, session, params.place, true);
}

/** The devices of these entries that are the account's; asked for only when one is not the session's. */
async function devicesOf({ server, session }: PushCall, entries: Entry[]): Promise<Set<string>> {
  const { account, device } = session;
  const others = new Set(entries.map(deviceOf).filter((one) => one !== device));
  const known = others.size > 0 ? await sessions.devicesOf(server.db, account, [...others]) : [];
  return new Set([device, ...known]);
}

/** Receipts in the order sent; what may not stand is durably set aside before they are given. */
async function append(call: PushCall, receivedAt: string, offsetMs: number, entries: Entry[]) {
  const { server, session, body, locale, params } = call;
  const { place } = params;
  const pusher = { account: session.account, devices: await devicesOf(call, entries), place };
  const verdicts = entries.map((entry) => judge(entry, pusher));
  const refused = verdicts.map((verdict) => (verdict.ok ? undefined : verdict.rejected));
  const result = await ledger.push(server.db, {
    place,
    receivedAt,
    offsetMs,
    entries: verdicts.flatMap((verdict) => (verdict.ok ? [verdict.entry] : [])),
    keys: await server.keys.wrap(storeOn(server.db).keys, place, body.keys),
    ifHead: body.ifHead,
  });
  if (result.moved) throw new Problem('head-moved');
  const answers = result.receipts.values();
  const outcomes = refused.map((no) => no ?? outcomeOf(answers.next().value as ledger.PushReceipt));
  const aside = outcomes.flatMap((o, i) =>
    'code' in o ? [{ entry: entries[i] as Entry, rejected: o }] : [],
  );
  await setAside(server, session, place, receivedAt, aside);
  return {
    head: result.head,
    receipts: outcomes.map((o) => ('code' in o ? rejection(locale, o) : o)),
  };
}

function outcomeOf(receipt: ledger.PushReceipt): Rejected | Receipt {
  if (receipt.outcome === 'conflict') return { id: receipt.id, code: 'id-reused', path: '' };
  if (receipt.outcome === 'missing-key')
    return { id: receipt.id, code: 'missing-key', path: 'sealed' };
  const { id, seq, receivedAt, offsetMs } = receipt;
  return { id, seq, receivedAt, offsetMs };
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
    if (!mayWrite(session, params.place)) return refuse(call, receivedAt, entries);
    const { head, receipts } = await append(call, receivedAt, offsetMs, entries);
    server.hub.head({ place: head.place, head: head.head });
    if (Math.abs(offsetMs) > OFFSET_NOTED_MS) {
      server.log.warn(
        { flag: 'clock-off', place: head.place, device: session.device, offsetMs },
        'device clock is off',
      );
    }
    return withTail(server, head, body.after, { receipts });
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
    problems: ['not-found'],
  },
  async ({ server, session, params, query }) => {
    await requireReadable(server, session, params.place);
    return withTail(server, await ledger.head(server.db, params.place), query.after, {});
  },
);

async function keysOf(server: Server, session: Session, place: PlaceCode, after: number) {
  if (session.scope !== 'village') return [];
  return server.keys.unwrap(
    storeOn(server.db).keys,
    place,
    await subjectKeys.after(server.db, place, after),
  );
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
    const { head } = await ledger.head(server.db, place);
    return { place, head, keys: await keysOf(server, session, place, query.after) };
  },
);

export const ledgerEndpoints: readonly Endpoint[] = [push, page, keys];
