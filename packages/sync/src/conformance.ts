/** The suites that stores and ledgers must pass. */
export { ledgerConformance, type LedgerSubject } from './ledger.conformance';
export { sampleEntry, storeConformance } from './store.conformance';
