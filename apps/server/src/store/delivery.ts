/** How far each office's ledger is delivered to those within (rule 9). Deliveries repeat without harm. */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from './database';

/** The last seq delivered. */
export async function cursor(db: Queries, place: PlaceCode): Promise<number> {
  const [row] = await db.query<{ seq: number }>(
    'select seq from delivery where county = $1 and place = $2',
    [countyOf(place), place],
  );
  return row?.seq ?? 0;
}

/** Notes that everything up to `seq` has arrived; never goes back. */
export async function advance(db: Queries, place: PlaceCode, seq: number): Promise<void> {
  await db.query(
    `insert into delivery (county, place, seq) values ($1, $2, $3)
     on conflict (county, place) do update set seq = greatest(delivery.seq, excluded.seq)`,
    [countyOf(place), place, seq],
  );
}

/** Ledgers of offices with entries not delivered yet. */
export async function behind(db: Queries): Promise<PlaceCode[]> {
  const rows = await db.query<{ place: PlaceCode }>(
    `select l.place from ledger_head l left join delivery d on d.county = l.county and d.place = l.place
      where length(l.place) < 12 and strpos(l.place, 'U') = 0 and l.seq > coalesce(d.seq, 0)`,
  );
  return rows.map((row) => row.place);
}
