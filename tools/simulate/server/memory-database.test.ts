import { describe, expect, test } from 'vitest';
import {
  serverStoreConformance,
  type Area,
} from '../../../apps/server/src/store/store.conformance';
import { ConnectionLost, MemoryDatabase, type Gate } from './memory-database';

const AREA: Area = {
  prefecture: '2224',
  villages: ['222401101001', '222401101002', '222406100003'],
};

function fresh() {
  const database = new MemoryDatabase({ epoch: 'epoch-1', villages: AREA.villages });
  let ids = 0;
  return {
    database,
    store: database.connect(),
    other: database.connect(),
    area: () => Promise.resolve(AREA),
    newId: () => `01900000-0000-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}`,
  };
}

describe('the database in memory', () => {
  for (const { name, run } of serverStoreConformance) test(name, () => run(fresh()));
});

const gate = (changes: Partial<Gate> = {}): Gate => ({
  enter: () => Promise.resolve(),
  write: () => undefined,
  leave: () => Promise.resolve(),
  again: (error) => Promise.reject(error),
  ...changes,
});
const [PLACE] = AREA.villages;

test('a process that ends rolls back and lets go of what it locked', async () => {
  const { database, store } = fresh();
  const own = gate({
    enter: (statement) =>
      statement === 'commit' ? new Promise(() => undefined) : Promise.resolve(),
  });
  const dying = database.connect(own);
  void dying.transaction(async (tx) => {
    await tx.fold.lock(PLACE, 1);
    await tx.fold.replaceObligations(PLACE, []);
    await tx.fold.advance(PLACE, { foldVersion: 1, seq: 9, heardAtMs: 0, step: 1 }, []);
  });
  await new Promise(setImmediate);
  const lock = () => store.transaction((tx) => tx.fold.lock(PLACE, 1));
  expect(await lock()).toBeUndefined();
  database.disconnect(own);
  expect(await lock()).toMatchObject({ seq: 0 });
});

test('a full disk refuses what writes, whole, and lets reading be', async () => {
  const { database, store } = fresh();
  const full = database.connect(
    gate({
      write: () => {
        throw new Error('no space left');
      },
    }),
  );
  await expect(full.delivery.advance('2224', 3)).rejects.toThrow('no space');
  await expect(
    full.transaction(async (tx) => {
      await tx.delivery.advance('2224', 3);
      return tx.delivery.cursor('2224');
    }),
  ).rejects.toThrow('no space');
  expect(await full.delivery.cursor('2224')).toBe(0);
  expect(await store.delivery.cursor('2224')).toBe(0);
});

test('a restored database is as it was; what was under way never happened', async () => {
  const { database, store } = fresh();
  await store.delivery.advance('2224', 3);
  const past = database.snapshot();
  await store.delivery.advance('2224', 5);
  const under = store.transaction(async (tx) => {
    await tx.delivery.advance('2224', 8);
    database.restore(past);
    await tx.delivery.advance('2224', 9);
  });
  await expect(under).rejects.toBeInstanceOf(ConnectionLost);
  expect(await store.delivery.cursor('2224')).toBe(3);
});

test('a crash undoes the last derivations only, and none that a later write brought to the disk', async () => {
  const { database, store } = fresh();
  const owe = (dueHour: number) =>
    store.derivation((tx) =>
      tx.fold.replaceObligations(PLACE, [
        {
          module: 'm',
          kind: 'k',
          about: '',
          dueHour,
          count: 1,
          oldestDueAtMs: 0,
          groups: [],
        },
      ]),
    );
  const hours = async () => (await store.fold.obligations(PLACE)).map(({ dueHour }) => dueHour);
  await owe(1);
  await store.delivery.advance('2224', 1);
  await owe(2);
  await owe(3);
  expect(database.crash(1)).toBe(1);
  expect(await hours()).toEqual([2]);
  await owe(4);
  expect(database.crash(9)).toBe(1);
  expect(await hours()).toEqual([2]);
  await owe(5);
  await store.delivery.advance('2224', 2);
  expect(database.crash(9)).toBe(0);
  expect(await hours()).toEqual([5]);
});
