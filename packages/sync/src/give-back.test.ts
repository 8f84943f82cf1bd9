/** A restored server gets back from its phones what its backup lacked; nothing stands twice. */
import { describe, expect, test } from 'vitest';
import { canonical, type Stored } from '@doorstep/ledger';
import type { Draft } from './index';
import { faultyTransport, PLACE, testVillage, type Phone } from './testing';

const household = (subject: string): Draft => ({
  kind: 'household.registered',
  subjects: [subject],
  body: {},
  identities: { [subject]: { name: `invented ${subject}` } },
});
const households = (from: number, to: number): Draft[] =>
  Array.from({ length: to - from + 1 }, (_, i) => household(`h_invented${from + i}`));

/** What must come back as it was; seq and chain may be others. */
const facts = (stored: readonly Stored[]): string[] =>
  stored
    .map(({ receivedAt, offsetMs, entry }) => `${receivedAt} ${offsetMs} ${canonical(entry)}`)
    .sort();

async function withLedger(count: number) {
  const village = testVillage();
  const [one, other] = [await village.phone(1).start(), await village.phone(2).start()];
  await one.replica.record(households(1, count));
  await one.replica.syncNow();
  await other.replica.syncNow();
  village.clock.advance(3_600_000);
  return { ...village, one, other };
}

async function bothAgree(server: ReturnType<typeof testVillage>['server'], phones: Phone[]) {
  for (const { replica } of [...phones, ...phones]) await replica.syncNow();
  for (const { replica } of phones) {
    expect(replica.stored()).toEqual(server.ledger(PLACE).stored);
    expect(replica.status()).toMatchObject({ unsent: 0, rejected: 0 });
    expect(replica.status()).not.toHaveProperty('problem');
  }
}

describe('after a restore', () => {
  test.each([
    ['everything', 0],
    ['the last day', 30],
    ['all but whole segments', 1_024],
    ['nothing', 1_300],
  ])('what the backup lacks (%s) comes back as it was, with its keys', async (_, kept) => {
    const { server, one, other } = await withLedger(1_300);
    const before = facts(server.ledger(PLACE).stored);
    server.restoreTo(PLACE, kept, 'epoch-2');
    await other.replica.syncNow();
    expect(facts(server.ledger(PLACE).stored)).toEqual(before);
    await bothAgree(server, [one, other]);
    const names = await other.replica.identities();
    expect(names.get('h_invented1300')).toEqual({ name: 'invented h_invented1300' });
    expect(names.size).toBe(1_300);
  });

  test('two phones give back what each had, also what the other recorded', async () => {
    const { server, one, other } = await withLedger(20);
    await other.replica.record(households(21, 25));
    await other.replica.syncNow();
    const before = facts(server.ledger(PLACE).stored);
    server.restoreTo(PLACE, 10, 'epoch-2');
    await one.replica.syncNow();
    await other.replica.syncNow();
    expect(facts(server.ledger(PLACE).stored)).toEqual(before);
    await bothAgree(server, [one, other]);
  });

  test('what was recorded meanwhile stands beside what comes back', async () => {
    const { server, one, other, phone } = await withLedger(20);
    server.restoreTo(PLACE, 5, 'epoch-2');
    const late = await phone(7).start();
    await late.replica.record(households(90, 92));
    await late.replica.syncNow();
    await one.replica.record(households(93, 94));
    await bothAgree(server, [one, other, late]);
    expect(server.ledger(PLACE).stored).toHaveLength(25);
  });

  test('a receipt whose entry no ledger shows is of the lost time: the entry is sent again', async () => {
    const { server, one, other } = await withLedger(3);
    const page = server.page.bind(server);
    server.page = (place, after) => ({ ...page(place, after), tail: [], ends: [] });
    await one.replica.record(households(4, 4));
    await one.replica.syncNow();
    server.page = page;
    server.restoreTo(PLACE, 2, 'epoch-2');
    await bothAgree(server, [one, other]);
    expect(server.ledger(PLACE).stored).toHaveLength(4);
  });

  test('without a new epoch too: a ledger that is shorter, or another, is made whole', async () => {
    const { server, one, other } = await withLedger(20);
    server.restoreTo(PLACE, 12, server.epoch);
    await one.replica.record(households(80, 99));
    await one.replica.syncNow();
    expect(server.ledger(PLACE).stored).toHaveLength(40);
    await bothAgree(server, [one, other]);
  });

  test('interrupted at any call, it is finished later, and nothing stands twice', async () => {
    for (let lostAt = 0; lostAt < 8; lostAt++) {
      const { server, one } = await withLedger(1_200);
      const before = facts(server.ledger(PLACE).stored);
      let call = 0;
      const transport = faultyTransport(server, () => (call++ === lostAt ? 'answer-lost' : 'none'));
      const reader = await testVillage().phone(2, { transport: server.transport() }).start();
      await reader.replica.syncNow();
      server.restoreTo(PLACE, 600, 'epoch-2');
      const weak = await reader.startOver(transport);
      await weak.replica.syncNow();
      await weak.replica.syncNow();
      expect(facts(server.ledger(PLACE).stored)).toEqual(before);
      await bothAgree(server, [one]);
    }
  });

  test('killed before what is dropped here is on the disk, the phone has it still', async () => {
    const { server, one } = await withLedger(20);
    const before = facts(server.ledger(PLACE).stored);
    server.restoreTo(PLACE, 5, 'epoch-2');
    one.crashAtNextWrite('before');
    await one.replica.syncNow();
    await one.start();
    expect(facts(one.replica.stored())).toEqual(before);
    await bothAgree(server, [one]);
    expect(facts(server.ledger(PLACE).stored)).toEqual(before);
  });

  test('another tab follows', async () => {
    const { server, one } = await withLedger(20);
    const tab = await one.openTab();
    const removed = new Set<string>();
    tab.subscribe((change) => change.removed.forEach((id) => removed.add(id)));
    server.restoreTo(PLACE, 5, 'epoch-2');
    await one.replica.syncNow();
    await tab.syncNow();
    expect(tab.stored()).toEqual(server.ledger(PLACE).stored);
    expect(removed.size).toBeGreaterThanOrEqual(15);
  });

  test('a server that does not take it leaves everything here', async () => {
    const { server, one } = await withLedger(20);
    const before = [...one.replica.stored()];
    server.restoreTo(PLACE, 5, 'epoch-2');
    server.giveBack = () => ({
      ok: false,
      failure: { status: 422, code: 'not-proven', message: '' },
    });
    expect(await one.replica.syncNow()).toMatchObject({ problem: 'chain', head: 20 });
    expect(one.replica.stored()).toEqual(before);
  });
});

