/** Keys come after the entries they open, sometimes much later: no name stays away for that. */
import { expect, it } from 'vitest';
import type { Transport } from '@doorstep/sync';
import { testVillage } from '@doorstep/sync/testing';
import { KnownNames } from './known-names';

const NAMES = ['试验甲', '试验乙'];

/** Two registered people, and a phone that has their entries but gets keys only once `hasKeys`. */
async function village() {
  const { server, phone } = testVillage();
  const first = await phone(1).start();
  const drafts = NAMES.map((name) => {
    const person = first.replica.newSubject('p');
    const identities = { [person]: { name } };
    return { kind: 'person.registered', subjects: [person], body: {}, identities };
  });
  const saved = await first.replica.record(drafts);
  await first.replica.syncNow();
  const honest = server.transport();
  const gate = { hasKeys: false };
  const transport: Transport = {
    ...honest,
    keys: async (place, after) =>
      gate.hasKeys
        ? honest.keys(place, after)
        : { ok: false, failure: { status: 0, code: 'offline', message: '' } },
  };
  const second = await phone(2, { transport }).start();
  await second.replica.syncNow();
  expect(second.replica.stored()).toHaveLength(NAMES.length);
  return { replica: second.replica, gate, people: saved.map(({ entry }) => entry.subjects[0]!) };
}

it('reads names once their keys have come, though no entry came with them', async () => {
  const { replica, gate, people } = await village();
  const names = new KnownNames(new Map(), new Map());
  await names.attach(replica, undefined);
  expect(people.map((person) => names.identities.value.get(person)?.name)).toEqual([
    undefined,
    undefined,
  ]);
  gate.hasKeys = true;
  await replica.syncNow();
  expect(await names.retry()).toBe(true);
  expect(people.map((person) => names.identities.value.get(person)?.name)).toEqual(NAMES);
  expect(await names.retry()).toBe(false);
});

it('reads what a start remembers of the ledger without its names', async () => {
  const { replica, gate, people } = await village();
  gate.hasKeys = true;
  await replica.syncNow();
  const remembered = new Map([[people[0]!, {}]]);
  const names = new KnownNames(remembered, new Map());
  await names.attach(replica, replica.status().head);
  expect(people.map((person) => names.identities.value.get(person)?.name)).toEqual(NAMES);
});
