import { expect, test } from 'vitest';
import { networkOf, Tries } from './tries';

test('who failed too often waits until the window ends; others do not', () => {
  let nowMs = 0;
  const tries = new Tries(2, () => nowMs);
  tries.failed('a');
  expect(tries.waitSeconds('a')).toBe(0);
  nowMs = 100_000;
  tries.failed('a');
  expect([tries.waitSeconds('a'), tries.waitSeconds('b')]).toEqual([500, 0]);
  nowMs = 600_000;
  expect(tries.waitSeconds('a')).toBe(0);
  tries.failed('a');
  expect(tries.waitSeconds('a')).toBe(0);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
