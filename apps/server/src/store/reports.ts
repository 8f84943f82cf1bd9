/** What reports are made from: figures of single ledgers as they are folded; which were sent. */
import { countyOf, type PlaceCode, type Stored } from '@doorstep/ledger';
import type { Queries } from './database';
import { storedOf, type EntryRow } from './ledger';

/** A ledger's figures up to a day, on it and on the day before: of exactly its entries up to `seq`. */
export interface FoldedLedger {
  place: PlaceCode;
  seq: number;
  figures: [indicator: string, total: number, day: number, before: number][];
}

/**
 * Every folded ledger whose code begins with `within`. A fold moves its head and its figures in one
 * statement and this is one statement, so each ledger's figures are those of its entries up to `seq`.
 */
export async function foldedWithin(
  db: Queries,
  counties: readonly string[],
  within: PlaceCode,
  query: { day: string; heardBefore?: number | undefined; indicators: readonly string[] },
): Promise<FoldedLedger[]> {
  const { day, heardBefore, indicators } = query;
  const [table, known] =
    heardBefore === undefined ? ['tally_now', ''] : ['tally', 'and heard < $5'];
  return db.query<FoldedLedger>(
    `with figure as (
       select county, place, indicator, sum(n) as total,
              coalesce(sum(n) filter (where day = $3), 0) as day,
              coalesce(sum(n) filter (where day = $3::date - 1), 0) as before
         from ${table}
        where county = any($1) and starts_with(place, $2) and day <= $3::date and indicator = any($4) ${known}
        group by county, place, indicator
     ), given as materialized (
       -- Once, whatever is thought of its size: joined as it is, it would be added up anew for each ledger.
       select county, place, json_agg(json_build_array(indicator, total, day, before)) as figures
         from figure group by county, place
     )
     select f.place, f.seq, coalesce(g.figures, '[]') as figures
       from fold_head f left join given g on g.county = f.county and g.place = f.place
      where f.county = any($1) and starts_with(f.place, $2) order by f.place`,
    [counties, within, day, indicators, ...(heardBefore === undefined ? [] : [heardBefore])],
  );
}

/** Where every ledger whose code begins with `within` stands. */
export async function headsWithin(
  db: Queries,
  counties: readonly string[],
  within: PlaceCode,
): Promise<Map<PlaceCode, number>> {
  const rows = await db.query<{ place: PlaceCode; seq: number }>(
    'select place, seq from ledger_head where county = any($1) and starts_with(place, $2)',
    [counties, within],
  );
  return new Map(rows.map(({ place, seq }) => [place, seq]));
}

/** Of these offices, those that had sent a report of a day before an instant. A report is sent when its day has begun. */
export async function sendersOf(
  db: Queries,
  offices: readonly PlaceCode[],
  day: string,
  { beganMs, knownAtMs }: { beganMs: number; knownAtMs: number },
): Promise<PlaceCode[]> {
  if (offices.length === 0) return [];
  const rows = await db.query<{ place: PlaceCode }>(
    `select distinct place from entry
      where county = any($1) and place = any($2) and kind = 'brief.sent' and received_at >= $3 and received_at < $5
        and content::json #>> '{body,day}' = $4`,
    [
      [...new Set(offices.map(countyOf))],
      offices,
      new Date(beganMs).toISOString(),
      day,
      new Date(knownAtMs).toISOString(),
    ],
  );
  return rows.map(({ place }) => place);
}

const STORED = `seq, received_at as "receivedAt", offset_ms as "offsetMs", encode(chain, 'hex') as chain, content`;

/**
 * What offices above a place, of it and within it wrote of rounds, and withdrew, ledger by ledger in
 * order. Its conditions are those of the index `entry_rounds`: it reads nothing else.
 */
export async function roundsAround(
  db: Queries,
  place: PlaceCode,
): Promise<{ place: PlaceCode; stored: Stored }[]> {
  const rows = await db.query<EntryRow & { place: PlaceCode }>(
    `select place, ${STORED} from entry
      where kind in ('round.opened', 'round.closed', 'entry.voided') and length(place) < 12
        and (starts_with(place, $1) or starts_with($1, place))
      order by place, seq`,
    [place],
  );
  return rows.map((row) => ({ place: row.place, stored: storedOf(row) }));
}

/** A ledger's entries of some kinds, in order; `naming`: only those that name this subject or id. */
export async function entriesOf(
  db: Queries,
  place: PlaceCode,
  kinds: readonly string[],
  naming = '',
): Promise<Stored[]> {
  const rows = await db.query<EntryRow>(
    `select ${STORED} from entry where county = $1 and place = $2 and kind = any($3) and position($4 in content) > 0
      order by seq`,
    [countyOf(place), place, kinds, naming],
  );
  return rows.map(storedOf);
}
