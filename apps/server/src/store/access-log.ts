/** Who did or tried what above or beside their own village. Rows are added, never changed. */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from './database';

export interface AccessRow {
  /** UUID made by the caller. */
  id: string;
  /** The place whose log it is. */
  place: PlaceCode;
  /** Fixed-form UTC instant. */
  at: string;
  account: string;
  device: string;
  /** A stable code, e.g. `foreign-ledger`. */
  action: string;
  /** Codes and ids only, never personal data. */
  detail: string;
}

export async function append(db: Queries, row: AccessRow): Promise<void> {
  await db.query(
    `insert into access_log (county, place, id, at, account, device, action, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (county, place, id) do nothing`,
    [
      countyOf(row.place),
      row.place,
      row.id,
      row.at,
      row.account,
      row.device,
      row.action,
      row.detail,
    ],
  );
}

/** What an account did of a kind to a place, after an instant and up to another. */
export interface Accessed extends Pick<AccessRow, 'place' | 'account' | 'action'> {
  /** Fixed-form UTC instants. */
  after: string;
  upTo: string;
}

/** When it last did; a fixed-form UTC instant. */
export async function lastAt(
  db: Queries,
  { place, account, action, after, upTo }: Accessed,
): Promise<string | undefined> {
  const [row] = await db.query<{ at: string }>(
    `select at from access_log
      where county = $1 and place = $2 and at > $3 and at <= $4 and account = $5 and action = $6
      order by at desc limit 1`,
    [countyOf(place), place, after, upTo, account, action],
  );
  return row?.at;
}

/** Rows of a place's log, newest first; `before`: those that follow this one. */
export async function latest(
  db: Queries,
  place: PlaceCode,
  limit: number,
  before?: Pick<AccessRow, 'at' | 'id'>,
): Promise<AccessRow[]> {
  return db.query<AccessRow>(
    `select id, place, at, account, device, action, detail from access_log
      where county = $1 and place = $2
        and ($4::timestamptz is null or (at, id) < ($4::timestamptz, $5::uuid))
      order by at desc, id desc limit $3`,
    [countyOf(place), place, limit, before?.at ?? null, before?.id ?? null],
  );
}
