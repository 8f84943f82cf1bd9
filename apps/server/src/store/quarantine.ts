/** Rejected is not dropped: the bytes as they came, encrypted, with the reason. */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import type { Rejection } from '@doorstep/sync';
import type { Queries } from './database';

export interface QuarantineRow {
  /** The ledger it was sent to. */
  place: PlaceCode;
  entryId: string;
  /** Keyed digest of the bytes (`keys.sealRejected`): the same bytes are kept once. */
  digest: Buffer;
  code: Rejection;
  /** Where in the entry, e.g. `body.people[0]`. */
  path: string;
  account: string;
  device: string;
  /** Fixed-form UTC instant of its first arrival. */
  receivedAt: string;
  sealed: Buffer;
}

/** Keeps rejected bytes; true when they were not there yet. */
export async function add(db: Queries, row: QuarantineRow): Promise<boolean> {
  const added = await db.query(
    `insert into quarantine (county, place, entry_id, digest, code, path, account, device, received_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning 1`,
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
      row.sealed,
    ],
  );
  return added.length > 0;
}

/** What lies in a ledger's quarantine, oldest first. */
export async function list(db: Queries, place: PlaceCode, limit: number): Promise<QuarantineRow[]> {
  return db.query<QuarantineRow>(
    `select place, entry_id as "entryId", digest, code, path, account, device, received_at as "receivedAt", sealed
       from quarantine where county = $1 and place = $2 order by received_at, entry_id limit $3`,
    [countyOf(place), place, limit],
  );
}
