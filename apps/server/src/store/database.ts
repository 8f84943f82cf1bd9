/**
 * The one way to the database: a bounded pool, retries, a queue per county.
 * Every piece of work handed in may run more than once (a commit's answer can be lost), so it must
 * be idempotent: ids and times are made by the caller, writes are upserts or compare-and-set.
 */
import pg from 'pg';
import { CountyQueue } from './county-queue';
import { isPassing, retried } from './retry';

export interface Queries {
  /** One statement; rows as plain objects. bigint comes as number, date as `YYYY-MM-DD`, timestamptz as fixed-form UTC text. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Queries {
  /**
   * Runs `work` in one transaction, again from the start after a lost connection or a conflict.
   * @throws Unavailable when the database stays away
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * The same for what can be derived again: its commit does not wait for the disk. Should the
   * database crash, the last of them may be undone, each as a whole and none before a later one.
   */
  derivation<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * Waits for one of the county's turns, then runs `work`: a county whose worker is dead cannot
   * take every connection.
   * @throws Busy when the county's queue is full
   */
  inCounty<T>(county: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** 0 ≤ n < 1, for the jitter between attempts. */
  random: () => number;
  connectionsMax?: number;
  /** Attempts before `Unavailable`; they take about 3 s together by default. */
  attemptsMax?: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 60_000;

/** An instant no program of ours wrote stays as it is, so that it can be named. */
function instantOf(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: String,
  [pg.types.builtins.TIMESTAMPTZ]: instantOf,
};

const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

const over = (client: pg.Pool | pg.PoolClient): Queries => ({
  query: async <Row>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, values as unknown[])).rows as Row[],
});

async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: Queries) => Promise<T>,
  isDerivation = false,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    if (isDerivation) await client.query('set local synchronous_commit = off');
    const result = await work(over(client));
    await client.query('commit');
    return result;
  } catch (error) {
    if (isPassing(error)) broken = error as Error;
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Opens a pool; connects on first use. */
export function openDatabase(options: DatabaseOptions): Database {
  const connectionsMax = options.connectionsMax ?? 16;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'doorstep',
    types,
  });
  // An idle connection that breaks is dropped by the pool; the next query opens another.
  pool.on('error', () => undefined);
  const queue = new CountyQueue({
    runningMax: Math.ceil((connectionsMax * 2) / 3),
    waitingMax: 500,
  });
  const retry = { attemptsMax: options.attemptsMax ?? 8, random: options.random };
  return {
    query: (text, values) => retried(retry, () => over(pool).query(text, values)),
    transaction: (work) => retried(retry, () => inTransaction(pool, work)),
    derivation: (work) => retried(retry, () => inTransaction(pool, work, true)),
    inCounty: (county, work) => queue.run(county, work),
    close: () => pool.end(),
  };
}
