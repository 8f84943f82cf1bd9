/** Bugs of the server's store and of what is made of it: each a wrapped port. */
import type { Stored } from '@doorstep/ledger';
import type { PushEntry, PushReceipt, PushResult } from '../../../apps/server/src/store/ledger';
import type { LedgerPort, ServerStore, StorePorts } from '../../../apps/server/src/store/ports';
import { chainAfter } from '../checker/copy';
import type { MemoryDatabase } from '../server/memory-database';
import { keyOf } from '../server/rows';
import type { PlantedBug } from './bug';

type Push = LedgerPort['push'];

const ofStore = (
  name: string,
  wrap: (store: ServerStore, database: MemoryDatabase) => ServerStore,
): PlantedBug => ({ name, doubles: () => ({ store: wrap }) });

const ofPush = (
  name: string,
  wrap: (push: Push, database: MemoryDatabase, store: ServerStore) => Push,
): PlantedBug =>
  ofStore(name, (store, database) => ({
    ...store,
    ledger: {
      ...store.ledger,
      push: wrap((request) => store.ledger.push(request), database, store),
    },
  }));

/** Of what happens inside a fold's or a roller's transaction. */
const ofWork = (name: string, wrap: (tx: StorePorts) => StorePorts): PlantedBug =>
  ofStore(name, (store) => ({
    ...store,
    transaction: (work) => store.transaction((tx) => work(wrap(tx))),
    derivation: (work) => store.derivation((tx) => work(wrap(tx))),
  }));

/** Folds other entries than the ledger holds. */
const foldsAs = (name: string, change: (one: Stored) => Stored): PlantedBug =>
  ofWork(name, (tx) => ({
    ...tx,
    ledger: {
      ...tx.ledger,
      read: async (place, request) => (await tx.ledger.read(place, request)).map(change),
    },
  }));

const withReceipts = (
  result: PushResult,
  change: (receipt: PushReceipt, i: number, all: readonly PushReceipt[]) => PushReceipt,
): PushResult => (result.moved ? result : { ...result, receipts: result.receipts.map(change) });

const isDerived = ({ content }: PushEntry): boolean => content.includes('"by":"system"');

const acknowledgedBeforeCommit = ofPush('acknowledges before the commit', (push, _, store) => {
  let calls = 0;
  return async (request) => {
    calls += request.entries.some(isDerived) ? 0 : 1;
    if (calls % 4 > 0) return push(request);
    const head = await store.ledger.head(request.place);
    const { receivedAt, offsetMs, entries } = request;
    const receipts = entries.map(({ id }, i): PushReceipt => ({
      id,
      outcome: 'stored',
      seq: head.head + i + 1,
      receivedAt,
      offsetMs,
    }));
    return { moved: false, head, receipts };
  };
});

const numberLeftOut = ofPush('leaves out a number', (push, database) => async (request) => {
  const result = await push(request);
  database.change((tables) => {
    const head = tables.head.get(request.place);
    const at = keyOf(request.place, head?.seq ?? 0);
    const key = tables.entryAt.get(at);
    const row = key === undefined ? undefined : tables.entry.get(key);
    if (!head || !row || head.seq % 3 > 0) return;
    const seq = head.seq + 1;
    tables.entryAt.delete(at);
    tables.entryAt.put(keyOf(request.place, seq), key!);
    tables.entry.put(key!, { ...row, seq });
    tables.head.put(request.place, { ...head, seq });
  });
  return result;
});

const storedTwice = ofPush('stores a repeated push again', (push, database) => async (request) => {
  const known = request.entries.filter(({ id }) =>
    database.change((tables) => tables.entry.all().some(([, row]) => row.id === id)),
  );
  const result = await push(request);
  database.change((tables) => {
    for (const { id } of known) {
      const head = tables.head.get(request.place);
      const found = tables.entry.all().find(([, row]) => row.id === id);
      if (!head || !found || found[1].place !== request.place) continue;
      const again = { ...found[1], seq: head.seq + 1 };
      const chain = chainAfter(head.chain, request.place, again);
      const key = keyOf(found[0], 'again', again.seq);
      tables.entry.put(key, { ...again, chain });
      tables.entryAt.put(keyOf(request.place, again.seq), key);
      tables.head.put(request.place, { ...head, seq: again.seq, chain });
    }
  });
  return result;
});

const countedAsSent = ofPush('counts the batch as sent', (push, database) => async (request) => {
  const result = await push(request);
  const again = request.entries.filter(({ kind, id }) => {
    const receipt = result.moved ? undefined : result.receipts.find((one) => one.id === id);
    return (
      kind === 'visit.recorded' &&
      receipt?.outcome === 'stored' &&
      receipt.receivedAt !== request.receivedAt
    );
  });
  database.change((tables) => {
    const row = tables.tally
      .all()
      .find(([, one]) => one.place === request.place && one.indicator === 'visits.visits');
    if (row) tables.tally.put(row[0], { ...row[1], n: row[1].n + again.length });
  });
  return result;
});

const overwrites = ofPush('overwrites a reused id', (push, database) => async (request) => {
  const result = await push(request);
  return withReceipts(result, (receipt, i) => {
    if (receipt.outcome !== 'conflict') return receipt;
    const sent = request.entries[i]!;
    return database.change((tables) => {
      const [key, row] = tables.entry.all().find(([, one]) => one.id === sent.id)!;
      tables.entry.put(key, { ...row, content: sent.content });
      const { seq, receivedAt, offsetMs } = row;
      return { id: sent.id, outcome: 'stored', seq, receivedAt, offsetMs };
    });
  });
});

