/** Seeds that once failed, by what they found. Each fails again when its mending is taken back. */
import { expect, test } from 'vitest';
import { run } from './run';

const FOUND: [what: string, seeds: number[]][] = [
  ['a village’s key of a database that was set back was used on, and its names lost', [258, 526]],
  ['a receipt for what a database lost kept the entry from being sent again', [2014, 2447]],
  ['a phone’s fold kept the hour of a receipt that counts no more', [1379, 1561, 2110]],
  ['entries dropped to follow one restore were lost to the next', [120]],
  ['figures were gone whose deltas went before what was added was on disk', [244]],
  ['names were lost whose keys nobody returned', [5869]],
  ['names were lost whose keys lay before the point up to which keys were fetched', [17423]],
  ['names were lost whose keys a phone had not fetched because it lacked none', [14894]],
];

test.each(FOUND)('%s', async (_, seeds) => {
  for (const seed of seeds) expect([seed, (await run(seed)).findings]).toEqual([seed, []]);
});
