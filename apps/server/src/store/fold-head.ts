/** How far each ledger is folded. Whoever advances one holds its row's lock, so nothing is folded twice. */
import { countyOf, type PlaceCode, type TallyRow } from '@doorstep/ledger';
import type { Queries } from './database';

export interface FoldHead {
  foldVersion: number;
  /** The last seq folded. */
  seq: number;
  /** Receipt of the last entry recorded there (deliveries do not count), ms since 1970; 0: none. */
  heardAtMs: number;
  /** Steps that changed a figure: the number of the last delta. */
  step: number;
}

/** Of an hour in which a place was heard from: the receipt of its last entry recorded there. */
export interface HeardHour {
  /** Whole hours since 1970. */
  hour: number;
  atMs: number;
}

const COLUMNS = 'fold_version as "foldVersion", seq, heard_at_ms as "heardAtMs", step';

/** Where the fold of a ledger stands; undefined before its first step. */
export async function find(db: Queries, place: PlaceCode): Promise<FoldHead | undefined> {
  const [row] = await db.query<FoldHead>(
    `select ${COLUMNS} from fold_head where county = $1 and place = $2`,
    [countyOf(place), place],
  );
  return row;
}

/** The hours a place was heard in, the first first. */
export const hoursOf = (db: Queries, place: PlaceCode): Promise<HeardHour[]> =>
  db.query(
    'select hour, heard_at_ms as "atMs" from heard where county = $1 and place = $2 order by hour',
    [countyOf(place), place],
  );

const LOCK = `select ${COLUMNS} from fold_head where county = $1 and place = $2 for update skip locked`;

/**
 * Locks the row until the end of the transaction, making it first where there is none.
 * @returns undefined when somebody else is folding this ledger
 */
export async function lock(
  tx: Queries,
  place: PlaceCode,
  foldVersion: number,
): Promise<FoldHead | undefined> {
  const key = [countyOf(place), place];
  const [row] = await tx.query<FoldHead>(LOCK, key);
  if (row) return row;
  await tx.query(
    'insert into fold_head (county, place, fold_version, seq) values ($1, $2, $3, 0) on conflict (county, place) do nothing',
    [...key, foldVersion],
  );
  const [made] = await tx.query<FoldHead>(LOCK, key);
  return made;
}

/**
 * Moves a locked row on, together with the figures that changed and the hours it was heard in:
 * figures are added to the ledger's and noted under the new step for the level above. One statement.
 */
export async function advance(
  tx: Queries,
  place: PlaceCode,
  to: FoldHead,
  changes: readonly TallyRow[],
  heard: readonly HeardHour[] = [],
): Promise<void> {
  await tx.query(
    `with changed as materialized (
       select * from json_to_recordset($7::json) as r(day date, indicator text, dims text, heard int, n bigint)
     ), added as (
       insert into tally (county, place, day, indicator, dims, heard, n)
         select $1, $2, day, indicator, dims, heard, n from changed
       on conflict (county, place, day, indicator, dims, heard) do update set n = tally.n + excluded.n
     ), known as (
       insert into tally_now (county, place, indicator, dims, day, n)
         select $1, $2, indicator, dims, day, sum(n) from changed group by indicator, dims, day
       on conflict (county, place, indicator, dims, day) do update set n = tally_now.n + excluded.n
     ), noted as (
       insert into tally_delta (county, source, step, day, indicator, dims, heard, n)
         select $1, $2, $6, day, indicator, dims, heard, n from changed
     ), recorded as (
       insert into heard (county, place, hour, heard_at_ms)
         select $1, $2, hour, "atMs" from json_to_recordset($8::json) as r(hour int, "atMs" bigint)
       on conflict (county, place, hour) do update
         set heard_at_ms = greatest(heard.heard_at_ms, excluded.heard_at_ms)
     )
     update fold_head set fold_version = $3, seq = $4, heard_at_ms = $5, step = $6
      where county = $1 and place = $2`,
    [
      countyOf(place),
      place,
      to.foldVersion,
      to.seq,
      to.heardAtMs,
      to.step,
      JSON.stringify(changes),
      JSON.stringify(heard),
    ],
  );
}

/** Ledgers with entries this version has not folded; those a newer version folds are left to it. */
export async function behind(db: Queries, foldVersion: number): Promise<PlaceCode[]> {
  const rows = await db.query<{ place: PlaceCode }>(
    `select l.place from ledger_head l left join fold_head f on f.county = l.county and f.place = l.place
      where l.seq > 0 and (f.place is null or f.fold_version < $1 or (f.fold_version = $1 and f.seq < l.seq))`,
    [foldVersion],
  );
  return rows.map((row) => row.place);
}

export interface Heard {
  place: PlaceCode;
  /** Receipt of the last entry recorded there; 0: none. */
  heardAtMs: number;
  /** Work is open there, done or not, that had begun. */
  isOpen: boolean;
}

/** SQL: when the ledger of row `f` of \`fold_head\` was last heard from before an hour; null: till now. */
export const heardBeforeSql = (hour: string): string =>
  `case when ${hour}::int is null then f.heard_at_ms else coalesce((
     select max(h.heard_at_ms) from heard h
      where h.county = f.county and h.place = f.place and h.hour < ${hour}), 0) end`;

/**
 * The folded ledgers of these counties whose code begins with `within`: when they were last heard
 * from, before an hour or till now.
 * @param then when it is looked back: the hour, and rounds that had not begun
 */
export async function heard(
  db: Queries,
  counties: readonly string[],
  within: PlaceCode,
  then: { beforeHour?: number | undefined; later?: readonly string[] } = {},
): Promise<Heard[]> {
  return db.query<Heard>(
    `select f.place, ${heardBeforeSql('$3')} as "heardAtMs", o.place is not null as "isOpen"
       from fold_head f
       left join (
         select distinct county, place from obligation
          where county = any($1) and about <> all($4::text[])) o
         on o.county = f.county and o.place = f.place
      where f.county = any($1) and starts_with(f.place, $2)`,
    [counties, within, then.beforeHour ?? null, then.later ?? []],
  );
}
