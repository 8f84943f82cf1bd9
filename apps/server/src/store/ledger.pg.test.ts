import { expect, test, describe } from 'vitest';
import * as fc from 'fast-check';
import {
  canonical,
  CHAIN_START,
  countyOf,
  firstBroken,
  nextChain,
  type Stored,
} from '@doorstep/ledger';
import { freshDatabase } from '../postgres/testing';
import type { Database } from './database';
import * as ledger from './ledger';
import * as subjectKeys from './subject-keys';
import type { PushEntry, PushReceipt, PushRequest } from './ledger';

const { db } = await freshDatabase();

let places = 0;
/** A place nobody wrote to yet. */
const freshPlace = (): string => `2224011${String((places += 1)).padStart(5, '0')}`;

let ids = 0;
const freshId = (): string =>
  `01900000-0000-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}`;

function entry(place: string, extra: Record<string, unknown> = {}, id = freshId()): PushEntry {
  const value = {
    id,
    kind: 'visit.recorded',
    v: 1,
    place,
    at: '2020-01-28T09:12:05.120+08:00',
    ...extra,
  };
  return { id, kind: 'visit.recorded', content: canonical(value), keyIds: [] };
}

const request = (
  place: string,
  entries: PushEntry[],
  extra: Partial<PushRequest> = {},
): PushRequest => ({
  place,
  receivedAt: '2020-01-28T01:12:06.000Z',
  offsetMs: -120,
  entries,
  keys: [],
  ...extra,
});

async function receiptsOf(req: PushRequest, via: Database = db): Promise<PushReceipt[]> {
  const result = await ledger.push(via, req);
  if (result.moved) throw new Error('moved');
  return result.receipts;
}

const all = { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 100_000 };

/** The whole ledger, checked entry by entry against the chain the phones compute. */
async function verified(place: string): Promise<Stored[]> {
  const stored = await ledger.read(db, place, all);
  expect(firstBroken(CHAIN_START, 0, place, stored)).toBe(-1);
  const head = await ledger.head(db, place);
  expect([head.head, head.chain]).toEqual([stored.length, stored.at(-1)?.chain ?? CHAIN_START]);
  return stored;
}

