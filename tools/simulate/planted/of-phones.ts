/** Bugs of a phone and of a restore: a wrapped store, a wrapped transport, another way to restore. */
import type { Store, Transport } from '@doorstep/sync';
import { restoreBackup } from '../server/restore';
import type { PlantedBug } from './bug';

const ofDisk = (name: string, wrap: (store: Store) => Partial<Store>): PlantedBug => ({
  name,
  doubles: () => ({
    disk: (store) => ({
      revision: () => store.revision(),
      load: (afterSeq) => store.load(afterSeq),
      commit: (change, revision) => store.commit(change, revision),
      close: () => store.close(),
      ...wrap(store),
    }),
  }),
});

const ofTransport = (
  name: string,
  wrap: (transport: Transport) => Partial<Transport>,
): PlantedBug => ({
  name,
  doubles: () => ({ transport: (transport) => ({ ...transport, ...wrap(transport) }) }),
});

const clearsOutbox: PlantedBug = {
  name: 'clears the outbox though the answer was lost',
  doubles: () => {
    const lost = new Set<string>();
    return {
      transport: (transport) => ({
        ...transport,
        push: async (place, push) => {
          const answer = await transport.push(place, push);
          if (!answer.ok && answer.failure.status === 0)
            for (const { id } of push.entries) lost.add(id);
          return answer;
        },
      }),
      disk: (store) => ({
        revision: () => store.revision(),
        load: (afterSeq) => store.load(afterSeq),
        commit: (change, revision) => {
          const outboxRemove = [...(change.outboxRemove ?? []), ...lost];
          return store.commit({ ...change, outboxRemove }, revision);
        },
        close: () => store.close(),
      }),
    };
  },
};

export const BUGS_OF_PHONES: readonly PlantedBug[] = [
  clearsOutbox,
  ofDisk('forgets the outbox at a restart', (store) => ({
    load: async (afterSeq) => ({ ...(await store.load(afterSeq)), outbox: [] }),
  })),
  ofDisk('uses a number twice', (store) => ({
    commit: ({ n, ...change }, revision) =>
      store.commit(n === undefined ? change : { ...change, n: n - 1 }, revision),
  })),
  ofDisk('writes over another tab’s work', (store) => ({
    commit: async (change) => {
      while (!(await store.commit(change, await store.revision())));
      return true;
    },
  })),
  ofDisk('says saved before it is', (store) => ({
    commit: async (change, revision) => {
      if ((await store.revision()) !== revision) return false;
      void store.commit(change, revision).catch(() => undefined);
      return true;
    },
  })),
  ofDisk('forgets what was rejected', (store) => ({
    commit: ({ rejectedPut: _, ...change }, revision) => store.commit(change, revision),
  })),
  ofDisk('prunes what is in no backup', (store) => ({
    load: async (afterSeq) => {
      const held = await store.load(afterSeq);
      const { backedUp } = held.position;
      return { ...held, entries: held.entries.filter(({ seq }) => seq <= backedUp || seq % 2 > 0) };
    },
  })),
  ofDisk('forgets keys it made', (store) => ({
    commit: ({ keys: _, ...change }, revision) => store.commit(change, revision),
  })),
  ofTransport('drops before it has given back', (transport) => ({
    giveBack: async (place, lost) => {
      const page = await transport.pull(place, lost.after);
      if (!page.ok) return page;
      const receipts = lost.entries.map(({ seq, receivedAt, offsetMs, entry }) => ({
        id: entry.id,
        seq,
        receivedAt,
        offsetMs,
      }));
      return { ok: true, value: { ...page.value, receipts } };
    },
  })),
  ofTransport('gives back without keys', (transport) => ({
    giveBack: (place, lost) => transport.giveBack(place, { ...lost, keys: [] }),
  })),
  ofTransport('never fetches keys', (transport) => ({
    keys: async (place, afterSeq) => {
      const answer = await transport.keys(place, afterSeq);
      return answer.ok ? { ok: true, value: { ...answer.value, keys: [] } } : answer;
    },
  })),
  {
    name: 'keeps the epoch at a restore',
    doubles: () => ({
      restored: (database, backup) => restoreBackup(database, backup, 'epoch-1'),
    }),
  },
];
