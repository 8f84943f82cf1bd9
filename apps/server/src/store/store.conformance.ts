/**
 * What every store of the server must do, whoever keeps it: PostgreSQL, or the simulation's memory.
 * Cases need no test framework, use villages of their own and may run in any order on one store.
 *
 *   for (const { name, run } of serverStoreConformance) test(name, () => run(subject))
 */
import { deepStrictEqual } from 'node:assert/strict';
import {
  CHAIN_START,
  countyOf,
  firstBroken,
  type PlaceCode,
  type TallyRow,
} from '@doorstep/ledger';
import { ALL, entry, RECEIVED, requestOf, type StoreCase } from './conformance-subject';
import { KEEPING } from './keeping.conformance';
import type { PushEntry, PushResult } from './ledger';
import type { ServerStore } from './ports';
import { rollupSource } from './rollup';

export type { Area, StoreSubject } from './conformance-subject';

const FOLD_VERSION = 7;

const outcomes = (result: PushResult): (number | string)[] =>
  result.moved
    ? ['moved']
    : result.receipts.map((one) => (one.outcome === 'stored' ? one.seq : one.outcome));

const key = (k: string, subject = 'p_invented1') => ({ k, subject, wrapped: 'AAAA' });
const row = (n: number, indicator = 'visits.visits'): TallyRow => ({
  day: '2020-01-28',
  heard: 438_900,
  indicator,
  dims: '',
  n,
});

/** Stops a transaction from inside. */
class Stopped extends Error {}

async function stopped(work: Promise<unknown>): Promise<void> {
  const end = await work.then(
    () => 'committed',
    (error: unknown) => (error instanceof Stopped ? 'stopped' : error),
  );
  deepStrictEqual(end, 'stopped');
}

/** Folds a ledger to a seq with these changes, as a step of the folder does. */
async function fold(
  store: ServerStore,
  place: PlaceCode,
  seq: number,
  changes: TallyRow[],
): Promise<void> {
  await store.transaction(async (tx) => {
    const head = await tx.fold.lock(place, FOLD_VERSION);
    if (!head) throw new Error('somebody else is folding');
    const to = { foldVersion: FOLD_VERSION, seq, heardAtMs: 5, step: head.step + 1 };
    await tx.fold.advance(place, to, changes);
  });
}

const APPENDING: StoreCase[] = [
  {
    name: 'numbers, chains and answers in the order sent; a repeated push is answered like the first',
    run: async ({ store, other, area, newId }) => {
      const [place] = (await area()).villages;
      const sent = [newId(), newId(), newId()].map((id) => entry(place, id));
      const first = await store.ledger.push(requestOf(place, sent));
      deepStrictEqual(outcomes(first), [1, 2, 3]);
      const later = { receivedAt: '2020-01-29T00:00:00.000Z', offsetMs: 7 };
      const again = await other.ledger.push(requestOf(place, [...sent].reverse(), later));
      deepStrictEqual(
        again.moved ? [] : [...again.receipts].reverse(),
        first.moved || first.receipts,
      );
      const stored = await other.ledger.read(place, ALL);
      deepStrictEqual(firstBroken(CHAIN_START, 0, place, stored), -1);
      const { head, chain } = await store.ledger.head(place);
      deepStrictEqual([head, chain], [3, stored.at(-1)?.chain]);
      const some = await store.ledger.read(place, { after: 1, upTo: 2, limit: 9 });
      deepStrictEqual(some, stored.slice(1, 2));
    },
  },
  {
    name: 'keeps the first content of an id, whichever ledger of the county holds it',
    run: async ({ store, area, newId }) => {
      const { villages } = await area();
      const [place, neighbour, elsewhere] = villages;
      const id = newId();
      await store.ledger.push(requestOf(place, [entry(place, id)]));
      const other = entry(place, id, { content: '{"other":1}' });
      deepStrictEqual(
        outcomes(await store.ledger.push(requestOf(place, [other, entry(place, newId())]))),
        ['conflict', 2],
      );
      deepStrictEqual(
        outcomes(await store.ledger.push(requestOf(neighbour, [entry(neighbour, id)]))),
        [countyOf(neighbour) === countyOf(place) ? 'conflict' : 1],
      );
      deepStrictEqual(
        outcomes(await store.ledger.push(requestOf(elsewhere, [entry(elsewhere, id)]))),
        [1],
      );
    },
  },
  {
    name: 'stores a sealed part with its key or not at all; serves keys by the seq they came with',
    run: async ({ store, area, newId }) => {
      const [place] = (await area()).villages;
      const sealed = entry(place, newId(), { keyIds: ['k_first01'] });
      deepStrictEqual(outcomes(await store.ledger.push(requestOf(place, [sealed]))), [
        'missing-key',
      ]);
      const keys = [key('k_second1'), key('k_first01')];
      deepStrictEqual(outcomes(await store.ledger.push(requestOf(place, [sealed], { keys }))), [1]);
      const more = entry(place, newId(), { keyIds: ['k_first01', 'k_third01'] });
      const third = { keys: [key('k_third01'), { ...key('k_first01'), wrapped: 'BBBB' }] };
      deepStrictEqual(outcomes(await store.ledger.push(requestOf(place, [more], third))), [2]);
      deepStrictEqual(await store.keys.after(place, 0), [
        key('k_first01'),
        key('k_second1'),
        key('k_third01'),
      ]);
      deepStrictEqual(await store.keys.after(place, 1), [key('k_third01')]);
    },
  },
  {
    name: 'appends only to the head asked for, unless there is nothing new',
    run: async ({ store, area, newId }) => {
      const [place] = (await area()).villages;
      const known = entry(place, newId());
      await store.ledger.push(requestOf(place, [known]));
      const at = async (entries: PushEntry[], ifHead: number) =>
        outcomes(await store.ledger.push(requestOf(place, entries, { ifHead })));
      deepStrictEqual(await at([entry(place, newId())], 0), ['moved']);
      deepStrictEqual(await at([known], 0), [1]);
      deepStrictEqual(await at([entry(place, newId())], 1), [2]);
    },
  },
  {
    name: 'keeps the first receipt of what was stored before',
    run: async ({ store, area, newId }) => {
      const [place] = (await area()).villages;
      const first = { receivedAt: '2020-01-20T00:00:00.123Z', offsetMs: 42 };
      await store.ledger.push(
        requestOf(place, [entry(place, newId(), { first }), entry(place, newId())]),
      );
      const stored = await store.ledger.read(place, ALL);
      deepStrictEqual(
        stored.map(({ receivedAt, offsetMs }) => [receivedAt, offsetMs]),
        [
          [first.receivedAt, 42],
          [RECEIVED, -120],
        ],
      );
    },
  },
];

