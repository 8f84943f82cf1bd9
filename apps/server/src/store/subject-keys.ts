/** Keys as they lie in the database: village keys wrapped by the master key, subject keys by the village's. */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from './database';
import type { WrappedKey } from './ledger';

/** Keys stored for entries after `afterSeq`, oldest first. */
export async function after(
  db: Queries,
  place: PlaceCode,
  afterSeq: number,
): Promise<WrappedKey[]> {
  return db.query<WrappedKey>(
    `select key_id as k, subject, replace(encode(wrapped, 'base64'), e'\\n', '') as wrapped
       from subject_key where county = $1 and place = $2 and seq > $3 order by seq, key_id`,
    [countyOf(place), place, afterSeq],
  );
}

/** The keys of these ids in a ledger. */
export async function named(
  db: Queries,
  place: PlaceCode,
  keyIds: readonly string[],
): Promise<WrappedKey[]> {
  if (keyIds.length === 0) return [];
  return db.query<WrappedKey>(
    `select key_id as k, subject, replace(encode(wrapped, 'base64'), e'\\n', '') as wrapped
       from subject_key where county = $1 and place = $2 and key_id = any($3)`,
    [countyOf(place), place, keyIds],
  );
}

/** The village's wrapped key, or undefined before its first use. */
export async function villageKey(db: Queries, place: PlaceCode): Promise<Buffer | undefined> {
  const [row] = await db.query<{ wrapped: Buffer }>(
    'select wrapped from village_key where county = $1 and place = $2',
    [countyOf(place), place],
  );
  return row?.wrapped;
}

/** Stores a first wrapped village key and gives back the one really there. */
export async function addVillageKey(
  db: Queries,
  place: PlaceCode,
  wrapped: Buffer,
): Promise<Buffer> {
  await db.query(
    'insert into village_key (county, place, wrapped) values ($1, $2, $3) on conflict (county, place) do nothing',
    [countyOf(place), place, wrapped],
  );
  const stored = await villageKey(db, place);
  if (!stored) throw new Error('the village key vanished');
  return stored;
}

/** Of the given key ids those that were destroyed in this ledger. */
export async function erased(
  db: Queries,
  place: PlaceCode,
  keyIds: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ k: string }>(
    'select key_id as k from erased_key where county = $1 and place = $2 and key_id = any($3)',
    [countyOf(place), place, keyIds],
  );
  return rows.map(({ k }) => k);
}
