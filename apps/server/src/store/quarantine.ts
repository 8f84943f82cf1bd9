/**
 * Rejected is not dropped: the bytes as they came, encrypted, with the reason; and flags, entries
 * that stand in their ledger while a person should look at the device that wrote them. Rows are
 * never deleted; a person's decision is written beside them.
 */
import { countyOf, kindNamed, VOID, type DeviceFinding, type PlaceCode } from '@doorstep/ledger';
import type { Rejection } from '@doorstep/sync';
import type { Queries } from './database';
import type { PushEntry } from './ledger';

/** Why a row is there. */
export type AsideCode = Rejection | DeviceFinding;

/** `noted`: a flag was looked at. */
export type Verdict = 'accepted' | 'refused' | 'noted';

export interface QuarantineRow {
  /** The ledger it was sent to. */
  place: PlaceCode;
  entryId: string;
  /** Keyed digest of the bytes (`keys.sealRejected`): the same bytes are kept once. */
  digest: Buffer;
  code: AsideCode;
  /** Where in the entry, e.g. `body.people[0]`. */
  path: string;
  account: string;
  device: string;
  /** Fixed-form UTC instant of its first arrival. */
  receivedAt: string;
  /** Server clock minus device clock at its first arrival; null where it was not measured. */
  offsetMs: number | null;
  /** Null for kinds the house does not know. */
  kind: string | null;
  /** Null for a flag. */
  sealed: Buffer | null;
}

/** A kind nobody knows may be anything somebody typed; it is not repeated. */
export const knownKind = (kind: string): string | null =>
  kindNamed(kind) || kind === VOID ? kind : null;

/** What a person decided of a row. */
export interface Decision {
  verdict: Verdict;
  account: string;
  device: string;
  at: string;
}

export interface DecidedRow extends QuarantineRow {
  /** The digest in hex: what the row is called by. */
  id: string;
  decision: Decision | null;
}

const FIELDS =
  'place, entry_id, digest, code, path, account, device, received_at, offset_ms, kind, sealed';

/** Keeps rejected bytes, or a flag of its digest; true when it was not there yet. */
export async function add(db: Queries, row: QuarantineRow): Promise<boolean> {
  const added = await db.query(
    `insert into quarantine (county, ${FIELDS})
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
      where $12::bytea is not null or (
        select q.code from quarantine q where q.county = $1 and q.place = $2 and q.digest = $4 limit 1) is null
     on conflict do nothing returning 1`,
    [
      countyOf(row.place),
      row.place,
      row.entryId,
      row.digest,
      row.code,
      row.path,
      row.account,
      row.device,
      row.receivedAt,
      row.offsetMs,
      row.kind,
      row.sealed,
    ],
  );
  return added.length > 0;
}

const ROW = `place, entry_id as "entryId", digest, code, path, account, device, received_at as "receivedAt",
  offset_ms as "offsetMs", kind, sealed`;

/** Everything ever set aside in a ledger, oldest first. */
export async function ofPlace(
  db: Queries,
  place: PlaceCode,
  limit: number,
): Promise<QuarantineRow[]> {
  return db.query<QuarantineRow>(
    `select ${ROW} from quarantine where county = $1 and place = $2
      order by received_at, entry_id limit $3`,
    [countyOf(place), place, limit],
  );
}

const DECIDED = `${ROW}, encode(digest, 'hex') as id,
  case when verdict is not null then json_build_object('verdict', verdict, 'account', settled_by,
    'device', settled_device, 'at', to_char(settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as decision`;

/** Where a page ends: the next begins with what came before this. */
export interface Cursor {
  receivedAt: string;
  id: string;
}

export interface ListQuery {
  counties: readonly string[];
  /** Ledgers whose code begins with this. */
  within: PlaceCode;
  settled: boolean;
  codes?: readonly string[] | undefined;
  kind?: string | undefined;
  before?: Cursor | undefined;
  limit: number;
}

/** Rows within an area, newest first. */
export async function list(db: Queries, query: ListQuery): Promise<DecidedRow[]> {
  return db.query<DecidedRow>(
    `select ${DECIDED} from quarantine
      where county = any($1) and starts_with(place, $2) and verdict is ${query.settled ? 'not null' : 'null'}
        and ($3::text[] is null or code = any($3)) and ($4::text is null or kind = $4)
        and ($5::timestamptz is null or (received_at, encode(digest, 'hex')) < ($5, $6))
      order by received_at desc, encode(digest, 'hex') desc limit $7`,
    [
      query.counties,
      query.within,
      query.codes ?? null,
      query.kind ?? null,
      query.before?.receivedAt ?? null,
      query.before?.id ?? null,
      query.limit,
    ],
  );
}

/** One row of a ledger's quarantine, by the digest in hex. */
export async function find(
  db: Queries,
  place: PlaceCode,
  id: string,
): Promise<DecidedRow | undefined> {
  const [row] = await db.query<DecidedRow>(
    `select ${DECIDED} from quarantine
      where county = $1 and place = $2 and digest = decode($3, 'hex') order by entry_id limit 1`,
    [countyOf(place), place, id],
  );
  return row;
}

/**
 * Writes a decision beside a row. The first stands, but for one: what was refused may still be
 * accepted, because an entry that stands in its ledger cannot be refused any more.
 */
export async function settle(
  db: Queries,
  place: PlaceCode,
  id: string,
  { verdict, account, device, at }: Decision,
): Promise<boolean> {
  const settled = await db.query(
    `update quarantine set verdict = $4, settled_by = $5, settled_device = $6, settled_at = $7
      where county = $1 and place = $2 and digest = decode($3, 'hex')
        and (verdict is null or (verdict = 'refused' and $4 = 'accepted')) returning 1`,
    [countyOf(place), place, id, verdict, account, device, at],
  );
  return settled.length > 0;
}

/** What waits for a decision in one ledger. */
export interface Waiting {
  place: PlaceCode;
  open: number;
  alarming: number;
}

/** Ledgers within an area where something waits, by code. */
export async function waiting(
  db: Queries,
  counties: readonly string[],
  within: PlaceCode,
  alarming: readonly string[],
): Promise<Waiting[]> {
  return db.query<Waiting>(
    `select place, count(*)::int as open, (count(*) filter (where code = any($3)))::int as alarming
       from quarantine where county = any($1) and starts_with(place, $2) and verdict is null
      group by place order by place`,
    [counties, within, alarming],
  );
}

/** Why an entry could not be appended to a ledger now; undefined when it could, or stands there already. */
export async function hindrance(
  db: Queries,
  place: PlaceCode,
  entry: PushEntry,
): Promise<'id-reused' | 'missing-key' | undefined> {
  const county = countyOf(place);
  const [taken] = await db.query<{ same: boolean }>(
    'select place = $2 and content = $4 as same from entry where county = $1 and id = $3',
    [county, place, entry.id, entry.content],
  );
  if (taken) return taken.same ? undefined : 'id-reused';
  const known = await db.query(
    'select 1 from subject_key where county = $1 and place = $2 and key_id = any($3)',
    [county, place, entry.keyIds],
  );
  return known.length < entry.keyIds.length ? 'missing-key' : undefined;
}
