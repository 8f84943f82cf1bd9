/** The server keeps the promises every ledger makes to its devices, and real replicas agree over it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp, httpTransport } from '@doorstep/device/http';
import { createReplica, lockWithin, MemoryStore, noPeers, type Clock } from '@doorstep/sync';
import { ledgerConformance } from '@doorstep/sync/conformance';
import { seededRandom } from '@doorstep/sync/testing';
import { freshDatabase } from '../postgres/testing';
import {
  keyFor,
  NOW_MS,
  OTHER_VILLAGE,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
let server: TestServer;
let cadre: Caller;

beforeAll(async () => {
  server = await startTestServer(db);
  cadre = await server.signIn(VILLAGE);
});
afterAll(() => server.close());

const clock: Clock = {
  nowMs: () => NOW_MS,
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

const transportOf = ({ cookie }: Caller) =>
  httpTransport(
    createHttp({ fetch, clock, baseUrl: server.baseUrl, headers: () => ({ cookie }) }),
    () => () => undefined,
  );

describe('a ledger behind HTTP', () => {
  it.each(ledgerConformance)('$name', async ({ run }) => {
    const { session, entry } = cadre;
    const { place, serverKey } = session;
    const subject = {
      place,
      serverKey,
      transport: transportOf(cadre),
      entry,
      keyFor,
      nowMs: clock.nowMs,
    };
    await expect(run(subject)).resolves.toBeUndefined();
  });

  it('two phones of a village end with the same entries and each other’s names', async () => {
    const callers = [await server.signIn(OTHER_VILLAGE), await server.signIn(OTHER_VILLAGE)];
    const replicas = await Promise.all(
      callers.map((caller, i) =>
        createReplica(
          {
            store: new MemoryStore(i + 1),
            transport: transportOf(caller),
            clock,
            random: seededRandom(i),
            cryptography: crypto.subtle,
            lock: lockWithin(),
            peers: noPeers,
          },
          { place: OTHER_VILLAGE, session: caller.session },
        ),
      ),
    );
    const subjects = replicas.map((replica) => replica.newSubject('p'));
    for (const [i, replica] of replicas.entries()) {
      const [subject] = [subjects[i]!];
      const identities = { [subject]: { name: `invented ${i}` } };
      await replica.record([{ kind: 'weather.noted', subjects: [subject], body: {}, identities }]);
    }
    await Promise.all(replicas.map((replica) => replica.syncNow()));
    for (const replica of replicas)
      expect(await replica.syncNow()).toMatchObject({ unsent: 0, rejected: 0, head: 2 });
    const [one, two] = replicas;
    expect(one!.stored()).toEqual(two!.stored());
    for (const replica of replicas) {
      const names = await replica.identities();
      expect(subjects.map((subject) => names.get(subject)?.name)).toEqual([
        'invented 0',
        'invented 1',
      ]);
    }
  });
});
