import { describe, expect, test } from 'vitest';
import { run } from '../run';
import { plantedBugs } from './bugs';
import { SEEDS_MAX } from './search';

/** A seed that catches each, and the rule it breaks there: `npm run simulate -- --planted` looks anew. */
const CAUGHT: Record<string, [seed: number, rule: string]> = {
  'acknowledges before the commit': [1, 'a receipt says what is committed'],
  'leaves out a number': [1, 'a ledger only grows'],
  'stores a repeated push again': [1, 'a ledger only grows'],
  'counts the batch as sent': [4, 'tallies equal a plain count'],
  'overwrites a reused id': [81, 'phones converge'],
  'reads receipts from the wrong row': [1, 'a receipt says what is committed'],
  'forgets the measured offset': [1, 'times are those of a push'],
  'receives anew what is given back': [4, 'times are those of a push'],
  'takes back half of a piece': [4, 'phones converge'],
  'makes a new id for every delivery': [1, 'deliveries arrive once'],
  'orders by the device’s clock': [22, 'tallies equal a plain count'],
  'loses voids': [4, 'tallies equal a plain count'],
  'hears of everything when it was said': [1, 'tallies equal a plain count'],
  'skips an entry of a fold': [1, 'tallies equal a refold'],
  'moves the head without its figures': [1, 'tallies equal a plain count'],
  'takes a new fold’s figures on top of the old ones': [123, 'tallies equal a refold'],
  'keeps obligations that are met': [1, 'obligations equal a refold'],
  'adds deltas it has added': [4, 'roll-ups equal the sum within'],
  'adds up without handing on': [1, 'roll-ups equal the sum within'],
  'drops deltas that wait': [10, 'roll-ups equal the sum within'],
  'drops deltas before what was added is on disk': [236, 'roll-ups equal the sum within'],
  'drops what is rejected': [13, 'what is rejected lies in quarantine'],
  'loses a key': [1, 'names stay readable'],
  'makes a village’s key anew': [1, 'work fails for reasons of the world only'],
  'never delivers to one village': [1, 'deliveries arrive once'],
  'moves the delivery cursor too far': [2, 'deliveries arrive once'],
  'forgets the outbox at a restart': [1, 'what a disk holds arrives'],
  'uses a number twice': [6, 'a number is used once'],
  'writes over another tab’s work': [6, 'a number is used once'],
  'says saved before it is': [1, 'what is called saved is on disk'],
  'forgets what was rejected': [72, 'nothing leaves a disk that the ledger lacks'],
  'prunes what is in no backup': [1, 'phones converge'],
  'forgets keys it made': [1, 'only what may not stand is rejected'],
  'clears the outbox though the answer was lost': [
    6,
    'nothing leaves a disk that the ledger lacks',
  ],
  'drops before it has given back': [4, 'nothing leaves a disk that the ledger lacks'],
  'gives back without keys': [6, 'names stay readable'],
  'never fetches keys': [1, 'names stay readable'],
  'keeps the epoch at a restore': [6, 'a restored backup has a new epoch'],
};

describe('a planted bug is caught', () => {
  test.each(plantedBugs.map((bug) => [bug.name, bug] as const))('that %s', async (name, bug) => {
    const [seed, rule] = CAUGHT[name]!;
    expect(seed).toBeLessThanOrEqual(SEEDS_MAX);
    const { findings } = await run(seed, { doubles: bug.doubles() });
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect((await run(seed)).findings).toEqual([]);
  });

  test('at least 25 of them, each with its seed', () => {
    expect(Object.keys(CAUGHT).sort()).toEqual(plantedBugs.map(({ name }) => name).sort());
    expect(plantedBugs.length).toBeGreaterThanOrEqual(25);
  });
});
