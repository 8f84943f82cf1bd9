/** What a phone does when a database is set back while it is in the middle of something. */
import { expect, test } from 'vitest';
import type { Draft, ReplicaChange } from './index';
import { faultyTransport, PLACE, testVillage, type Fault } from './testing';

const household = (n: number): Draft => ({
  kind: 'household.registered',
  subjects: [`h_invented${n}`],
  body: {},
});

/** A phone behind a network of your choice, and another that has recorded three facts. */
async function withThree() {
  const village = testVillage();
  const faults: Fault[] = [];
  const transport = faultyTransport(village.server, () => faults.shift() ?? 'none');
  const other = await village.phone(2).start();
  await other.replica.record([1, 2, 3].map(household));
  await other.replica.syncNow();
  return { ...village, faults, one: await village.phone(1, { transport }).start() };
}

test('a receipt whose entry the ledger does not bring counts no more: it is sent again', async () => {
  const { server, one, faults } = await withThree();
  const changes: ReplicaChange[] = [];
  one.replica.subscribe((change) => changes.push(change));
  const [saved] = await one.replica.record([household(4)]);
  const { id } = saved!.entry;
  server.pageEntries = 1;
  faults.push('none', 'request-lost');
  await one.replica.syncNow();
  expect(one.replica.stateOf(id)).toBe('committed');
  server.restoreTo(PLACE, 3, server.epoch);
  server.pageEntries = 1_000;
  await one.replica.syncNow();
  expect(one.replica.stateOf(id)).toBe('onPhone');
  const { removed, added } = changes.at(-1)!;
  expect([removed, added.at(-1)?.seq]).toEqual([[id], 0]);
  await one.replica.syncNow();
  expect(server.ledger(PLACE).stored.at(-1)?.entry.id).toBe(id);
  expect(one.replica.stored()).toEqual(server.ledger(PLACE).stored);
});

test('nothing is dropped before all that replaces it has come: the next restore finds it here', async () => {
  const { server, one, faults } = await withThree();
  await one.replica.syncNow();
  const before = server.ledger(PLACE).stored.map(({ entry }) => entry.id);
  server.restoreTo(PLACE, 1, 'epoch-2');
  server.pageEntries = 1;
  faults.push('none', 'none', 'none', 'none', 'request-lost');
  expect((await one.replica.syncNow()).online).toBe(false);
  expect(server.ledger(PLACE).stored.length).toBe(3);
  server.restoreTo(PLACE, 1, 'epoch-3');
  await one.replica.syncNow();
  expect(server.ledger(PLACE).stored.map(({ entry }) => entry.id)).toEqual(before);
});

test('keys come back also when somebody returned the entries without them', async () => {
  const { server, one, faults, phone } = await withThree();
  const named = await phone(3).start();
  const subject = named.replica.newSubject('h');
  const identities = { [subject]: { name: 'invented' } };
  await named.replica.record([{ ...household(4), subjects: [subject], identities }]);
  await named.replica.syncNow();
  faults.push('none', 'none', 'request-lost');
  await one.replica.syncNow();
  expect(await one.replica.identity(subject)).toEqual({});
  server.restoreTo(PLACE, 0, 'epoch-2');
  for (const { replica } of [one, named, one]) await replica.syncNow();
  expect(await one.replica.identity(subject)).toEqual({ name: 'invented' });
});
