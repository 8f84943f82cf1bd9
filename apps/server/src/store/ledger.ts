/**
 * Ledgers: appending and reading. An append is one call of the SQL function `push`; its receipts
 * come from the rows really there, so a repeated push is answered like the first one.
 */
import { CHAIN_START, countyOf, type PlaceCode, type Stored } from '@doorstep/ledger';
import { endsAmong } from '@doorstep/sync';
import type { Database, Queries } from './database';
import { isDuplicate, retried } from './retry';

/** Where a ledger stands. */
export interface LedgerHead {
  place: PlaceCode;
  epoch: string;
  /** The last seq; 0 for a ledger that has no entry yet. */
  head: number;
  /** Chain value at `head`, hex. */
  chain: string;
  backedUp: number;
}

export interface PushEntry {
  id: string;
  kind: string;
  /** Canonical text of the entry: these bytes are stored, chained and sent out. */
  content: string;
  /** Ids of the keys its sealed parts use that must be known; none for what was stored before. */
  keyIds: string[];
  /** Of an entry that was stored before: its first receipt, kept. */
  first?: { receivedAt: string; offsetMs: number };
}

/** A subject's key, wrapped by the village's key (base64). */
export interface WrappedKey {
  k: string;
  subject: string;
  wrapped: string;
}

export interface PushRequest {
  place: PlaceCode;
  /** Server's clock, fixed form `2020-01-28T01:12:06.000Z`. */
  receivedAt: string;
  /** Server clock minus device clock, whole ms. */
  offsetMs: number;
  entries: readonly PushEntry[];
  keys: readonly WrappedKey[];
  /** Append only if the head is still this one (or there is nothing new to append). */
  ifHead?: number;
}

/** One per entry sent, in the order sent. Times are those of the first append. */
export type PushReceipt =
  | { id: string; outcome: 'stored'; seq: number; receivedAt: string; offsetMs: number }
  /** The id is taken by other content (or another ledger); that one stays. */
  | { id: string; outcome: 'conflict' }
  /** A sealed part names a key that is neither known to this ledger nor sent. */
  | { id: string; outcome: 'missing-key' };

export type PushResult =
  | { moved: false; receipts: PushReceipt[]; head: LedgerHead }
  /** The head is no longer `ifHead`: nothing was stored. */
  | { moved: true; head: LedgerHead };

const FIXED_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const PUSH = 'select * from push($1, $2, $3, $4, $5::json, $6::json, $7)';
/** Two ledgers of one county racing for an id settle in the second attempt. */
const RACE = { attemptsMax: 3, random: () => 1 };

interface PushRow {
  moved: boolean;
  head: number;
  head_chain: string;
  head_epoch: string;
  head_backed_up: number;
  receipts:
    | [
        id: string,
        seq: number,
        receivedAt: string,
        offsetMs: number,
        outcome: PushReceipt['outcome'],
      ][]
    | null;
}

/**
 * Appends what is new, in the order given, and answers for every entry sent. Durable on return.
 * @throws Unavailable, Busy: perhaps stored, perhaps not; pushing again gives the same receipts
 */
export async function push(db: Database, request: PushRequest): Promise<PushResult> {
  const { place, receivedAt, offsetMs, ifHead = null } = request;
  const receipts = request.entries.flatMap(({ first }) => first?.receivedAt ?? []);
  if (![receivedAt, ...receipts].every((text) => FIXED_FORM.test(text)))
    throw new RangeError('receivedAt must look like 2020-01-28T01:12:06.000Z');
  const county = countyOf(place);
  const entries = request.entries.map((e) => ({
    id: e.id,
    kind: e.kind,
    content: e.content,
    keys: e.keyIds,
    received_at: e.first?.receivedAt,
    offset_ms: e.first?.offsetMs,
  }));
  const values = [
    county,
    place,
    receivedAt,
    offsetMs,
    JSON.stringify(entries),
    JSON.stringify(request.keys),
    ifHead,
  ];
  const [row] = await db.inCounty(county, () =>
    retried(RACE, () => db.query<PushRow>(PUSH, values), isDuplicate),
  );
  if (!row) throw new Error('push answered no row');
  const head = {
    place,
    epoch: row.head_epoch,
    head: row.head,
    chain: row.head_chain,
    backedUp: row.head_backed_up,
  };
  if (row.moved) return { moved: true, head };
  return { moved: false, head, receipts: (row.receipts ?? []).map(receiptOf) };
}

