/** The embedded PostgreSQL. */
export { startPostgres, type Postgres, type StartOptions } from './start';
export { PostgresError } from './problem';
