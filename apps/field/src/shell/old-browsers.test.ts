import { expect, test } from 'vitest';
import { addMissing } from './old-browsers';

test('an old browser finds from the end and counts from the end', () => {
  const old = {} as Pick<number[], 'findLast' | 'findLastIndex' | 'at'>;
  addMissing(old);
  const list = [1, 2, 3];
  expect(old.findLast.call(list, (n) => n < 3)).toBe(2);
  expect(old.findLastIndex.call(list, (n) => n > 9)).toBe(-1);
  expect([old.at.call(list, -1), old.at.call(list, 5)]).toEqual([3, undefined]);
  expect(Object.keys(old)).toEqual([]);
});

test('what a browser has stays its own', () => {
  const own = { at: () => 7 };
  addMissing(own);
  expect(own.at()).toBe(7);
});
