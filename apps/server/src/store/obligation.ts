/** What is owed, in numbers: per place, kind and due hour a count and the oldest; never who. */
import { countyOf, type GroupStanding, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from './database';

export interface ObligationRow {
  module: string;
  kind: string;
  /** The round, item … it belongs to; empty when to none. */
  about: string;
  /** Whole hours since 1970, rounded up: overdue from this hour on. */
  dueHour: number;
  /** 0: the work is open and nothing of it is missing. */
  count: number;
  oldestDueAtMs: number;
  /** Of a round: where the households of each villagers' group stand; otherwise none. */
  groups: GroupStanding[];
}

/** Puts a place's rows in the place of those there were. */
export async function replace(
  tx: Queries,
  place: PlaceCode,
  rows: readonly ObligationRow[],
): Promise<void> {
  const key = [countyOf(place), place];
  await tx.query('delete from obligation where county = $1 and place = $2', key);
  if (rows.length === 0) return;
  await tx.query(
    `insert into obligation (county, place, module, kind, about, due_hour, count, oldest_due_at_ms, groups)
     select $1, $2, r.module, r.kind, r.about, r."dueHour", r.count, r."oldestDueAtMs", r.groups
       from json_to_recordset($3::json) as r(
         module text, kind text, about text, "dueHour" int, count int, "oldestDueAtMs" bigint, groups jsonb)`,
    [...key, JSON.stringify(rows)],
  );
}

/** A place's own rows. */
export async function of(db: Queries, place: PlaceCode): Promise<ObligationRow[]> {
  return db.query<ObligationRow>(
    `select module, kind, about, due_hour as "dueHour", count, oldest_due_at_ms as "oldestDueAtMs", groups
       from obligation where county = $1 and place = $2`,
    [countyOf(place), place],
  );
}

/** What is owed in one place or several, added up. */
export interface OwedRow {
  /** The first digits of the places' codes. */
  area: PlaceCode;
  module: string;
  kind: string;
  about: string;
  dueHour: number;
  count: number;
}

/**
 * What is owed in every place of these counties whose code begins with `code`, added up over the
 * first digits of their codes, the soonest due first.
 */
export async function within(
  db: Queries,
  counties: readonly string[],
  code: PlaceCode,
  by: { digits: number; module?: string },
): Promise<OwedRow[]> {
  return db.query<OwedRow>(
    `select left(place, $3) as area, module, kind, about, due_hour as "dueHour", sum(count)::int as count
       from obligation
      where county = any($1) and starts_with(place, $2) and ($4::text is null or module = $4)
      group by area, module, kind, about, due_hour
      order by due_hour, area, module, kind, about`,
    [counties, code, by.digits, by.module ?? null],
  );
}

/** What of a kind is owed in these places themselves, each by itself. */
export async function countsIn(
  db: Queries,
  places: readonly PlaceCode[],
  kind: string,
): Promise<{ place: PlaceCode; kind: string; about: string; count: number }[]> {
  if (places.length === 0) return [];
  return db.query(
    `select place, kind, about, count from obligation
      where county = any($1) and place = any($2) and kind = $3 order by place, about, due_hour`,
    [[...new Set(places.map(countyOf))], places, kind],
  );
}
