/** Each call of the store's ports as what it does to the tables, in one go. */
import { isOffice } from '../../../apps/server/src/folder/roll-step';
import type { EntryRow, PageRequest } from '../../../apps/server/src/store/ledger';
import { rollupSource } from '../../../apps/server/src/store/rollup';
import type {
  DeliveryPort,
  FoldPort,
  KeyPort,
  LedgerPort,
  PeoplePort,
  QuarantinePort,
  RollPort,
  SegmentPort,
  StorePorts,
} from '../../../apps/server/src/store/ports';
import type { Stored, TallyRow } from '@doorstep/ledger';
import { endsAmong } from '@doorstep/sync';
import { append, headOf } from './append';
import { keyOf, type ServerTables } from './rows';

/** Takes the lock of a row until the end of the transaction; false when another holds it. */
export type TakeLock = (row: string) => boolean;
/** Runs one statement. */
export type Run = <T>(
  name: string,
  statement: (tables: ServerTables, lock: TakeLock) => T,
) => Promise<T>;

function rowsOf(
  tables: ServerTables,
  place: string,
  { after, upTo, limit }: PageRequest,
): EntryRow[] {
  const found: EntryRow[] = [];
  for (let seq = after + 1; seq <= upTo && found.length < limit; seq += 1) {
    const row = tables.entry.get(tables.entryAt.get(keyOf(place, seq)) ?? '');
    if (!row) break;
    const { receivedAt, offsetMs, chain, content } = row;
    found.push({ seq, receivedAt, offsetMs, chain, content });
  }
  return found;
}

const stored = ({ content, ...row }: EntryRow): Stored => ({
  ...row,
  entry: JSON.parse(content) as Stored['entry'],
});

const ALL = { after: 0, upTo: Infinity, limit: Infinity };

const ledgerOn = (run: Run): LedgerPort => ({
  push: (request) => run('push', (tables) => append(tables, request)),
  head: (place) => run('head', (tables) => headOf(tables, place)),
  read: (place, request) =>
    run('read', (tables) => rowsOf(tables, place, request).map((row) => stored(row))),
  page: (place, request) =>
    run('page', (tables) => {
      const found = rowsOf(tables, place, request);
      return {
        json: JSON.stringify(found.map((row) => stored(row))),
        ends: endsAmong(found, request.upTo),
        last: found.at(-1),
      };
    }),
  named: (place, ids) =>
    run('named', (tables) =>
      rowsOf(tables, place, ALL)
        .map((row) => stored(row).entry)
        .filter(({ id }) => ids.includes(id)),
    ),
  ofKinds: (place, kinds, naming) =>
    run('ofKinds', (tables) =>
      rowsOf(tables, place, ALL)
        .filter(({ content }) => content.includes(naming))
        .map((row) => stored(row))
        .filter(({ entry }) => kinds.includes(entry.kind)),
    ),
});

function addTo(table: ServerTables['tally'], place: string, changes: readonly TallyRow[]): void {
  for (const row of changes) {
    const key = keyOf(place, row.day, row.indicator, row.dims, row.heard);
    table.put(key, { ...row, place, n: (table.get(key)?.n ?? 0) + row.n });
  }
}

const figuresOf = (table: ServerTables['tally'], place: string): TallyRow[] =>
  table
    .all()
    .filter(([, row]) => row.place === place && row.n !== 0)
    .map(([, { day, heard, indicator, dims, n }]) => ({ day, heard, indicator, dims, n }));

function addDelta(
  tables: ServerTables,
  source: string,
  step: number,
  rows: readonly TallyRow[],
): void {
  if (rows.length === 0) return;
  const key = keyOf(source, step);
  if (tables.delta.get(key)) throw new Error(`a delta ${key} is there already`);
  tables.delta.put(key, { source, step, rows });
}

const ledgersOf = (tables: ServerTables): [string, number][] =>
  tables.head
    .all()
    .filter(([, { seq }]) => seq > 0)
    .map(([place, { seq }]) => [place, seq]);

