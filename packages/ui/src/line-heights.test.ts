import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineHeights } from './line-heights';

const keys = ['a', 'b', 'c', 'd'];

function heightsOf(known: Record<string, number>): LineHeights {
  const heights = new LineHeights(50);
  for (const [key, heightPx] of Object.entries(known)) heights.note(key, heightPx);
  return heights;
}

test('before anything was drawn every line is as high as guessed', () => {
  expect(heightsOf({}).between(keys, { first: 1, end: 4 })).toBe(150);
});

test('a line not drawn yet is as high as the others on average, one drawn anew as high as now', () => {
  const heights = heightsOf({ a: 10, b: 30 });
  expect(heights.between(keys, { first: 0, end: 4 })).toBe(10 + 30 + 20 + 20);
  heights.note('b', 50);
  expect(heights.between(keys, { first: 0, end: 4 })).toBe(10 + 50 + 30 + 30);
});

test('finds the lines of which something is in view', () => {
  const heights = heightsOf({ a: 10, b: 20, c: 30, d: 40 });
  expect(heights.within(keys, 0, 10)).toEqual({ first: 0, end: 1 });
  expect(heights.within(keys, 10, 31)).toEqual({ first: 1, end: 3 });
  expect(heights.within(keys, 29, 30)).toEqual({ first: 1, end: 2 });
});

test('out of reach there is still one line to be drawn, and none in an empty list', () => {
  const heights = heightsOf({ a: 10, b: 20, c: 30, d: 40 });
  expect(heights.within(keys, -300, -200)).toEqual({ first: 0, end: 1 });
  expect(heights.within(keys, 900, 1_000)).toEqual({ first: 3, end: 4 });
  expect(heights.within([], 0, 100)).toEqual({ first: 0, end: 0 });
});

test('the lines in view are exactly those that a walk from the top finds', () => {
  const heightPx = fc.integer({ min: 1, max: 90 });
  fc.assert(
    fc.property(
      fc.array(heightPx, { minLength: 1 }),
      fc.nat(2_000),
      heightPx,
      (list, fromPx, viewPx) => {
        const named = list.map((_, at) => `line ${at}`);
        const heights = heightsOf(Object.fromEntries(list.map((px, at) => [named[at]!, px])));
        const inView = list.flatMap((px, at) => {
          const topPx = heights.between(named, { first: 0, end: at });
          return topPx < fromPx + viewPx && topPx + px > fromPx ? [at] : [];
        });
        fc.pre(inView.length > 0);
        const { first, end } = heights.within(named, fromPx, fromPx + viewPx);
        expect([first, end - 1]).toEqual([inView[0], inView.at(-1)]);
      },
    ),
  );
});
