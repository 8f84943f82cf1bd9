/** The ports of the store, kept by PostgreSQL. */
import * as accessLog from './access-log';
import * as contact from './contact';
import type { Database } from './database';
import * as delivery from './delivery';
import * as foldHead from './fold-head';
import * as ledger from './ledger';
import * as obligation from './obligation';
import * as places from './places';
import type { LedgerPort, ServerStore, StorePorts } from './ports';
import * as reports from './reports';
import * as quarantine from './quarantine';
import type { Queries } from './database';
import * as rollup from './rollup';
import * as segment from './segment';
import * as sessions from './sessions';
import * as subjectKeys from './subject-keys';
import * as tally from './tally';

const portsOn = (db: Queries, push: LedgerPort['push']): StorePorts => ({
  ledger: {
    push,
    head: (place) => ledger.head(db, place),
    read: (place, request) => ledger.read(db, place, request),
    page: (place, request) => ledger.page(db, place, request),
    named: (place, ids) => ledger.named(db, place, ids),
    ofKinds: (place, kinds, naming) => reports.entriesOf(db, place, kinds, naming),
  },
  fold: {
    lock: (place, foldVersion) => foldHead.lock(db, place, foldVersion),
    advance: (place, to, changes, heard) => foldHead.advance(db, place, to, changes, heard),
    tallies: (place) => tally.rowsOf(db, 'tally', place),
    replaceObligations: (place, rows) => obligation.replace(db, place, rows),
    obligations: (place) => obligation.of(db, place),
    replaceContact: (place, state) => contact.replace(db, place, state),
    contact: (place) => contact.of(db, place),
    behind: (foldVersion) => foldHead.behind(db, foldVersion),
  },
  roll: {
    lock: (place) => rollup.lock(db, place),
    cursors: (place) => rollup.cursors(db, place),
    deltas: (sources) => rollup.deltas(db, sources),
    appendDelta: (source, step, rows) => rollup.appendDelta(db, source, step, rows),
    add: (place, rows) => tally.add(db, 'rollup', place, rows),
    advance: (place, to) => rollup.advance(db, place, to),
    drop: (added) => rollup.drop(db, added),
    waiting: () => rollup.waiting(db),
    figures: (place) => tally.rowsOf(db, 'rollup', place),
  },
  delivery: {
    cursor: (office) => delivery.cursor(db, office),
    advance: (office, seq) => delivery.advance(db, office, seq),
    behind: () => delivery.behind(db),
    villagesWithin: async (office) =>
      (await places.under(db, office))
        .filter(({ level }) => level === 'village')
        .map(({ code }) => code),
  },
  keys: {
    after: (place, afterSeq) => subjectKeys.after(db, place, afterSeq),
    village: (place) => subjectKeys.villageKey(db, place),
    addVillage: (place, wrapped) => subjectKeys.addVillageKey(db, place, wrapped),
  },
  quarantine: {
    add: (row) => quarantine.add(db, row),
    list: (place, limit) => quarantine.ofPlace(db, place, limit),
  },
  segments: {
    list: (place) => segment.list(db, place),
    body: (place, k, lastChain) => segment.body(db, place, k, lastChain),
    add: (place, one) => segment.add(db, place, one),
  },
  people: {
    devicesOf: (account, devices) => sessions.devicesOf(db, account, devices),
    isPlace: async (code) => (await places.find(db, code)) !== undefined,
    logAccess: (row) => accessLog.append(db, row),
    lastAccess: (of) => accessLog.lastAt(db, of),
  },
});

const notInside = (): Promise<never> =>
  Promise.reject(new Error('a push is a transaction of its own'));

/** The store of a database. */
export const storeOn = (db: Database): ServerStore => ({
  ...portsOn(db, (request) => ledger.push(db, request)),
  transaction: (work) => db.transaction((tx) => work(portsOn(tx, notInside))),
  derivation: (work) => db.derivation((tx) => work(portsOn(tx, notInside))),
});