describe('a push', () => {
  test('numbers, chains and stores entries, and answers with what is stored', async () => {
    const place = freshPlace();
    const sent = [
      entry(place),
      entry(place, { body: { note: '둘이 집에 있음 𠮷 "x"\n\\' } }),
      entry(place),
    ];
    const result = await ledger.push(db, request(place, sent));
    expect(result).toMatchObject({
      moved: false,
      head: { place, head: 3, backedUp: 0 },
      receipts: sent.map(({ id }, i) => ({
        id,
        outcome: 'stored',
        seq: i + 1,
        receivedAt: '2020-01-28T01:12:06.000Z',
        offsetMs: -120,
      })),
    });
    const stored = await verified(place);
    expect(stored.map((s) => canonical(s.entry))).toEqual(sent.map((e) => e.content));
  });

  test('the chain is the one of the ledger package, byte for byte, for any text, offset and time', async () => {
    const place = freshPlace();
    let previous = CHAIN_START;
    let seq = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\u0000')),
        fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
        fc.date({
          min: new Date('2019-12-31T23:00:00Z'),
          max: new Date('2029-01-01'),
          noInvalidDate: true,
        }),
        async (note, offsetMs, at) => {
          const sent = entry(place, { body: { note } });
          const receivedAt = at.toISOString();
          const result = await ledger.push(db, request(place, [sent], { offsetMs, receivedAt }));
          seq += 1;
          const stored = {
            seq,
            receivedAt,
            offsetMs,
            entry: JSON.parse(sent.content) as Stored['entry'],
          };
          previous = nextChain(previous, place, stored);
          expect(result.head).toMatchObject({ head: seq, chain: previous });
        },
      ),
      { numRuns: 200 },
    );
    await verified(place);
  });

  test('any batches, repeated and split in any way, end in one ledger with stable receipts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.array(fc.nat(29), { minLength: 1, maxLength: 40 }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (count, batches) => {
          const place = freshPlace();
          const pool = Array.from({ length: count }, () => entry(place));
          const first = new Map<string, PushReceipt>();
          for (const [i, batch] of batches.entries()) {
            const entries = batch.map((n) => pool[n % count] as PushEntry);
            const receivedAt = new Date(1_580_000_000_000 + i).toISOString();
            const receipts = await receiptsOf(request(place, entries, { receivedAt, offsetMs: i }));
            expect(receipts.map((r) => r.id)).toEqual(entries.map((e) => e.id));
            for (const receipt of receipts) {
              if (!first.has(receipt.id)) first.set(receipt.id, receipt);
              expect(receipt).toEqual(first.get(receipt.id));
            }
          }
          expect((await verified(place)).length).toBe(first.size);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('eight connections push overlapping batches to one place: seq 1..N without gaps or collisions, one receipt per id', async () => {
    const place = freshPlace();
    const pool = Array.from({ length: 400 }, () => entry(place));
    const receipts = new Map<string, Set<string>>();
    const failures: unknown[] = [];
    const strict: Database = {
      ...db,
      query: (text, values) =>
        db.query<never>(text, values).catch((error: unknown) => {
          failures.push(error);
          throw error;
        }),
    };
    const worker = async (w: number) => {
      for (let round = 0; round < 25; round += 1) {
        const from = (w * 37 + round * 16) % pool.length;
        const batch = [...pool, ...pool].slice(from, from + 24);
        const receivedAt = new Date(1_580_000_000_000 + w * 1000 + round).toISOString();
        for (const receipt of await receiptsOf(request(place, batch, { receivedAt }), strict)) {
          receipts.set(
            receipt.id,
            (receipts.get(receipt.id) ?? new Set()).add(JSON.stringify(receipt)),
          );
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, w) => worker(w)));
    const stored = await verified(place);
    expect(failures).toEqual([]);
    expect(stored.length).toBe(receipts.size);
    expect([...receipts.values()].every((set) => set.size === 1)).toBe(true);
  });

  test('the first content of an id stays; another is told apart, in one batch, later, or in another ledger of the county', async () => {
    const place = freshPlace();
    const other = freshPlace();
    const first = entry(place);
    const twin = entry(place, { body: { changed: 1 } }, first.id);
    const outcomes = async (at: string, entries: PushEntry[]) =>
      (await receiptsOf(request(at, entries))).map((r) => r.outcome);
    expect(await outcomes(place, [first, twin])).toEqual(['stored', 'conflict']);
    expect(await outcomes(place, [twin, entry(place)])).toEqual(['conflict', 'stored']);
    expect(await outcomes(other, [entry(other, {}, first.id), entry(other)])).toEqual([
      'conflict',
      'stored',
    ]);
    expect(await outcomes(place, [first])).toEqual(['stored']);
    expect((await verified(place))[0]?.entry).toEqual(JSON.parse(first.content));
    await verified(other);
  });

  test('two ledgers racing for the same ids: each id is stored in exactly one, no gap in either', async () => {
    const [a, b] = [freshPlace(), freshPlace()];
    const raced = Array.from({ length: 40 }, freshId);
    const outcomes = await Promise.all(
      raced.flatMap((id) =>
        [a, b].map(
          async (place) => (await receiptsOf(request(place, [entry(place, {}, id)])))[0]?.outcome,
        ),
      ),
    );
    expect(outcomes.filter((o) => o === 'stored').length).toBe(raced.length);
    expect((await verified(a)).length + (await verified(b)).length).toBe(raced.length);
  });

  test('an entry whose key is neither known nor sent is refused alone; with its key it is stored', async () => {
    const place = freshPlace();
    const sealedBy = (k: string): PushEntry => ({ ...entry(place), keyIds: [k] });
    const key = (k: string) => ({
      k,
      subject: 'p_invented1',
      wrapped: Buffer.from(k).toString('base64'),
    });
    const [early, plain] = [sealedBy('k_first01'), entry(place)];
    const refused = await receiptsOf(request(place, [early, plain]));
    expect(refused.map((r) => r.outcome)).toEqual(['missing-key', 'stored']);
    const mended = await receiptsOf(
      request(place, [early, sealedBy('k_first01')], { keys: [key('k_first01')] }),
    );
    expect(mended).toMatchObject([
      { outcome: 'stored', seq: 2 },
      { outcome: 'stored', seq: 3 },
    ]);
    expect((await receiptsOf(request(place, [sealedBy('k_first01')])))[0]?.outcome).toBe('stored');
    const elsewhere = freshPlace();
    expect(
      (await receiptsOf(request(elsewhere, [{ ...entry(elsewhere), keyIds: ['k_first01'] }])))[0]
        ?.outcome,
    ).toBe('missing-key');
    await verified(place);
  });

  test('keys are served after the head they were stored on; the first key of an id stays', async () => {
    const place = freshPlace();
    const key = (k: string, bytes: string) => ({
      k,
      subject: 'p_invented1',
      wrapped: Buffer.from(bytes.repeat(30)).toString('base64'),
    });
    await receiptsOf(request(place, [entry(place)], { keys: [key('k_aaaaaa', 'one')] }));
    await receiptsOf(
      request(place, [], { keys: [key('k_bbbbbb', 'two'), key('k_aaaaaa', 'other')] }),
    );
    expect(await subjectKeys.after(db, place, 0)).toEqual([
      key('k_aaaaaa', 'one'),
      key('k_bbbbbb', 'two'),
    ]);
    expect(await subjectKeys.after(db, place, 1)).toEqual([key('k_bbbbbb', 'two')]);
    expect(await subjectKeys.after(db, place, 2)).toEqual([]);
  });

  test('with ifHead nothing is stored once the head has moved, and a repeated import still gets its receipts', async () => {
    const place = freshPlace();
    const [one, two] = [entry(place), entry(place)];
    expect(await ledger.push(db, request(place, [one], { ifHead: 0 }))).toMatchObject({
      moved: false,
      head: { head: 1 },
    });
    expect(await ledger.push(db, request(place, [two], { ifHead: 0 }))).toMatchObject({
      moved: true,
      head: { head: 1 },
    });
    expect(await ledger.push(db, request(place, [one], { ifHead: 0 }))).toMatchObject({
      moved: false,
      receipts: [{ id: one.id, outcome: 'stored', seq: 1 }],
    });
    expect((await verified(place)).length).toBe(1);
  });

  test('a time that is not in the fixed form is refused before it reaches the chain', async () => {
    const place = freshPlace();
    await expect(
      ledger.push(db, request(place, [entry(place)], { receivedAt: '2020-01-28T01:12:06Z' })),
    ).rejects.toThrow(RangeError);
  });
});

