/** The store: every SQL statement of the server lives in this folder. */
export * as ledger from './ledger';
export * as subjectKeys from './subject-keys';
export * as quarantine from './quarantine';
export * as sessions from './sessions';
export * as places from './places';
export * as settings from './settings';
export * as accessLog from './access-log';
export { openDatabase, type Database, type DatabaseOptions, type Queries } from './database';
export { migrate, SchemaTooNew } from './migrate';
export { Busy, Unavailable } from './retry';
