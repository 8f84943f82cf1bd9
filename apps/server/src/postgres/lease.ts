/**
 * Who is using a cluster: each process holds one connection, its lease, as long as it does. The
 * kernel ends it with the process, so nothing stale is ever left behind. The last to leave stops
 * the database; the one that serves holds a lock, so that a second server says it is in use.
 */
import pg from 'pg';

const NAME = 'doorstep lease';
const SERVING_LOCK = 724_001;
const LEAVING_LOCK = 724_002;
const CONNECT_TIMEOUT_MS = 5_000;

export interface Lease {
  /** False when another process serves from this cluster. */
  serve(): Promise<boolean>;
  /** Whether no other process holds a lease. Two that leave at once take turns: call `end` soon after. */
  isLast(): Promise<boolean>;
  /** The lease is lost when the database goes away; `then` is called once, not after `end`. */
  onLost(then: () => void): void;
  end(): Promise<void>;
}

/** @param url of the maintenance database */
export async function takeLease(url: string): Promise<Lease> {
  const client = new pg.Client({
    connectionString: url,
    application_name: NAME,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  let lost: (() => void) | undefined;
  let ended = false;
  const lose = () => {
    if (ended) return;
    ended = true;
    lost?.();
  };
  client.on('error', lose).on('end', lose);
  await client.connect();
  const ask = async (text: string, values: unknown[]): Promise<boolean> =>
    (await client.query<{ answer: boolean }>(text, values)).rows[0]?.answer ?? false;
  return {
    serve: () => ask('select pg_try_advisory_lock($1) as answer', [SERVING_LOCK]),
    async isLast() {
      await client.query('select pg_advisory_lock($1)', [LEAVING_LOCK]);
      return ask(
        'select count(*) = 0 as answer from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
        [NAME],
      );
    },
    onLost: (then) => (lost = then),
    async end() {
      ended = true;
      await client.end().catch(() => undefined);
    },
  };
}

async function once(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  await work(client).finally(() => client.end());
}

/** Makes a database unless it is there. */
export function ensureDatabase(url: string, name: string): Promise<void> {
  return once(url, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await client
      .query(`create database ${pg.escapeIdentifier(name)} template template0`)
      .catch((error: { code?: string }) => {
        if (error.code !== '42P04' && error.code !== '23505') throw error;
      });
  });
}

/** Drops a database and whoever is still connected to it. */
export function dropDatabase(url: string, name: string): Promise<void> {
  return once(url, (client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  );
}