describe('reading', () => {
  test('pages are JSON of stored entries, bounded by the head the answer speaks of', async () => {
    const place = freshPlace();
    const sent = Array.from({ length: 7 }, () => entry(place));
    await receiptsOf(request(place, sent));
    const page = await ledger.page(db, place, { after: 2, upTo: 6, limit: 3 });
    const stored = (await ledger.read(db, place, all)).slice(2, 5);
    expect(page).toMatchObject({ last: { seq: 5 }, ends: [{ seq: 5, chain: stored[2]!.chain }] });
    expect(JSON.parse(page.json)).toEqual(stored);
    expect(await ledger.page(db, place, { after: 6, upTo: 6, limit: 3 })).toEqual({
      json: '[]',
      ends: [],
      last: undefined,
    });
  });

  test('a ledger nobody wrote to stands at 0 with the epoch it will keep', async () => {
    const place = freshPlace();
    const empty = await ledger.head(db, place);
    expect(empty).toMatchObject({ place, head: 0, chain: CHAIN_START });
    const result = await ledger.push(db, request(place, [entry(place)]));
    expect(result.head.epoch).toBe(empty.epoch);
    expect(await ledger.heads(db, [place, freshPlace()])).toEqual([result.head]);
    expect(await ledger.everyHead(db)).toContainEqual({ place, head: 1 });
  });

  test('every row carries the county of its place', async () => {
    const wrong = await db.query<{ place: string; county: string }>(
      'select place, county from entry',
    );
    expect(wrong.every((row) => countyOf(row.place) === row.county)).toBe(true);
    expect(wrong.length).toBeGreaterThan(0);
  });
});
