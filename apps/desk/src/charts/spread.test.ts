import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from './spread';

it('leaves what does not touch where it is', () => {
  expect(spread([80, 10, 40], 16, 100)).toEqual([80, 10, 40]);
});

it('sets apart what touches, evenly to both sides', () => {
  expect(spread([50, 50, 50], 16, 100)).toEqual([34, 50, 66]);
});

it('stays within its room', () => {
  expect(spread([99, 100], 16, 100)).toEqual([84, 100]);
  expect(spread([0, 1], 16, 100)).toEqual([0, 16]);
});

it('keeps the gap and the order of any labels there is room for', () => {
  const labels = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(labels, (wanted) => {
      const placed = spread(wanted, 16, 200);
      const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
      const sorted = order.map((i) => placed[i]!);
      for (const [rank, y] of sorted.entries())
        if (rank > 0) expect(y - sorted[rank - 1]!).toBeGreaterThanOrEqual(16 - 1e-9);
      expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...placed)).toBeLessThanOrEqual(200 + 1e-9);
    }),
  );
});
