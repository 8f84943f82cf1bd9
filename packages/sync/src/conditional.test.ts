/** Facts made for a ledger as it stood: all of them go in, or none, when somebody else was first. */
import { describe, expect, test } from 'vitest';
import type { Draft, ReplicaChange } from './face';
import { faultyTransport, testVillage, type Fault } from './testing';

const households = (count: number, from = 0): Draft[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: 'household.registered',
    subjects: [`h_invented${from + i}`],
    body: { source: 'list' },
    identities: { [`h_invented${from + i}`]: { address: '无此路1号' } },
  }));

describe('recording on a condition', () => {
  test('goes in whole while the head stands, in more than one push', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    const saved = await replica.recordIf(0, households(1_200));
    expect(saved).toHaveLength(1_200);
    expect(server.ledger(replica.place).stored).toHaveLength(1_200);
    expect(replica.status()).toMatchObject({ unsent: 0, head: 1_200 });
  });

  test('leaves nothing anywhere when the head has moved, and says so to who folds', async () => {
    const { phone, server } = testVillage();
    const first = await phone(1).start();
    const second = await phone(2).start();
    const seen = new Set<string>();
    second.replica.subscribe(({ removed, added }: ReplicaChange) => {
      for (const id of removed) seen.delete(id);
      for (const { entry } of added) seen.add(entry.id);
    });
    const mine = (await first.replica.recordIf(0, households(3))) as { entry: { id: string } }[];
    expect(await second.replica.recordIf(0, households(3, 10))).toBe('moved');
    const ids = mine.map(({ entry }) => entry.id);
    expect(second.replica.stored().map(({ entry }) => entry.id)).toEqual(ids);
    expect([...seen]).toEqual(ids);
    expect(server.ledger(second.replica.place).stored).toHaveLength(3);
    await second.start();
    expect(second.replica.status()).toMatchObject({ unsent: 0, rejected: 0 });
    expect(await second.replica.recordIf(3, households(3, 10))).toHaveLength(3);
    expect(server.ledger(second.replica.place).stored).toHaveLength(6);
  });

  test('stays here without a network and goes later, wherever the head is then', async () => {
    const { phone, server } = testVillage();
    let fault: Fault = 'request-lost';
    const away = phone(1, { transport: faultyTransport(server, () => fault) });
    const { replica } = await away.start();
    expect(await replica.recordIf(0, households(2))).toHaveLength(2);
    expect(replica.status().unsent).toBe(2);
    const other = await phone(2).start();
    await other.replica.record(households(1, 10));
    await other.replica.syncNow();
    fault = 'none';
    await replica.syncNow();
    expect(server.ledger(replica.place).stored).toHaveLength(3);
  });

  test('is taken once when only the answer was lost', async () => {
    const { phone, server } = testVillage();
    const faults: Fault[] = ['answer-lost'];
    const transport = faultyTransport(server, () => faults.shift() ?? 'none');
    const { replica } = await phone(1, { transport }).start();
    expect(await replica.recordIf(0, households(2))).toHaveLength(2);
    await replica.syncNow();
    expect(server.ledger(replica.place).stored).toHaveLength(2);
    expect(replica.status()).toMatchObject({ unsent: 0, head: 2 });
  });

  test('goes without the condition when the program was killed before the answer', async () => {
    const { phone, server } = testVillage();
    const one = phone(1, { transport: faultyTransport(server, () => 'request-lost') });
    const { replica } = await one.start();
    const waiting = replica.recordIf(0, households(2));
    const other = await phone(2).start();
    await other.replica.record(households(1, 10));
    await other.replica.syncNow();
    await waiting;
    await one.startOver(server.transport());
    await one.replica.syncNow();
    expect(server.ledger(replica.place).stored).toHaveLength(3);
  });
});
