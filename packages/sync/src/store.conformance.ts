/**
 * What every store of a device must do, as cases that need no test framework: they run in Node
 * and inside a page alike. A case throws when the store does not conform.
 *
 *   for (const { name, run } of storeConformance) test(name, () => run(openFresh()))
 */
import { CHAIN_START, type Stored } from '@doorstep/ledger';

import { START } from './held';
import { same } from './same';
import type { Change, Held, SegmentText, Store, Unsent } from './ports';
import { SEGMENT_ENTRIES, type SignedEnd, type SubjectKey } from './wire';

/** One device's storage: every `open` sees what was committed before, also by another open one. */
export interface StoreSubject {
  open(): Promise<Store>;
}

export interface ConformanceCase {
  name: string;
  run(subject: StoreSubject): Promise<void>;
}

const PLACE = '222401101205';
/** Entry number `n` of an invented device; `seq` 0 for one that was not sent. */
export function sampleEntry(n: number, seq = 0): Stored {
  const id = `01700000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  return {
    seq,
    receivedAt: '2020-01-28T01:12:06.000Z',
    offsetMs: -1500,
    chain: seq ? String(seq).padStart(64, '0') : '',
    entry: {
      id,
      kind: 'visit.recorded',
      v: 1,
      place: PLACE,
      at: '2020-01-28T09:12:05.120+08:00',
      by: 'c_sample01',
      device: 'd_sample01/1',
      n,
      subjects: ['h_sample01'],
      body: { label: '一组 1조', tenths: 365 },
    },
  };
}

const unsent = (n: number): Unsent => ({ stored: sampleEntry(n) });
const key = (n: number): SubjectKey => ({
  k: `k_sample${n}`,
  subject: `p_sample${n}`,
  key: `${'A'.repeat(43)}=`,
});
const committed = (from: number, to: number): Stored[] =>
  Array.from({ length: to - from + 1 }, (_, i) => sampleEntry(from + i, from + i));

const end = (seq: number): SignedEnd => ({
  epoch: 'e',
  seq,
  chain: sampleEntry(seq, seq).chain,
  signature: `signed ${seq}`,
});
/** The text of segment `k`, as the wire brings it. */
const text = (k: number): SegmentText => ({
  k,
  bytes: new TextEncoder().encode(
    JSON.stringify(committed(k * SEGMENT_ENTRIES + 1, (k + 1) * SEGMENT_ENTRIES)),
  ),
});

function page(from: number, to: number, changes: Change = {}): Change {
  const entries = committed(from, to);
  const chain = entries.at(-1)?.chain ?? CHAIN_START;
  return {
    entries,
    position: { ...START, epoch: 'e', seq: to, serverHead: to, chain },
    ...changes,
  };
}

async function commit(store: Store, change: Change): Promise<void> {
  const revision = await store.revision();
  same(await store.commit(change, revision), true, 'a commit on the latest revision');
  same(await store.revision(), revision + 1, 'the revision after a commit');
}

async function reopened(subject: StoreSubject, store: Store): Promise<Held> {
  store.close();
  return (await subject.open()).load(0);
}

const ids = (rows: { stored: Stored }[]): number[] => rows.map(({ stored }) => stored.entry.n);

export const storeConformance: ConformanceCase[] = [
  {
    name: 'starts empty, with an incarnation of its own that stays',
    run: async (subject) => {
      const store = await subject.open();
      const { incarnation, ...rest } = await store.load(0);
      same(
        rest,
        {
          revision: 0,
          n: 0,
          position: START,
          entries: [],
          ends: [],
          outbox: [],
          rejected: [],
          keys: [],
        },
        'empty',
      );
      same(
        incarnation >= 1 && incarnation <= 999_999 && Number.isInteger(incarnation),
        true,
        'incarnation in range',
      );
      await commit(store, { n: 1, outboxPut: [unsent(1)] });
      same(
        (await reopened(subject, store)).incarnation,
        incarnation,
        'incarnation after reopening',
      );
    },
  },
  {
    name: 'keeps number, outbox and keys of one step together',
    run: async (subject) => {
      const store = await subject.open();
      await commit(store, { n: 2, outboxPut: [unsent(1), unsent(2)], keys: [key(1), key(2)] });
      await commit(store, { n: 3, outboxPut: [{ ...unsent(3), mends: 'x' }], keys: [key(3)] });
      const held = await reopened(subject, store);
      same(held.n, 3, 'n');
      same(held.revision, 2, 'revision');
      same(
        held.outbox,
        [unsent(1), unsent(2), { ...unsent(3), mends: 'x' }],
        'outbox in order of n',
      );
      same(held.keys, [key(1), key(2), key(3)], 'keys');
    },
  },
  {
    name: 'refuses a step made on an old revision, whole',
    run: async (subject) => {
      const [one, other] = [await subject.open(), await subject.open()];
      const { revision } = await other.load(0);
      await commit(one, { n: 1, outboxPut: [unsent(1)] });
      const late: Change = { n: 1, outboxPut: [unsent(9)], keys: [key(9)], ...page(1, 3) };
      same(await other.commit(late, revision), false, 'a commit on an old revision');
      other.close();
      const held = await reopened(subject, one);
      same([ids(held.outbox), held.keys, held.entries], [[1], [], []], 'nothing of it is there');
    },
  },
  {
    name: 'appends pages of any size in order of seq, and loads from any seq',
    run: async (subject) => {
      const store = await subject.open();
      const ends = [1, 4, 511, 512, 513, 1_024, 1_030, 2_600];
      for (const [i, end] of ends.entries()) await commit(store, page((ends[i - 1] ?? 0) + 1, end));
      const held = await reopened(subject, store);
      same(held.entries, committed(1, 2_600), 'all entries');
      same(held.position.seq, 2_600, 'position');
      const again = await subject.open();
      for (const after of [0, 1, 511, 512, 513, 1_024, 2_599, 2_600, 9_999]) {
        same(
          (await again.load(after)).entries,
          committed(after + 1, 2_600),
          `entries after ${after}`,
        );
      }
    },
  },
  {
    name: 'keeps the signed ends of full segments, and the last one',
    run: async (subject) => {
      const store = await subject.open();
      await commit(store, page(1, 20, { ends: [end(20)] }));
      await commit(store, page(21, 1_030, { ends: [end(512), end(1_024), end(1_030)] }));
      await commit(store, page(1_031, 1_040));
      const held = await reopened(subject, store);
      same(held.ends, [end(512), end(1_024), end(1_030)], 'ends');
      const again = await subject.open();
      await commit(again, page(1_041, 1_536, { ends: [end(1_536)] }));
      const now = await reopened(subject, again);
      same(now.ends, [end(512), end(1_024), end(1_536)], 'ends after the next');
    },
  },
  {
    name: 'takes whole segments by their text',
    run: async (subject) => {
      const store = await subject.open();
      await commit(store, page(1, 700));
      const texts = [1, 2].map((k) => text(k));
      await commit(store, page(701, 1_536, { texts }));
      await commit(store, page(1_537, 1_600));
      same((await reopened(subject, store)).entries, committed(1, 1_600), 'all entries');
    },
  },
  {
    name: 'goes back to a seq and on from there, in one step',
    run: async (subject) => {
      for (const keepUpTo of [0, 100, 512, 700, 1_024]) {
        const store = await subject.open();
        const { position, entries } = await store.load(0);
        const ends = [end(512), end(1_024), end(1_100)];
        const whole = page(position.seq + 1, 1_100, { ends: entries.length > 0 ? [] : ends });
        if (entries.length < 1_100) await commit(store, whole);
        await commit(store, { ...page(keepUpTo + 1, keepUpTo + 30), keepUpTo });
        const held = await reopened(subject, store);
        same(held.entries, committed(1, keepUpTo + 30), `entries after going back to ${keepUpTo}`);
        same(held.position.seq, keepUpTo + 30, 'position');
        const kept = held.ends.every(({ seq }) => seq <= keepUpTo);
        same(kept, true, `no end above ${keepUpTo}`);
      }
    },
  },
  {
    name: 'takes another incarnation when told, and keeps it',
    run: async (subject) => {
      const store = await subject.open();
      await commit(store, { incarnation: 77 });
      same((await reopened(subject, store)).incarnation, 77, 'incarnation');
    },
  },
  {
    name: 'moves a row from the outbox to the ledger or to the rejected in one step',
    run: async (subject) => {
      const store = await subject.open();
      await commit(store, { n: 3, outboxPut: [unsent(1), unsent(2), unsent(3)] });
      const refused = {
        stored: sampleEntry(2),
        code: 'schema',
        message: '格式不符',
        rejectedAtMs: 5,
      };
      const receipted = { stored: sampleEntry(3, 7) };
      const [one, two] = [sampleEntry(1), sampleEntry(2)].map(({ entry }) => entry.id) as [
        string,
        string,
      ];
      await commit(
        store,
        page(1, 1, { outboxRemove: [one, two], rejectedPut: [refused], outboxPut: [receipted] }),
      );
      const held = await reopened(subject, store);
      same(
        [held.outbox, held.rejected, held.entries.length],
        [[receipted], [refused], 1],
        'each row where it belongs',
      );
      const again = await subject.open();
      await commit(again, { rejectedRemove: [two] });
      same((await reopened(subject, again)).rejected, [], 'discarded');
    },
  },
  {
    name: 'returns copies: what a reader does to them changes nothing',
    run: async (subject) => {
      const store = await subject.open();
      await commit(store, page(1, 3, { n: 1, outboxPut: [unsent(1)], keys: [key(1)] }));
      const held = await store.load(0);
      held.entries.length = 0;
      held.outbox.push(unsent(2));
      held.keys.pop();
      const now = await store.load(0);
      same([now.entries.length, now.outbox.length, now.keys.length], [3, 1, 1], 'what is stored');
    },
  },
];
