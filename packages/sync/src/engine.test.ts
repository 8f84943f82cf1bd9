/** When the engine tries, and when it leaves the network alone. */
import { expect, test, vi } from 'vitest';
import type { Failure, Transport } from './ports';
import { PLACE, testVillage } from './testing';
import type { HeadEvent } from './wire';

const DRAFT = { kind: 'household.amended', subjects: ['h_invented1'], body: {} };

/** A village whose network fails as long as `failure` is set, and which tells of heads by hand. */
function testNetwork() {
  const village = testVillage();
  const honest = village.server.transport();
  const listeners = new Set<(head: HeadEvent) => void>();
  const network = { failure: undefined as Failure | undefined, calls: 0 };
  const guarded =
    <A extends unknown[], T>(call: (...given: A) => Promise<T>) =>
    (...given: A): Promise<T> => {
      network.calls += 1;
      return network.failure
        ? Promise.resolve({ ok: false, failure: network.failure } as T)
        : call(...given);
    };
  const transport: Transport = {
    push: guarded(honest.push),
    pull: guarded(honest.pull),
    keys: guarded(honest.keys),
    segments: guarded(honest.segments),
    segment: guarded(honest.segment),
    giveBack: guarded(honest.giveBack),
    heads: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tell = (head: number): void =>
    listeners.forEach((listener) => listener({ place: PLACE, head }));
  return { ...village, network, transport, tell, listeners };
}

const OFFLINE: Failure = { status: 0, code: 'offline', message: '' };

test('started, it sends what is saved without being asked', async () => {
  const { phone, transport, server } = testNetwork();
  const { replica } = await phone(1, { transport }).start();
  replica.start();
  await replica.record([DRAFT]);
  await vi.waitFor(() =>
    expect(replica.status()).toMatchObject({ unsent: 0, phase: 'idle', online: true }),
  );
  expect(server.ledger(PLACE).stored).toHaveLength(1);
});

test('without network it waits silently, longer each time, and sends by itself when it can', async () => {
  const { phone, transport, network, clock, server } = testNetwork();
  network.failure = OFFLINE;
  const { replica } = await phone(1, { transport }).start();
  await replica.record([DRAFT]);
  replica.start();
  const delays: number[] = [];
  for (let attempt = 1; attempt <= 9; attempt++) {
    await vi.waitFor(() => expect(network.calls).toBe(attempt));
    await vi.waitFor(() => expect(replica.status().phase).toBe('waiting'));
    expect(replica.status()).not.toHaveProperty('problem');
    delays.push(replica.status().retryAtMs! - clock.nowMs());
    clock.advance(delays.at(-1)!);
  }
  for (const [i, delay] of delays.entries()) {
    const full = Math.min(60_000, 1_000 * 2 ** i);
    expect(delay).toBeGreaterThanOrEqual(full / 2);
    expect(delay).toBeLessThanOrEqual(full);
  }
  await vi.waitFor(() => expect(replica.status().phase).toBe('waiting'));
  network.failure = undefined;
  clock.advance(60_000);
  await vi.waitFor(() =>
    expect(replica.status()).toMatchObject({ unsent: 0, online: true, phase: 'idle' }),
  );
  expect(server.ledger(PLACE).stored).toHaveLength(1);
});

test('a busy server is left alone as long as it asks, whatever is saved meanwhile', async () => {
  const { phone, transport, network, clock } = testNetwork();
  network.failure = { status: 503, code: 'database-gone', message: '', retryAfterMs: 20_000 };
  const { replica } = await phone(1, { transport }).start();
  replica.start();
  await vi.waitFor(() =>
    expect(replica.status()).toMatchObject({ phase: 'waiting', problem: 'busy' }),
  );
  await replica.record([DRAFT]);
  clock.advance(19_999);
  await replica.record([DRAFT]);
  expect(network.calls).toBe(1);
  network.failure = undefined;
  clock.advance(2_000);
  await vi.waitFor(() => expect(replica.status()).toMatchObject({ unsent: 0, phase: 'idle' }));
  expect(replica.status()).not.toHaveProperty('problem');
});

test.each([
  [{ status: 401, code: 'no-session' }, 'signed-out'],
  [{ status: 404, code: 'not-found' }, 'no-access'],
  [{ status: 403, code: 'reason-asked' }, 'reason-asked'],
  [{ status: 400, code: 'wire-version' }, 'outdated'],
] as const)(
  'what only a person can mend is said and not hammered: %o',
  async (failure, problem) => {
    const { phone, transport, network, clock } = testNetwork();
    network.failure = { ...failure, message: '' };
    const { replica } = await phone(1, { transport }).start();
    await replica.record([DRAFT]);
    replica.start();
    await vi.waitFor(() =>
      expect(replica.status()).toMatchObject({ problem, unsent: 1, phase: 'idle' }),
    );
    clock.advance(60_000);
    expect(network.calls).toBe(1);
  },
);

test('a page of somebody else’s network loses nothing: no answer of ours, tried again later', async () => {
  const { phone, transport, network, clock } = testNetwork();
  network.failure = { status: 400, code: 'answer', message: '' };
  const { replica } = await phone(1, { transport }).start();
  await replica.record([DRAFT, DRAFT]);
  replica.start();
  await vi.waitFor(() =>
    expect(replica.status()).toMatchObject({ problem: 'answer', unsent: 2, rejected: 0 }),
  );
  network.failure = undefined;
  clock.advance(1_000);
  await vi.waitFor(() => expect(replica.status()).toMatchObject({ unsent: 0 }));
});

test('a new head elsewhere is pulled at once; an old one is not', async () => {
  const { phone, transport, network, tell } = testNetwork();
  const [reader, writer] = [await phone(1, { transport }).start(), await phone(2).start()];
  reader.replica.start();
  await vi.waitFor(() => expect(reader.replica.status().phase).toBe('idle'));
  await writer.replica.record([DRAFT]);
  await writer.replica.syncNow();
  tell(1);
  await vi.waitFor(() => expect(reader.replica.stored()).toHaveLength(1));
  await vi.waitFor(() => expect(reader.replica.status().phase).toBe('idle'));
  const { calls } = network;
  tell(1);
  expect(network.calls).toBe(calls);
});

test('closed, it hears and does nothing more', async () => {
  const { phone, transport, network, clock, tell, listeners } = testNetwork();
  const { replica } = await phone(1, { transport }).start();
  replica.start();
  await vi.waitFor(() => expect(replica.status().phase).toBe('idle'));
  await replica.close();
  const { calls } = network;
  tell(9);
  clock.advance(10_000_000);
  expect(listeners.size).toBe(0);
  expect(network.calls).toBe(calls);
});

test('watchers are told of every step', async () => {
  const { phone } = testNetwork();
  const { replica } = await phone(1).start();
  const phases: string[] = [];
  const stop = replica.watch(({ phase, unsent }) => phases.push(`${phase} ${unsent}`));
  await replica.record([DRAFT]);
  await replica.syncNow();
  stop();
  await replica.syncNow();
  expect(phases[0]).toBe('idle 1');
  expect(phases).toContain('syncing 1');
  expect(phases.at(-1)).toBe('idle 0');
});

test('a fault in a listener neither unsaves an entry nor stops the engine', async () => {
  const { phone } = testNetwork();
  const { replica } = await phone(1).start();
  const reported: unknown[] = [];
  const hear = (error: unknown): void => void reported.push(error);
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', hear);
  const fault = new Error('a screen failed');
  replica.subscribe(() => {
    throw fault;
  });
  await replica.record([DRAFT]);
  expect(await replica.syncNow()).toMatchObject({ unsent: 0, online: true });
  await vi.waitFor(() => expect(reported).toEqual([fault, fault]));
  process.removeAllListeners('uncaughtException');
  for (const other of others) process.on('uncaughtException', other);
});

test('what is asked for in the moment a round ends is not forgotten', async () => {
  const { phone, transport, network } = testNetwork();
  const { replica } = await phone(1, { transport }).start();
  let before: number | undefined;
  replica.watch(({ phase }) => {
    if (phase !== 'idle' || before !== undefined) return;
    before = network.calls;
    void replica.syncNow();
  });
  await replica.syncNow();
  await vi.waitFor(() => expect(network.calls).toBeGreaterThan(before!));
});