const PUSHING: PlantedBug[] = [
  acknowledgedBeforeCommit,
  numberLeftOut,
  storedTwice,
  countedAsSent,
  overwrites,
  ofPush(
    'reads receipts from the wrong row',
    (push) => async (request) =>
      withReceipts(await push(request), (receipt, i, all) => {
        const other = all[(i + 1) % all.length]!;
        if (receipt.outcome !== 'stored' || other.outcome !== 'stored') return receipt;
        return { ...receipt, seq: other.seq };
      }),
  ),
  ofPush('forgets the measured offset', (push) => (request) => push({ ...request, offsetMs: 0 })),
  ofPush('receives anew what is given back', (push) => (request) => {
    const entries = request.entries.map(({ first: _, ...entry }) => entry);
    return push({ ...request, entries });
  }),
  ofPush('takes back half of a piece', (push) => (request) => {
    const half = request.entries.slice(0, Math.ceil(request.entries.length / 2));
    return push(
      request.entries.some(({ first }) => first) ? { ...request, entries: half } : request,
    );
  }),
  ofPush('makes a new id for every delivery', (push) => {
    let made = 0;
    return (request) => {
      const entries = request.entries.map((entry) => {
        if (!isDerived(entry)) return entry;
        const id = `00000000-0000-8000-8000-${String((made += 1)).padStart(12, '0')}`;
        return { ...entry, id, content: entry.content.replaceAll(entry.id, id) };
      });
      return push({ ...request, entries });
    };
  }),
];

const FOLDING: PlantedBug[] = [
  foldsAs('orders by the device’s clock', (one) => ({ ...one, offsetMs: 0 })),
  foldsAs('loses voids', (one) =>
    one.entry.kind === 'entry.voided'
      ? { ...one, entry: { ...one.entry, kind: 'weather.noted' } }
      : one,
  ),
  foldsAs('hears of everything when it was said', (one) => ({
    ...one,
    receivedAt: new Date(Date.parse(one.entry.at) + one.offsetMs).toISOString(),
  })),
  ofWork('skips an entry of a fold', (tx) => {
    let skipped = 0;
    return {
      ...tx,
      ledger: {
        ...tx.ledger,
        read: async (place, request) => {
          const found = await tx.ledger.read(place, request);
          skipped = found.length > 1 ? 1 : 0;
          return skipped > 0 ? found.slice(0, -1) : found;
        },
      },
      fold: {
        ...tx.fold,
        advance: (place, to, changes) =>
          tx.fold.advance(place, { ...to, seq: to.seq + skipped }, changes),
      },
    };
  }),
  ofWork('moves the head without its figures', (tx) => {
    let calls = 0;
    return {
      ...tx,
      fold: {
        ...tx.fold,
        advance: (place, to, changes) =>
          tx.fold.advance(place, to, (calls += 1) % 2 > 0 && to.step % 2 > 0 ? [] : changes),
      },
    };
  }),
  ofWork('takes a new fold’s figures on top of the old ones', (tx) => ({
    ...tx,
    fold: { ...tx.fold, tallies: () => Promise.resolve([]) },
  })),
  ofWork('keeps obligations that are met', (tx) => ({
    ...tx,
    fold: {
      ...tx.fold,
      replaceObligations: async (place, rows) => {
        const before = await tx.fold.obligations(place);
        const keys = new Set(rows.map(({ kind, about, dueHour }) => `${kind} ${about} ${dueHour}`));
        const old = before.filter(
          ({ kind, about, dueHour }) => !keys.has(`${kind} ${about} ${dueHour}`),
        );
        await tx.fold.replaceObligations(place, [...rows, ...old]);
      },
    },
  })),
  ofWork('adds deltas it has added', (tx) => ({
    ...tx,
    roll: { ...tx.roll, cursors: () => Promise.resolve(new Map<string, number>()) },
  })),
  ofWork('adds up without handing on', (tx) => ({
    ...tx,
    roll: { ...tx.roll, appendDelta: () => Promise.resolve() },
  })),
  ofWork('drops deltas that wait', (tx) => ({
    ...tx,
    roll: {
      ...tx.roll,
      drop: (added) =>
        tx.roll.drop(new Map([...added.keys()].map((source) => [source, Number.MAX_SAFE_INTEGER]))),
    },
  })),
  ofStore('drops deltas before what was added is on disk', (store) => ({
    ...store,
    transaction: (work) => store.derivation(work),
    derivation: async (work) => store.transaction(work),
  })),
];

const KEEPING: PlantedBug[] = [
  ofStore('drops what is rejected', (store) => ({
    ...store,
    quarantine: { ...store.quarantine, add: () => Promise.resolve(true) },
  })),
  ofStore('loses a key', (store) => ({
    ...store,
    keys: {
      ...store.keys,
      after: async (place, seq) => (await store.keys.after(place, seq)).slice(1),
    },
  })),
  ofStore('makes a village’s key anew', (store, database) => ({
    ...store,
    keys: {
      ...store.keys,
      village: () => Promise.resolve(undefined),
      addVillage: (place, wrapped) => {
        database.change((tables) => tables.villageKey.put(place, wrapped));
        return Promise.resolve(wrapped);
      },
    },
  })),
  ofStore('never delivers to one village', (store) => ({
    ...store,
    delivery: {
      ...store.delivery,
      villagesWithin: async (office) => (await store.delivery.villagesWithin(office)).slice(1),
    },
  })),
  ofStore('moves the delivery cursor too far', (store) => ({
    ...store,
    delivery: {
      ...store.delivery,
      cursor: async (office) => {
        const { head } = await store.ledger.head(office);
        return Math.max(await store.delivery.cursor(office), Math.min(head, 1));
      },
    },
  })),
];

export const BUGS_OF_STORES: readonly PlantedBug[] = [...PUSHING, ...FOLDING, ...KEEPING];