const FINDING: StoreCase[] = [
  {
    name: 'finds what is of some kinds and names something, in order, and what has an id, in this ledger only',
    run: async ({ store, other, area, newId }) => {
      const [place, neighbour] = (await area()).villages;
      const about = (kind: string, subject: string): PushEntry => {
        const id = newId();
        return { id, kind, content: JSON.stringify({ id, kind, subjects: [subject] }), keyIds: [] };
      };
      const sent = [
        about('brief.sent', 'br_first000'),
        about('brief.basis', 'br_other000'),
        about('visit.recorded', 'br_first000'),
        about('brief.basis', 'br_first000'),
      ];
      await store.ledger.push(requestOf(place, sent));
      await store.ledger.push(requestOf(neighbour, [about('brief.sent', 'br_first000')]));
      const found = await other.ledger.ofKinds(place, ['brief.basis', 'brief.sent'], 'br_first000');
      const all = await store.ledger.read(place, ALL);
      deepStrictEqual(found, [all[0], all[3]]);
      const asked = [sent[2]!.id, newId()];
      deepStrictEqual(await other.ledger.named(place, asked), [all[2]!.entry]);
      deepStrictEqual(await other.ledger.named(neighbour, asked), []);
    },
  },
];

const FOLDING: StoreCase[] = [
  {
    name: 'lets one fold a ledger at a time, and the next as soon as that one ended or failed',
    run: async ({ store, other, area }) => {
      const [place, neighbour] = (await area()).villages;
      const folding = store.transaction(async (tx) => {
        deepStrictEqual(await tx.fold.lock(place, FOLD_VERSION), {
          foldVersion: FOLD_VERSION,
          seq: 0,
          heardAtMs: 0,
          step: 0,
        });
        await fold(other, neighbour, 1, []);
        const seen = await other.transaction((rival) => rival.roll.lock(place));
        deepStrictEqual(seen, 0);
        throw new Stopped();
      });
      await stopped(folding);
      await store.transaction(async (tx) => {
        await tx.fold.lock(place, FOLD_VERSION);
        await tx.fold.advance(place, { foldVersion: 7, seq: 1, heardAtMs: 2, step: 1 }, []);
      });
      await store.transaction(async (tx) => {
        deepStrictEqual((await tx.fold.lock(place, FOLD_VERSION))?.seq, 1);
        const rival = await other.transaction((second) => second.fold.lock(place, FOLD_VERSION));
        deepStrictEqual(rival, undefined);
      });
    },
  },
  {
    name: 'moves figures, deltas and head together or not at all; sees its own writes, hides them from others',
    run: async ({ store, other, area }) => {
      const [place] = (await area()).villages;
      await fold(store, place, 2, [row(3), row(1, 'visits.met')]);
      const failing = store.transaction(async (tx) => {
        await tx.fold.lock(place, FOLD_VERSION);
        const to = { foldVersion: FOLD_VERSION, seq: 9, heardAtMs: 9, step: 2 };
        await tx.fold.advance(place, to, [row(5)]);
        deepStrictEqual((await tx.fold.lock(place, FOLD_VERSION))?.seq, 9);
        deepStrictEqual((await other.fold.tallies(place)).length, 2);
        throw new Stopped();
      });
      await stopped(failing);
      await fold(other, place, 3, [row(-3), row(2, 'visits.met')]);
      deepStrictEqual(await store.fold.tallies(place), [row(3, 'visits.met')]);
      const deltas = await store.roll.deltas([place]);
      deepStrictEqual(
        deltas.map(({ step, n }) => [step, n]).sort(),
        [
          [1, 1],
          [1, 3],
          [2, -3],
          [2, 2],
        ].sort(),
      );
    },
  },
  {
    name: 'sees in a transaction what others committed meanwhile',
    run: async ({ store, other, area, newId }) => {
      const [place] = (await area()).villages;
      await store.transaction(async (tx) => {
        await tx.fold.lock(place, FOLD_VERSION);
        deepStrictEqual(await tx.ledger.read(place, ALL), []);
        await other.ledger.push(requestOf(place, [entry(place, newId())]));
        deepStrictEqual((await tx.ledger.read(place, ALL)).length, 1);
      });
    },
  },
  {
    name: 'knows which ledgers are behind: never folded, not to their end, by an older version',
    run: async ({ store, area, newId }) => {
      const { villages } = await area();
      const behind = async (version: number) =>
        (await store.fold.behind(version)).filter((place) => villages.includes(place)).sort();
      const [never, half, whole] = villages;
      for (const place of villages) {
        const entries = [entry(place, newId()), entry(place, newId())];
        await store.ledger.push(requestOf(place, entries));
      }
      await fold(store, half, 1, []);
      await fold(store, whole, 2, []);
      deepStrictEqual(await behind(FOLD_VERSION), [never, half].sort());
      deepStrictEqual(await behind(FOLD_VERSION + 1), [...villages].sort());
      deepStrictEqual(await behind(FOLD_VERSION - 1), [never]);
    },
  },
  {
    name: 'puts obligations in the place of those there were',
    run: async ({ store, area }) => {
      const [place] = (await area()).villages;
      const owed = (about: string) => ({
        module: 'visits',
        kind: 'reach',
        about,
        dueHour: 438_901,
        count: 2,
        oldestDueAtMs: 1_580_000_000_000,
        groups: [{ group: '1', reached: 3, nobody: 1, refused: 0, untried: 1 }],
      });
      await store.fold.replaceObligations(place, [owed('r_one000'), owed('r_two000')]);
      await store.fold.replaceObligations(place, [owed('r_two000')]);
      deepStrictEqual(await store.fold.obligations(place), [owed('r_two000')]);
      await store.fold.replaceObligations(place, []);
      deepStrictEqual(await store.fold.obligations(place), []);
    },
  },
  {
    name: 'puts whom to call in the place of whom there was',
    run: async ({ store, area }) => {
      const [place] = (await area()).villages;
      deepStrictEqual(await store.fold.contact(place), undefined);
      const stateOf = (cadre: string) => ({
        onDuty: [
          {
            cadre,
            role: 'official' as const,
            furtherRoles: [],
            unit: '',
            groups: ['1'],
            stated: [],
          },
        ],
        reminders: [],
      });
      await store.fold.replaceContact(place, stateOf('c_one000'));
      await store.fold.replaceContact(place, stateOf('c_two000'));
      deepStrictEqual(await store.fold.contact(place), stateOf('c_two000'));
    },
  },
];

