/** Full segments, made once: the text of 512 entries compressed, the same bytes for everyone. */
import { countyOf, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from './database';

/** A full segment without its body. */
export interface SegmentRow {
  /** Holds the entries `512·k+1 … 512·k+512`. */
  k: number;
  /** Chain value of its last entry, hex. */
  lastChain: string;
  /** SHA-256 of its text, hex. */
  sha256: string;
}

/** Those of a ledger that are made, from the first on. */
export const list = (db: Queries, place: PlaceCode): Promise<SegmentRow[]> =>
  db.query<SegmentRow>(
    `select k, encode(last_chain, 'hex') as "lastChain", encode(sha256, 'hex') as sha256
       from segment where county = $1 and place = $2 order by k`,
    [countyOf(place), place],
  );

/** The compressed text of one; undefined when there is none, or its last entry is another. */
export async function body(
  db: Queries,
  place: PlaceCode,
  k: number,
  lastChain: string,
): Promise<Buffer | undefined> {
  const [row] = await db.query<{ body: Buffer }>(
    `select body from segment
      where county = $1 and place = $2 and k = $3 and last_chain = decode($4, 'hex')`,
    [countyOf(place), place, k, lastChain],
  );
  return row?.body;
}

/** Keeps a segment; one that is there already stays. */
export async function add(
  db: Queries,
  place: PlaceCode,
  { k, lastChain, sha256, body: bytes }: SegmentRow & { body: Buffer },
): Promise<void> {
  await db.query(
    `insert into segment (county, place, k, last_chain, sha256, body)
     values ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), $6) on conflict do nothing`,
    [countyOf(place), place, k, lastChain, sha256, bytes],
  );
}
