/**
 * Figures: rows of one ledger (`tally`) and of everything within a place (`rollup`), by the hour
 * they became known; summed over those hours in `tally_now` and `rollup_now`, which are written
 * with them and answer what is known now. Rows only ever add up; one that came to 0 stays.
 */
import { countyOf, type PlaceCode, type TallyRow } from '@doorstep/ledger';
import type { Queries } from './database';

/** `tally`: one ledger's own; `rollup`: everything within. */
export type FigureTable = 'tally' | 'rollup';

const COLUMNS = 'day, indicator, dims, heard, n';
const SENT =
  'json_to_recordset($3::json) as r(day date, indicator text, dims text, heard int, n bigint)';

/** Adds rows (each key at most once) to a place's figures. */
export async function add(
  tx: Queries,
  table: FigureTable,
  place: PlaceCode,
  rows: readonly TallyRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `with known as (
       insert into ${table}_now (county, place, indicator, dims, day, n)
         select $1, $2, indicator, dims, day, sum(n) from ${SENT} group by indicator, dims, day
       on conflict (county, place, indicator, dims, day) do update set n = ${table}_now.n + excluded.n
     )
     insert into ${table} (county, place, ${COLUMNS}) select $1, $2, ${COLUMNS} from ${SENT}
     on conflict (county, place, day, indicator, dims, heard) do update set n = ${table}.n + excluded.n`,
    [countyOf(place), place, JSON.stringify(rows)],
  );
}

/** Every row of a place that is not 0. */
export async function rowsOf(
  tx: Queries,
  table: FigureTable,
  place: PlaceCode,
): Promise<TallyRow[]> {
  return tx.query<TallyRow>(
    `select ${COLUMNS} from ${table} where county = $1 and place = $2 and n <> 0`,
    [countyOf(place), place],
  );
}

export type GroupKey = 'place' | 'day' | 'indicator' | 'dims';

export interface FigureQuery {
  table: FigureTable;
  places: readonly PlaceCode[];
  /** Up to and including this day. */
  to?: string;
  /** Only what was known before this hour (whole hours since 1970); otherwise all that is known now. */
  heardBefore?: number;
  indicators?: readonly string[];
}

export interface SumQuery extends FigureQuery {
  by: readonly GroupKey[];
  /** From this day on. */
  from?: string;
}

export interface SumRow {
  place?: PlaceCode;
  day?: string;
  indicator?: string;
  dims?: string;
  n: number;
}

/** The rows a query is about, as SQL with its values; more may be added to both. */
function rowsFor({ table, places, to, heardBefore, indicators }: FigureQuery): {
  text: string;
  values: unknown[];
} {
  const counties = [...new Set(places.map(countyOf))];
  const values = [counties, places, to ?? null, indicators ?? null];
  const conditions = `county = any($1) and place = any($2)
        and ($3::date is null or day <= $3) and ($4::text[] is null or indicator = any($4))`;
  return heardBefore === undefined
    ? { text: `${table}_now where ${conditions}`, values }
    : { text: `${table} where ${conditions} and heard < $5`, values: [...values, heardBefore] };
}

/** Sums of figures by the keys asked for; sums of 0 are left out. */
export async function sums(db: Queries, query: SumQuery): Promise<SumRow[]> {
  if (query.places.length === 0) return [];
  const keys = query.by.join(', ');
  const { text, values } = rowsFor(query);
  const from = values.length + 1;
  return db.query<SumRow>(
    `select ${keys}, sum(n)::bigint as n from ${text} and ($${from}::date is null or day >= $${from})
      group by ${keys} having sum(n) <> 0 order by ${keys}`,
    [...values, query.from ?? null],
  );
}

export interface CountRow {
  place: PlaceCode;
  indicator: string;
  dims: string;
  /** Up to and including the day. */
  total: number;
  /** On the day, and on the day before. */
  day: number;
  before: number;
}

/** Figures of each place up to a day, on it and on the day before. */
export async function counts(
  db: Queries,
  query: Omit<FigureQuery, 'to'> & { day: string },
): Promise<CountRow[]> {
  if (query.places.length === 0) return [];
  const { text, values } = rowsFor({ ...query, to: query.day });
  return db.query<CountRow>(
    `select place, indicator, dims, sum(n)::bigint as total,
            coalesce(sum(n) filter (where day = $3), 0)::bigint as day,
            coalesce(sum(n) filter (where day = $3::date - 1), 0)::bigint as before
       from ${text} group by place, indicator, dims order by place, indicator, dims`,
    values,
  );
}
