/** The store: every SQL statement of the server lives in this folder. */
export * as ledger from './ledger';
export * as subjectKeys from './subject-keys';
export * as quarantine from './quarantine';
export * as sessions from './sessions';
export * as places from './places';
export * as settings from './settings';
export * as accessLog from './access-log';
export * as foldHead from './fold-head';
export * as tally from './tally';
export * as rollup from './rollup';
export * as obligation from './obligation';
export * as audit from './audit';
export * as copy from './copy';
export * as delivery from './delivery';
export { openDatabase, type Database, type DatabaseOptions, type Queries } from './database';
export { migrate } from './migrate';
export { Busy, Unavailable } from './retry';
