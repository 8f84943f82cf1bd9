/**
 * Rolling up: a place's roller adds the deltas of its sources and remembers, in the same
 * transaction, how far it came; what it added is dropped afterwards. A delta met again is skipped.
 */
import { countyOf, type PlaceCode, type TallyRow } from '@doorstep/ledger';
import type { Queries } from './database';

/** The name under which a roll-up hands its own deltas on; also the row that counts its steps. */
export const rollupSource = (place: PlaceCode): string => `${place}/*`;

const countyOfSource = (source: string): string => countyOf(source.replace('/*', ''));

export interface DeltaRow extends TallyRow {
  source: string;
  step: number;
}

/**
 * Locks a roller until the end of the transaction.
 * @returns how many steps it has made; undefined when somebody else is rolling this place
 */
export async function lock(tx: Queries, place: PlaceCode): Promise<number | undefined> {
  const key = [countyOf(place), place, rollupSource(place)];
  await tx.query(
    'insert into roll_cursor (county, place, source, step) values ($1, $2, $3, 0) on conflict (county, place, source) do nothing',
    key,
  );
  const [row] = await tx.query<{ step: number }>(
    'select step from roll_cursor where county = $1 and place = $2 and source = $3 for update skip locked',
    key,
  );
  return row?.step;
}

/** The step up to which each source is added to a place; sources never added are missing. */
export async function cursors(tx: Queries, place: PlaceCode): Promise<Map<string, number>> {
  const rows = await tx.query<{ source: string; step: number }>(
    'select source, step from roll_cursor where county = $1 and place = $2',
    [countyOf(place), place],
  );
  return new Map(rows.map((row) => [row.source, row.step]));
}

/** Notes what a step of a source changed, for the level above to add. */
export async function appendDelta(
  tx: Queries,
  source: string,
  step: number,
  rows: readonly TallyRow[],
): Promise<void> {
  await tx.query(
    `insert into tally_delta (county, source, step, day, indicator, dims, heard, n)
     select $1, $2, $3, day, indicator, dims, heard, n
       from json_to_recordset($4::json) as r(day date, indicator text, dims text, heard int, n bigint)`,
    [countyOfSource(source), source, step, JSON.stringify(rows)],
  );
}

/** Moves cursors (source → step) of a locked roller on. */
export async function advance(
  tx: Queries,
  place: PlaceCode,
  to: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.query(
    `insert into roll_cursor (county, place, source, step)
     select $1, $2, source, step from unnest($3::text[], $4::bigint[]) as u(source, step)
     on conflict (county, place, source) do update set step = excluded.step`,
    [countyOf(place), place, [...to.keys()], [...to.values()]],
  );
}

/** The deltas of these sources that are not dropped yet. */
export async function deltas(tx: Queries, sources: readonly string[]): Promise<DeltaRow[]> {
  return tx.query<DeltaRow>(
    `select source, step, day, indicator, dims, heard, n from tally_delta where county = any($1) and source = any($2)`,
    [[...new Set(sources.map(countyOfSource))], sources],
  );
}

/** Drops deltas that were added. */
export async function drop(db: Queries, added: ReadonlyMap<string, number>): Promise<void> {
  const sources = [...added.keys()];
  await db.query(
    `delete from tally_delta d using unnest($1::text[], $2::text[], $3::bigint[]) as u(county, source, step)
      where d.county = u.county and d.source = u.source and d.step <= u.step`,
    [sources.map(countyOfSource), sources, [...added.values()]],
  );
}

/** Sources with deltas that wait to be added or dropped. */
export async function waiting(db: Queries): Promise<string[]> {
  const rows = await db.query<{ source: string }>('select distinct source from tally_delta');
  return rows.map((row) => row.source);
}
