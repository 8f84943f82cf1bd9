import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFold, type Stored } from '@doorstep/ledger';
import { FoldCache, HeldFold } from './fold-cache';
import { actsOf, draftsOf } from './testing';

const placeOf = (n: number): string => `2224011012${String(n).padStart(2, '0')}`;

function ledgerOf(place: string, entries: number): Stored[] {
  return draftsOf(place, actsOf(entries, 3)).map(({ entry, receivedAt, offsetMs }, i) => ({
    seq: i + 1,
    receivedAt,
    offsetMs,
    chain: '',
    entry,
  }));
}

describe('the cache of folds', () => {
  test('never holds more bytes than it may, but for the fold used last, and gives up the oldest', () => {
    const opened = fc.array(
      fc.record({ place: fc.nat(9), entries: fc.integer({ min: 1, max: 40 }) }),
      {
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(opened, fc.integer({ min: 20_000, max: 400_000 }), (uses, bytesMax) => {
        const cache = new FoldCache(bytesMax);
        let order: string[] = [];
        const sizes = new Map<string, number>();
        for (const { place: n, entries } of uses) {
          const place = placeOf(n);
          const held = cache.open(place);
          if (!order.includes(place)) expect(held.fold.size).toBe(0);
          if (held.fold.size < entries) held.add(ledgerOf(place, entries));
          cache.grown(place);
          order = [...order.filter((one) => one !== place), place];
          sizes.set(place, held.bytes);
          const total = () => order.reduce((sum, one) => sum + sizes.get(one)!, 0);
          while (total() > bytesMax && order.length > 1) order.shift();
          expect(cache.bytes).toBe(total());
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a fold is the same without the ciphertext it does not keep', () => {
    const place = placeOf(1);
    const stored = ledgerOf(place, 60).map((one) => ({
      ...one,
      entry: { ...one.entry, sealed: { p_anybody000: { k: 'k_anykey000', c: 'A'.repeat(4_000) } } },
    }));
    const held = new HeldFold(createFold(place));
    const plain = new HeldFold(createFold(place));
    held.add(stored);
    plain.add(ledgerOf(place, 60));
    const whole = createFold(place);
    whole.add(stored);
    expect(held.fold.tallies()).toEqual(whole.tallies());
    expect(held.fold.obligations()).toEqual(whole.obligations());
    expect(held.bytes).toBe(plain.bytes);
    expect(stored[0]!.entry.sealed).toBeDefined();
  });
});