describe('what cannot be proven is not taken', () => {
  test.each([
    ['a changed fact', (one: Stored) => ({ ...one, entry: { ...one.entry, n: one.entry.n + 1 } })],
    ['another time', (one: Stored) => ({ ...one, receivedAt: '2020-01-01T00:00:00.000Z' })],
    ['another seq', (one: Stored) => ({ ...one, seq: one.seq + 1 })],
  ])('%s', async (_, forge) => {
    const { server, one } = await withLedger(20);
    server.restoreTo(PLACE, 5, 'epoch-2');
    const giveBack = server.giveBack.bind(server);
    server.giveBack = (place, lost) =>
      giveBack(place, { ...lost, entries: lost.entries.map((e, i) => (i === 3 ? forge(e) : e)) });
    expect(await one.replica.syncNow()).toMatchObject({ problem: 'chain', head: 20 });
    expect(server.ledger(PLACE).stored).toHaveLength(5);
  });
});

describe('a cloned store', () => {
  test('goes on under an incarnation of its own; both histories stay', async () => {
    const { server, clock } = testVillage();
    const original = await testVillage().phone(1, { transport: server.transport() }).start();
    await original.replica.record(households(1, 2));
    await original.replica.syncNow();
    const clone = await original.clone();
    await original.replica.record(households(3, 3));
    await clone.replica.record(households(4, 4));
    for (const { replica } of [original, clone, original]) await replica.syncNow();
    clock.advance(1_000);
    await original.replica.record(households(5, 5));
    await clone.replica.record(households(6, 6));
    await bothAgree(server, [original, clone]);
    const written = server.ledger(PLACE).stored.map(({ entry }) => `${entry.device} ${entry.n}`);
    expect(new Set(written.slice(-2)).size).toBe(2);
    expect(server.ledger(PLACE).stored).toHaveLength(6);
  });
});
