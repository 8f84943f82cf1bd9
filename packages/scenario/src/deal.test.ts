import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dealt } from './deal';

it('deals by weight', () => {
  expect(dealt(10, [1, 3, 1])).toEqual([2, 6, 2]);
  expect(dealt(7, [])).toEqual([]);
  expect(dealt(7, [0, 0])).toEqual([0, 0]);
});

it('deals everything out, nothing twice, each within one of its share', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.nat(100_000), weights, (total, given) => {
      const parts = dealt(total, given);
      const all = given.reduce((sum, one) => sum + one, 0);
      expect(parts.reduce((sum, one) => sum + one, 0)).toBe(total);
      for (const [i, part] of parts.entries())
        expect(Math.abs(part - (total * given[i]!) / all)).toBeLessThanOrEqual(1);
    }),
  );
});
