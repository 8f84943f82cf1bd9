/**
 * Figures: rows of one ledger (`tally`) and of everything within a place (`rollup`). Rows only ever
 * add up; one that came to 0 stays.
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
    `insert into ${table} (county, place, ${COLUMNS}) select $1, $2, ${COLUMNS} from ${SENT}
     on conflict (county, place, day, indicator, dims, heard) do update set n = ${table}.n + excluded.n`,
    [countyOf(place), place, JSON.stringify(rows)],
  );
}

/** Every row of a ledger. */
export async function rowsOf(tx: Queries, place: PlaceCode): Promise<TallyRow[]> {
  return tx.query<TallyRow>(
    `select ${COLUMNS} from tally where county = $1 and place = $2 and n <> 0`,
    [countyOf(place), place],
  );
}

export type GroupKey = 'place' | 'day' | 'indicator' | 'dims';

export interface SumQuery {
  table: FigureTable;
  places: readonly PlaceCode[];
  by: readonly GroupKey[];
  /** Days, both included. */
  from?: string;
  to?: string;
  /** Only what was known before this hour (whole hours since 1970). */
  heardBefore?: number;
  indicators?: readonly string[];
}

export interface SumRow {
  place?: PlaceCode;
  day?: string;
  indicator?: string;
  dims?: string;
  n: number;
}

/** Sums of figures by the keys asked for; sums of 0 are left out. */
export async function sums(db: Queries, query: SumQuery): Promise<SumRow[]> {
  if (query.places.length === 0) return [];
  const keys = query.by.join(', ');
  return db.query<SumRow>(
    `select ${keys}, sum(n)::bigint as n from ${query.table}
      where county = any($1) and place = any($2)
        and ($3::date is null or day >= $3) and ($4::date is null or day <= $4)
        and ($5::int is null or heard < $5) and ($6::text[] is null or indicator = any($6))
      group by ${keys} having sum(n) <> 0 order by ${keys}`,
    [
      [...new Set(query.places.map(countyOf))],
      query.places,
      query.from ?? null,
      query.to ?? null,
      query.heardBefore ?? null,
      query.indicators ?? null,
    ],
  );
}
