/**
 * What every ledger must keep towards its devices, whoever keeps it: PostgreSQL behind HTTP, the
 * server in memory of the tests. Cases need no test framework, leave the ledger longer than they
 * found it and may run on one ledger in any order. A case throws when a promise is broken.
 */
import { CHAIN_START, type Entry, type Stored } from '@doorstep/ledger';

import { START } from './held';
import type { Answer, Transport } from './ports';
import { same } from './same';
import { BEGINNING, faultOf, faultOfList, openSegment } from './verify';
import {
  MAX_ENTRIES,
  PAGE_ENTRIES,
  SEGMENT_ENTRIES,
  type Push,
  type PushAnswer,
  type Receipt,
  type SubjectKey,
} from './wire';

/** A ledger and somebody who may write to it. */
export interface LedgerSubject {
  place: string;
  transport: Transport;
  serverKey: string;
  /** A new entry the ledger accepts. */
  entry(changes?: Partial<Entry>): Entry;
  /** A new key for a subject. */
  keyFor(subject: string): SubjectKey;
  /** The device's clock. */
  nowMs(): number;
}

export interface LedgerCase {
  name: string;
  run(subject: LedgerSubject): Promise<void>;
}

const BEYOND_EVERY_HEAD = 1_000_000_000;

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`no answer: ${answer.failure.status} ${answer.failure.code}`);
  return answer.value;
}

const failureOf = (answer: Answer<unknown>): unknown[] =>
  answer.ok ? ['answered'] : [answer.failure.status, answer.failure.code];

const pushOf = ({ nowMs }: LedgerSubject, entries: Entry[], more: Partial<Push> = {}): Push => ({
  entries,
  keys: [],
  after: 0,
  sentAtMs: nowMs(),
  ...more,
});

async function push(
  subject: LedgerSubject,
  entries: Entry[],
  more: Partial<Push> = {},
): Promise<PushAnswer> {
  return valueOf(await subject.transport.push(subject.place, pushOf(subject, entries, more)));
}

const headOf = async ({ transport, place }: LedgerSubject): Promise<number> =>
  valueOf(await transport.pull(place, BEYOND_EVERY_HEAD)).head;

const seqs = (receipts: Receipt[]): (number | string)[] =>
  receipts.map((receipt) => ('seq' in receipt ? receipt.seq : receipt.rejected.code));

/** Pulls the whole ledger, believing nothing. */
async function pullVerified({ transport, place, serverKey }: LedgerSubject): Promise<Stored[]> {
  const stored: Stored[] = [];
  for (let position = START; ;) {
    const page = valueOf(await transport.pull(place, position.seq));
    same(faultOf(position, page, { place, serverKey }), undefined, `a page after ${position.seq}`);
    same(page.tail.length <= PAGE_ENTRIES, true, 'the size of a page');
    stored.push(...page.tail);
    const last = page.tail.at(-1);
    if (!last || last.seq === page.head) return stored;
    position = { ...position, epoch: page.epoch, seq: last.seq, chain: last.chain };
  }
}

const sealedUnder = (subject: string, { k }: SubjectKey): Partial<Entry> => ({
  subjects: [subject],
  sealed: { [subject]: { k, c: 'A'.repeat(44) } },
});

