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

/** When an account last did something of a kind to a place; a fixed-form UTC instant. */
export async function lastAt(
  db: Queries,
  { place, account, action }: Pick<AccessRow, 'place' | 'account' | 'action'>,
): Promise<string | undefined> {
  const [row] = await db.query<{ at: string }>(
    `select at from access_log
      where county = $1 and place = $2 and account = $3 and action = $4
      order by at desc limit 1`,
    [countyOf(place), place, account, action],
  );
  return row?.at;
}

/** The newest rows of a place's log, newest first. */
export async function latest(db: Queries, place: PlaceCode, limit: number): Promise<AccessRow[]> {
  return db.query<AccessRow>(
    `select id, place, at, account, device, action, detail from access_log
      where county = $1 and place = $2 order by at desc, id limit $3`,
    [countyOf(place), place, limit],
  );
}