const foldOn = (run: Run): FoldPort => ({
  lock: (place, foldVersion) =>
    run('fold.lock', (tables, lock) => {
      if (!lock(`fold ${place}`)) return undefined;
      const found = tables.fold.get(place);
      if (found) return found;
      const made = { foldVersion, seq: 0, heardAtMs: 0, step: 0 };
      tables.fold.put(place, made);
      return made;
    }),
  advance: (place, to, changes) =>
    run('fold.advance', (tables) => {
      addTo(tables.tally, place, changes);
      addDelta(tables, place, to.step, changes);
      tables.fold.put(place, to);
    }),
  tallies: (place) => run('fold.tallies', (tables) => figuresOf(tables.tally, place)),
  replaceObligations: (place, rows) =>
    run('fold.replaceObligations', (tables) => tables.obligation.put(place, rows)),
  obligations: (place) =>
    run('fold.obligations', (tables) => [...(tables.obligation.get(place) ?? [])]),
  replaceContact: (place, state) =>
    run('fold.replaceContact', (tables) => tables.contact.put(place, state)),
  contact: (place) => run('fold.contact', (tables) => tables.contact.get(place)),
  behind: (foldVersion) =>
    run('fold.behind', (tables) =>
      ledgersOf(tables).flatMap(([place, seq]) => {
        const at = tables.fold.get(place);
        const isBehind =
          !at || at.foldVersion < foldVersion || (at.foldVersion === foldVersion && at.seq < seq);
        return isBehind ? [place] : [];
      }),
    ),
});

const rollOn = (run: Run): RollPort => ({
  lock: (place) =>
    run('roll.lock', (tables, lock) => {
      if (!lock(`roll ${place}`)) return undefined;
      const own = { place, source: rollupSource(place), step: 0 };
      const found = tables.cursor.get(keyOf(place, own.source));
      if (!found) tables.cursor.put(keyOf(place, own.source), own);
      return found?.step ?? 0;
    }),
  cursors: (place) =>
    run('roll.cursors', (tables) => {
      const rows = tables.cursor.all().filter(([, row]) => row.place === place);
      return new Map(rows.map(([, { source, step }]) => [source, step]));
    }),
  deltas: (sources) =>
    run('roll.deltas', (tables) =>
      tables.delta
        .all()
        .filter(([, { source }]) => sources.includes(source))
        .flatMap(([, { source, step, rows }]) => rows.map((row) => ({ ...row, source, step }))),
    ),
  appendDelta: (source, step, rows) =>
    run('roll.appendDelta', (tables) => addDelta(tables, source, step, rows)),
  add: (place, rows) => run('roll.add', (tables) => addTo(tables.rollup, place, rows)),
  advance: (place, to) =>
    run('roll.advance', (tables) => {
      for (const [source, step] of to)
        tables.cursor.put(keyOf(place, source), { place, source, step });
    }),
  drop: (added) =>
    run('roll.drop', (tables) => {
      for (const [key, { source, step }] of tables.delta.all())
        if (step <= (added.get(source) ?? 0)) tables.delta.delete(key);
    }),
  waiting: () =>
    run('roll.waiting', (tables) => [
      ...new Set(tables.delta.all().map(([, { source }]) => source)),
    ]),
  figures: (place) => run('roll.figures', (tables) => figuresOf(tables.rollup, place)),
});

const deliveryOn = (run: Run): DeliveryPort => ({
  cursor: (office) => run('delivery.cursor', (tables) => tables.delivery.get(office) ?? 0),
  advance: (office, seq) =>
    run('delivery.advance', (tables) =>
      tables.delivery.put(office, Math.max(seq, tables.delivery.get(office) ?? 0)),
    ),
  behind: () =>
    run('delivery.behind', (tables) =>
      ledgersOf(tables).flatMap(([place, seq]) =>
        isOffice(place) && seq > (tables.delivery.get(place) ?? 0) ? [place] : [],
      ),
    ),
  villagesWithin: (office) =>
    run('delivery.villagesWithin', (tables) =>
      tables.village
        .all()
        .map(([code]) => code)
        .filter((code) => code.startsWith(office)),
    ),
});