function receiptOf([id, seq, receivedAt, offsetMs, outcome]: NonNullable<
  PushRow['receipts']
>[number]): PushReceipt {
  return outcome === 'stored' ? { id, outcome, seq, receivedAt, offsetMs } : { id, outcome };
}

/** The head of a ledger; a ledger nobody wrote to yet stands at 0. */
export async function head(db: Queries, place: PlaceCode): Promise<LedgerHead> {
  const [row] = await db.query<Omit<LedgerHead, 'place'>>(
    `select coalesce(h.epoch, s.value) as epoch, coalesce(h.seq, 0) as head,
            coalesce(encode(h.chain, 'hex'), $3) as chain, coalesce(h.backed_up, 0) as "backedUp"
       from setting s left join ledger_head h on h.county = $1 and h.place = $2
      where s.name = 'epoch'`,
    [countyOf(place), place, CHAIN_START],
  );
  if (!row) throw new Error('the database was never migrated');
  return { place, ...row };
}

/** Heads of those of the given ledgers that have an entry. */
export async function heads(db: Queries, places: readonly PlaceCode[]): Promise<LedgerHead[]> {
  return db.query<LedgerHead>(
    `select place, epoch, seq as head, encode(chain, 'hex') as chain, backed_up as "backedUp"
       from ledger_head where county = any($1) and place = any($2) and seq > 0`,
    [[...new Set(places.map(countyOf))], places],
  );
}

/** Every ledger that has an entry, with its last seq. */
export async function everyHead(db: Queries): Promise<{ place: PlaceCode; head: number }[]> {
  return db.query('select place, seq as head from ledger_head where seq > 0 order by place');
}

export interface PageRequest {
  after: number;
  /** The head the answer speaks of: entries stored since are left for the next page. */
  upTo: number;
  limit: number;
  /** The entry whose text reaches this is the last; without it only \`limit\` counts. */
  bytesMax?: number;
}

export interface EntryRow {
  seq: number;
  receivedAt: string;
  offsetMs: number;
  chain: string;
  /** The canonical text, as stored. */
  content: string;
}

/** Entries after a seq with their texts as stored. */
export const rows = (
  db: Queries,
  place: PlaceCode,
  { after, upTo, limit, bytesMax = Number.MAX_SAFE_INTEGER }: PageRequest,
): Promise<EntryRow[]> =>
  db.query(
    `select seq, received_at as "receivedAt", offset_ms as "offsetMs", encode(chain, 'hex') as chain, content
       from (select e.*, sum(octet_length(content)) over (order by seq) - octet_length(content) as before
               from entry e where county = $1 and place = $2 and seq > $3 and seq <= $4 order by seq limit $5) page
      where before < $6 order by seq`,
    [countyOf(place), place, after, upTo, limit, bytesMax],
  );

/** Entries as JSON text of `Stored[]`, and which of them are to be signed. */
export interface EntryPage {
  json: string;
  ends: { seq: number; chain: string }[];
  last: { seq: number; chain: string } | undefined;
}

/** Entries after a seq as JSON text of `Stored[]`, ready to be sent without parsing. */
export async function page(
  db: Queries,
  place: PlaceCode,
  request: PageRequest,
): Promise<EntryPage> {
  const found = request.after < request.upTo ? await rows(db, place, request) : [];
  const texts = found.map(
    (e) =>
      `{"seq":${e.seq},"receivedAt":"${e.receivedAt}","offsetMs":${e.offsetMs},"chain":"${e.chain}","entry":${e.content}}`,
  );
  return {
    json: `[${texts.join(',')}]`,
    ends: endsAmong(found, request.upTo),
    last: found.at(-1),
  };
}

/** A row with its entry parsed. */
export const storedOf = ({ content, ...stored }: EntryRow): Stored => ({
  ...stored,
  entry: JSON.parse(content) as Stored['entry'],
});

/** Entries after a seq, parsed, for the server's own fold. */
export async function read(db: Queries, place: PlaceCode, request: PageRequest): Promise<Stored[]> {
  const found = await rows(db, place, request);
  return found.map(storedOf);
}

/** Entries of a ledger by id; ids that are not in it are left out. */
export async function named(
  db: Queries,
  place: PlaceCode,
  ids: readonly string[],
): Promise<Stored['entry'][]> {
  if (ids.length === 0) return [];
  const found = await db.query<{ content: string }>(
    'select content from entry where county = $1 and id = any($2::uuid[]) and place = $3',
    [countyOf(place), ids, place],
  );
  return found.map(({ content }) => JSON.parse(content) as Stored['entry']);
}
