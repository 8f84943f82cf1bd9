/** The embedded PostgreSQL. */
export { startPostgres, type Postgres, type StartOptions } from './start';
