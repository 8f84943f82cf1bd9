/** What `verify` asks: stored figures against each other, read in one snapshot. Changes nothing. */
import { countyOf, type PlaceCode, type TallyRow } from '@doorstep/ledger';
import type { Database, Queries } from './database';
import * as foldHead from './fold-head';
import * as obligation from './obligation';
import * as tally from './tally';

/** Every place that has a head or an entry, by code. */
export async function ledgers(db: Queries): Promise<PlaceCode[]> {
  const rows = await db.query<{ place: PlaceCode }>(
    'select place from ledger_head union select place from entry order by place',
  );
  return rows.map(({ place }) => place);
}

/** Places with entries and no head. */
export async function headless(db: Queries): Promise<PlaceCode[]> {
  const rows = await db.query<{ place: PlaceCode }>(
    'select place from entry except select place from ledger_head order by place',
  );
  return rows.map(({ place }) => place);
}

/** Seqs of rows whose id or kind is not what their content says. */
export async function misnamed(db: Queries, place: PlaceCode): Promise<number[]> {
  const rows = await db.query<{ seq: number }>(
    `select seq from entry where county = $1 and place = $2
        and (strpos(content, '"id":"' || id || '"') = 0 or strpos(content, '"kind":"' || kind || '"') = 0)
      order by seq limit 100`,
    [countyOf(place), place],
  );
  return rows.map(({ seq }) => seq);
}

/** What was folded of a ledger, as of one instant. */
export interface Folded {
  head: foldHead.FoldHead | undefined;
  tallies: TallyRow[];
  owed: obligation.ObligationRow[];
}

/** The stored outcome of a ledger's fold. */
export function folded(db: Database, place: PlaceCode): Promise<Folded> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    return {
      head: await foldHead.find(tx, place),
      tallies: await tally.rowsOf(tx, 'tally', place),
      owed: await obligation.of(tx, place),
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