export const ledgerConformance: LedgerCase[] = [
  {
    name: 'numbers, chains and signs what it stores, in the order sent',
    run: async (subject) => {
      const before = await headOf(subject);
      const sent = Array.from({ length: 5 }, () => subject.entry());
      const answer = await push(subject, sent, { after: before });
      same(
        seqs(answer.receipts),
        sent.map((_, i) => before + i + 1),
        'numbers without gaps',
      );
      same(
        answer.tail.map(({ entry }) => entry.id),
        sent.map(({ id }) => id),
        'the tail after what we held',
      );
      const stored = await pullVerified(subject);
      same(stored.slice(before), answer.tail, 'what is pulled is what was answered');
      const receipts = answer.tail.map(({ seq, receivedAt, offsetMs, entry }) => ({
        id: entry.id,
        seq,
        receivedAt,
        offsetMs,
      }));
      same(answer.receipts, receipts, 'receipts say what is stored');
    },
  },
  {
    name: 'stores an id once: the same receipt however often, in whatever company',
    run: async (subject) => {
      const sent = [subject.entry(), subject.entry()];
      const first = await push(subject, sent);
      const again = await push(subject, [...sent].reverse().concat(subject.entry()));
      same(again.receipts.slice(0, 2).reverse(), first.receipts, 'receipts');
      same(again.head, first.head + 1, 'the head grew by the new one only');
    },
  },
  {
    name: 'keeps the first content of an id and rejects another',
    run: async (subject) => {
      const entry = subject.entry();
      await push(subject, [entry]);
      const other = { ...entry, subjects: [...entry.subjects, 'h_invented9'] };
      const { receipts, head } = await push(subject, [other, subject.entry()]);
      same(
        seqs(receipts),
        ['id-reused', head],
        'the other content is rejected, its neighbour stands',
      );
      const kept = (await pullVerified(subject)).find((stored) => stored.entry.id === entry.id);
      same(kept?.entry.subjects, entry.subjects, 'the first content');
    },
  },
  {
    name: 'takes no sealed part whose key it cannot have, and serves the keys it has',
    run: async (subject) => {
      const key = subject.keyFor('p_invented8');
      const sealed = subject.entry(sealedUnder('p_invented8', key));
      const before = await headOf(subject);
      same(seqs((await push(subject, [sealed])).receipts), ['missing-key'], 'without its key');
      same(
        seqs((await push(subject, [sealed], { keys: [key] })).receipts),
        [before + 1],
        'with its key',
      );
      same(
        seqs((await push(subject, [subject.entry(sealedUnder('p_invented8', key))])).receipts),
        [before + 2],
        'a known key',
      );
      const served = valueOf(await subject.transport.keys(subject.place, before));
      same(served.keys, [key], 'keys stored since');
      const later = valueOf(await subject.transport.keys(subject.place, served.head));
      same(later.keys, [], 'none since then');
    },
  },
  {
    name: 'appends only to the head that is asked for',
    run: async (subject) => {
      const { head } = await push(subject, [subject.entry()]);
      const stale = pushOf(subject, [subject.entry()], { ifHead: head - 1 });
      same(
        failureOf(await subject.transport.push(subject.place, stale)),
        [409, 'head-moved'],
        'a head that has moved',
      );
      same(await headOf(subject), head, 'nothing was stored');
      same(
        (await push(subject, [subject.entry()], { ifHead: head })).head,
        head + 1,
        'the head of now',
      );
    },
  },
  {
    name: 'gives each of many at once its own numbers',
    run: async (subject) => {
      const before = await headOf(subject);
      const batches = Array.from({ length: 8 }, () =>
        Array.from({ length: 5 }, () => subject.entry()),
      );
      const answers = await Promise.all(batches.map((entries) => push(subject, entries)));
      const given = answers
        .flatMap(({ receipts }) => seqs(receipts) as number[])
        .sort((a, b) => a - b);
      same(
        given,
        given.map((_, i) => before + i + 1),
        'all numbers, each once',
      );
      same((await pullVerified(subject)).length, before + 40, 'the chain through all of them');
    },
  },
  {
    name: 'lists every full segment, signed, and serves each as the bytes it names',
    run: async (subject) => {
      await push(
        subject,
        Array.from({ length: SEGMENT_ENTRIES }, () => subject.entry()),
      );
      const { place, transport } = subject;
      const list = valueOf(await transport.segments(place));
      same(faultOfList(BEGINNING, list, subject), undefined, 'the list');
      same(list.segments.length, Math.floor(list.head / SEGMENT_ENTRIES), 'all of them');
      const stored = await pullVerified(subject);
      for (const segment of list.segments) {
        const bytes = valueOf(await transport.segment(place, segment));
        const entries = await openSegment(crypto.subtle, BEGINNING, segment, bytes);
        const from = segment.k * SEGMENT_ENTRIES;
        same(entries, stored.slice(from, from + SEGMENT_ENTRIES), `segment ${segment.k}`);
        const other = { ...segment, sha256: segment.sha256.replace(/^./, '-') };
        same(await openSegment(crypto.subtle, BEGINNING, other, bytes), undefined, 'other bytes');
      }
      const none = await transport.segment(place, { ...list.segments[0]!, k: 999_999 });
      same(failureOf(none), [404, 'not-found'], 'a segment that is not there');
      same(valueOf(await transport.segments(place)).segments, list.segments, 'the same again');
    },
  },
  {
    name: 'signs where a page fills a segment and where it stops; takes back what follows up to there',
    run: async (subject) => {
      const { place, transport } = subject;
      await push(
        subject,
        Array.from({ length: SEGMENT_ENTRIES + 3 }, () => subject.entry()),
      );
      const stored = await pullVerified(subject);
      const page = valueOf(await transport.pull(place, 0));
      const due = page.tail.filter(
        ({ seq }, i) =>
          seq !== page.head && (seq % SEGMENT_ENTRIES === 0 || i === page.tail.length - 1),
      );
      same(
        page.ends.map(({ seq, chain }) => [seq, chain]),
        due.map(({ seq, chain }) => [seq, chain]),
        'the ends of a page',
      );
      const end = page.ends[0]!;
      const lost = {
        before: CHAIN_START,
        entries: stored.slice(0, end.seq),
        keys: [],
        end,
        after: 0,
      };
      const { receipts, head } = valueOf(await transport.giveBack(place, lost));
      same(
        seqs(receipts),
        stored.slice(0, end.seq).map(({ seq }) => seq),
        'known receipts',
      );
      same(head, page.head, 'nothing grew');
      for (const forged of [
        { ...lost, before: 'f'.repeat(64) },
        { ...lost, entries: stored.slice(0, end.seq - 1) },
        { ...lost, end: { ...end, epoch: 'another' } },
        { ...lost, end: { ...end, signature: page.signature } },
      ])
        same(
          failureOf(await transport.giveBack(place, forged)),
          [422, 'not-proven'],
          'what is not proven',
        );
    },
  },
  {
    name: 'takes a full call and no more, and serves it in pages',
    run: async (subject) => {
      const before = await headOf(subject);
      const many = Array.from({ length: MAX_ENTRIES + 1 }, () => subject.entry());
      const tooMany = await subject.transport.push(subject.place, pushOf(subject, many));
      same(failureOf(tooMany), [413, 'too-large'], 'one entry too many');
      same(await headOf(subject), before, 'nothing was stored');
      same((await push(subject, many.slice(1))).head, before + MAX_ENTRIES, 'a full call');
      same((await pullVerified(subject)).length, before + MAX_ENTRIES, 'all of it, page by page');
    },
  },
];
