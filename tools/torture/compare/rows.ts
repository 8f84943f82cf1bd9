/** The ledgers as the database holds them, with plain SQL. */
import pg from 'pg';

export interface Row {
  place: string;
  seq: number;
  id: string;
  receivedAt: string;
  offsetMs: number;
  chain: string;
  content: string;
}

export interface Head {
  place: string;
  seq: number;
  chain: string;
}

export interface Ledgers {
  /** By place and seq. */
  rows: Row[];
  heads: Head[];
  /** `place key`, once for every row that holds it. */
  keys: string[];
}

const ROWS = `
  select place, seq::float8 as seq, id::text as id, offset_ms::float8 as "offsetMs", content,
         to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt",
         encode(chain, 'hex') as chain
    from entry order by place, entry.seq`;
const HEADS = `select place, seq::float8 as seq, encode(chain, 'hex') as chain from ledger_head`;
const KEYS = `select place || ' ' || key_id as key from subject_key`;

/** All of one moment. */
export async function readLedgers(databaseUrl: string): Promise<Ledgers> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const rows = (await client.query<Row>(ROWS)).rows;
    const heads = (await client.query<Head>(HEADS)).rows;
    const keys = (await client.query<{ key: string }>(KEYS)).rows.map(({ key }) => key);
    return { rows, heads, keys };
  } finally {
    await client.end();
  }
}