const keysOn = (run: Run): KeyPort => ({
  after: (place, afterSeq) =>
    run('keys.after', (tables) =>
      tables.subjectKey
        .all()
        .map(([, row]) => row)
        .filter((row) => row.place === place && row.seq > afterSeq)
        .sort((a, b) => a.seq - b.seq || (a.k < b.k ? -1 : 1))
        .map(({ k, subject, wrapped }) => ({ k, subject, wrapped })),
    ),
  village: (place) => run('keys.village', (tables) => tables.villageKey.get(place)),
  addVillage: (place, wrapped) =>
    run('keys.addVillage', (tables) => {
      const there = tables.villageKey.get(place);
      if (!there) tables.villageKey.put(place, wrapped);
      return there ?? wrapped;
    }),
});

const quarantineOn = (run: Run): QuarantinePort => ({
  add: (row) =>
    run('quarantine.add', (tables) => {
      const digest = row.digest.toString('hex');
      const key = row.sealed ? keyOf(row.place, row.entryId, digest) : keyOf(row.place, digest);
      if (tables.quarantine.get(key)) return false;
      tables.quarantine.put(key, row);
      return true;
    }),
  list: (place, limit) =>
    run('quarantine.list', (tables) =>
      tables.quarantine
        .all()
        .map(([, row]) => row)
        .filter((row) => row.place === place)
        .sort((a, b) => (a.receivedAt + a.entryId < b.receivedAt + b.entryId ? -1 : 1))
        .slice(0, limit),
    ),
});

const segmentsOn = (run: Run): SegmentPort => ({
  list: (place) =>
    run('segments.list', (tables) =>
      tables.segment
        .all()
        .map(([, row]) => row)
        .filter((row) => row.place === place)
        .map(({ k, lastChain, sha256 }) => ({ k, lastChain, sha256 }))
        .sort((a, b) => a.k - b.k),
    ),
  body: (place, k, lastChain) =>
    run('segments.body', (tables) => {
      const row = tables.segment.get(keyOf(place, k));
      return row?.lastChain === lastChain ? row.body : undefined;
    }),
  add: (place, one) =>
    run('segments.add', (tables) => {
      const key = keyOf(place, one.k);
      if (!tables.segment.get(key)) tables.segment.put(key, { ...one, place });
    }),
});

const peopleOn = (run: Run): PeoplePort => ({
  devicesOf: (account, devices) =>
    run('people.devicesOf', (tables) =>
      devices.filter((device) => tables.device.get(keyOf(account, device))),
    ),
  isPlace: (code) => run('people.isPlace', (tables) => tables.place.get(code) ?? false),
  logAccess: (row) =>
    run('people.logAccess', (tables) => {
      const key = keyOf(row.place, row.id);
      if (!tables.access.get(key)) tables.access.put(key, row);
    }),
  lastAccess: ({ place, account, action, after, upTo }) =>
    run('people.lastAccess', (tables) =>
      tables.access
        .all()
        .map(([, row]) => row)
        .filter((row) => row.place === place && row.account === account && row.action === action)
        .map(({ at }) => at)
        .filter((at) => at > after && at <= upTo)
        .sort()
        .at(-1),
    ),
});

/** The ports over whatever runs statements. */
export const portsOn = (run: Run): StorePorts => ({
  ledger: ledgerOn(run),
  fold: foldOn(run),
  roll: rollOn(run),
  delivery: deliveryOn(run),
  keys: keysOn(run),
  quarantine: quarantineOn(run),
  segments: segmentsOn(run),
  people: peopleOn(run),
});