const ROLLING: StoreCase[] = [
  {
    name: 'adds deltas up, remembers how far each source is added, drops what is asked',
    run: async ({ store, other, area }) => {
      const { prefecture, villages } = await area();
      const [place, neighbour] = villages;
      await fold(store, place, 1, [row(2)]);
      await fold(store, place, 2, [row(3)]);
      await fold(store, neighbour, 1, [row(10)]);
      await store.transaction((tx) => tx.roll.lock(prefecture));
      await store.transaction(async (tx) => {
        deepStrictEqual(await tx.roll.lock(prefecture), 0);
        const rival = await other.transaction((second) => second.roll.lock(prefecture));
        deepStrictEqual(rival, undefined);
        await tx.roll.add(prefecture, [row(5)]);
        await tx.roll.appendDelta(rollupSource(prefecture), 1, [row(5)]);
        await tx.roll.advance(prefecture, new Map([[place, 1]]));
      });
      deepStrictEqual(
        await store.roll.cursors(prefecture),
        new Map([
          [rollupSource(prefecture), 0],
          [place, 1],
        ]),
      );
      await store.roll.add(prefecture, [row(-5), row(4, 'visits.met')]);
      deepStrictEqual(await store.roll.figures(prefecture), [row(4, 'visits.met')]);
      await store.roll.drop(new Map([[place, 1]]));
      const left = await store.roll.deltas([place, neighbour]);
      deepStrictEqual(
        left.map(({ source, step, n }) => `${source} ${step} ${n}`).sort(),
        [`${place} 2 3`, `${neighbour} 1 10`].sort(),
      );
      const waiting = await store.roll.waiting();
      deepStrictEqual(
        [place, neighbour, rollupSource(prefecture)].every((source) => waiting.includes(source)),
        true,
      );
    },
  },
];

export const serverStoreConformance: readonly StoreCase[] = [
  ...APPENDING,
  ...FINDING,
  ...FOLDING,
  ...ROLLING,
  ...KEEPING,
];
