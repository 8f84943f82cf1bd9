/** What `verify` asks: stored figures against each other, read in one snapshot. Changes nothing. */
import { countyOf, type PlaceCode, type TallyRow } from '@doorstep/ledger';
import type { Database, Queries } from './database';
import * as foldHead from './fold-head';
import * as contact from './contact';
import * as obligation from './obligation';
import * as tally from './tally';

/** Every place that has a head or an entry, by code. */
export async function ledgers(db: Queries): Promise<PlaceCode[]> {
  const rows = await db.query<{ place: PlaceCode }>(
    'select place from ledger_head union select place from entry order by place',
  );
  return rows.map(({ place }) => place);
}

export interface WrongHead {
  place: PlaceCode;
  detail: string;
}

/**
 * Heads that contradict their ledger, read in one snapshot: none, or entries beyond it; another
 * epoch than the database's; more in a backup than there is.
 */
export const wrongHeads = (db: Queries): Promise<WrongHead[]> =>
  db.query<WrongHead>(
    `select place, concat_ws(' ', coalesce(h.seq::text, '–'), h.epoch, h.backed_up) || ' ≠ ' || coalesce(l.seq, 0) as detail
       from (select county, place, max(seq) as seq from entry group by county, place) l
       full join ledger_head h using (county, place) cross join setting s
      where s.name = 'epoch'
        and (h.seq is null or h.seq < l.seq or h.epoch <> s.value or h.backed_up > h.seq)
      order by place`,
  );

/** Offices' ledgers said to be delivered further than they reach. */
export const wrongDeliveries = (db: Queries): Promise<WrongHead[]> =>
  db.query<WrongHead>(
    `select d.place, d.seq || ' > ' || coalesce(h.seq, 0) as detail
       from delivery d left join ledger_head h on h.county = d.county and h.place = d.place
      where d.seq > coalesce(h.seq, 0) order by d.place`,
  );

/** Rows whose columns are not what was written: id or kind not the content's, a time finer than any receipt. */
export const misnamed = (
  db: Queries,
  place: PlaceCode,
): Promise<{ seq: number; isTime: boolean }[]> =>
  db.query(
    `select seq, received_at <> date_trunc('milliseconds', received_at) as "isTime"
       from entry where county = $1 and place = $2
        and (strpos(content, '"id":"' || id || '"') = 0 or strpos(content, '"kind":"' || kind || '"') = 0
          or received_at <> date_trunc('milliseconds', received_at))
      order by seq limit 100`,
    [countyOf(place), place],
  );

/** Every place where something was set aside. */
export async function withAside(db: Queries): Promise<PlaceCode[]> {
  const rows = await db.query<{ place: PlaceCode }>(
    'select distinct place from quarantine order by place',
  );
  return rows.map(({ place }) => place);
}

/** What was set aside in a place, by digest, after one; flags hold nothing. */
export const aside = (
  db: Queries,
  place: PlaceCode,
  after: Buffer,
  limit: number,
): Promise<{ digest: Buffer; sealed: Buffer }[]> =>
  db.query(
    `select digest, sealed from quarantine
      where county = $1 and place = $2 and sealed is not null and digest > $3 order by digest limit $4`,
    [countyOf(place), place, after, limit],
  );

/** What was folded of a ledger, as of one instant. */
export interface Folded {
  head: foldHead.FoldHead | undefined;
  heard: foldHead.HeardHour[];
  tallies: TallyRow[];
  owed: obligation.ObligationRow[];
  contact: contact.ContactState | undefined;
}

/** The stored outcome of a ledger's fold. */
export function folded(db: Database, place: PlaceCode): Promise<Folded> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    return {
      head: await foldHead.find(tx, place),
      heard: await foldHead.hoursOf(tx, place),
      tallies: await tally.rowsOf(tx, 'tally', place),
      owed: await obligation.of(tx, place),
      contact: await contact.of(tx, place),
    };
  });
}

export interface Rolled {
  place: PlaceCode;
  /** Ledgers whose figures are added to it. */
  ledgers: readonly PlaceCode[];
  /** Places right below whose roll-ups are. */
  below: readonly PlaceCode[];
}

const COLUMNS = 'day, indicator, dims, heard';

/**
 * Figures by which a roll-up differs from the sum of its sources; deltas it has not added yet are
 * taken into account, so that a running server differs by nothing.
 */
export async function rollupDifferences(
  db: Queries,
  { place, ledgers, below }: Rolled,
): Promise<TallyRow[]> {
  const counties = [...new Set([...ledgers, ...below].map(countyOf))];
  const sources = [...ledgers, ...below.map((code) => `${code}/*`)];
  return db.query<TallyRow>(
    `select ${COLUMNS}, sum(n)::bigint as n from (
       select ${COLUMNS}, n from rollup where county = $1 and place = $2
       union all
       select ${COLUMNS}, -n from tally where county = any($3) and place = any($4)
       union all
       select ${COLUMNS}, -n from rollup where county = any($3) and place = any($5)
       union all
       select ${COLUMNS}, d.n from tally_delta d left join roll_cursor c
           on c.county = $1 and c.place = $2 and c.source = d.source
         where d.county = any($3) and d.source = any($6) and d.step > coalesce(c.step, 0)
     ) r group by ${COLUMNS} having sum(n) <> 0 order by ${COLUMNS} limit 20`,
    [countyOf(place), place, counties, ledgers, below, sources],
  );
}

/** Figures as known now that differ from the sum of the hours they became known in. */
export async function nowDifferences(
  db: Queries,
  table: tally.FigureTable,
  place: PlaceCode,
): Promise<Omit<TallyRow, 'heard'>[]> {
  return db.query(
    `select day, indicator, dims, sum(n)::bigint as n from (
       select day, indicator, dims, n from ${table}_now where county = $1 and place = $2
       union all
       select day, indicator, dims, -n from ${table} where county = $1 and place = $2
     ) r group by day, indicator, dims having sum(n) <> 0 order by day, indicator, dims limit 20`,
    [countyOf(place), place],
  );
}
