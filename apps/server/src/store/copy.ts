/**
 * Tables as JSON rows, for backups: out as the database writes them, in through the same types.
 * Ledgers, their keys and what is folded of them are not here: those have ways of their own.
 */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import type { Database, Queries } from './database';

/** Small tables, copied whole. Settings that belong to one installation stay with it. */
export const WHOLE_TABLES = ['place', 'setting', 'device', 'enrol_link', 'session'] as const;
/** Tables copied place by place. */
export const PLACE_TABLES = ['erased_key', 'quarantine', 'access_log', 'delivery'] as const;
export type CopiedTable = (typeof WHOLE_TABLES)[number] | (typeof PLACE_TABLES)[number];

/** A row set aside may hold a MiB. */
const SLICE = 20;
const OWN_SETTINGS = ['epoch', 'keys'];

/** A row as PostgreSQL writes it in JSON: bytes as `\x…`, instants with their offset. */
export type Row = Record<string, unknown>;

export async function wholeTable(
  db: Queries,
  table: (typeof WHOLE_TABLES)[number],
): Promise<Row[]> {
  const rows = await db.query<{ row: Row }>(`select to_jsonb(t) as row from ${table} t`);
  const kept = rows.map(({ row }) => row);
  return table === 'setting'
    ? kept.filter((row) => !OWN_SETTINGS.includes(String(row.name)))
    : kept;
}

/** Every place with rows in one of the tables copied place by place. */
export async function copiedPlaces(db: Queries): Promise<PlaceCode[]> {
  const each = PLACE_TABLES.map((table) => `select place from ${table}`);
  const rows = await db.query<{ place: PlaceCode }>(`${each.join(' union ')} order by place`);
  return rows.map(({ place }) => place);
}

/**
 * A place's rows as of one instant, a slice at a time: who floods a place with what cannot stand must
 * not keep everybody's backup from being made. After a lost connection rows may come twice.
 */
export const eachOfPlace = (
  db: Database,
  table: (typeof PLACE_TABLES)[number],
  place: PlaceCode,
  take: (rows: Row[]) => Promise<void>,
): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query(
      `declare slice cursor for select to_jsonb(t) as row from ${table} t where county = $1 and place = $2`,
      [countyOf(place), place],
    );
    for (;;) {
      const rows = await tx.query<{ row: Row }>(`fetch ${SLICE} from slice`);
      if (rows.length === 0) return;
      await take(rows.map(({ row }) => row));
    }
  });

/** Puts rows back; those that are there stay as they are. */
export async function insertRows(
  db: Queries,
  table: CopiedTable,
  rows: readonly Row[],
): Promise<void> {
  await db.query(
    `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb) on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

/** Notes how far each ledger is in a durable backup; never goes back. */
export async function markBackedUp(
  db: Queries,
  heads: readonly { place: PlaceCode; head: number }[],
): Promise<void> {
  await db.query(
    `update ledger_head h set backed_up = greatest(h.backed_up, u.head)
       from unnest($1::text[], $2::text[], $3::bigint[]) as u(county, place, head)
      where h.county = u.county and h.place = u.place`,
    [
      heads.map(({ place }) => countyOf(place)),
      heads.map(({ place }) => place),
      heads.map(({ head }) => head),
    ],
  );
}
