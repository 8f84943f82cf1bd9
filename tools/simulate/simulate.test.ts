import { expect, test } from 'vitest';
import { CATEGORIES } from './checker/findings';
import { runSeeds } from './pool/pool';
import { run } from './run';
import { FAULTS } from './world/history';

const SEEDS = 2_000;
const MINUTES_MAX = 12;

test('a seed is one course of events, however often it runs', async () => {
  const seeds = [7, 42, 244];
  const once = [];
  const again = [];
  for (const seed of seeds) once.push(await run(seed));
  for (const seed of [...seeds].reverse()) again.unshift(await run(seed));
  expect(again).toEqual(once);
  expect(new Set(once.map(({ digest }) => digest)).size).toBe(seeds.length);
});

test(
  'whatever befalls phones, servers, database and network, nothing is lost, doubled or left apart',
  async () => {
    const { failed, faults, seeds, ...counts } = await runSeeds({ from: 1, seeds: SEEDS });
    const first = failed[0];
    expect(first && { seed: first.seed, finding: first.findings[0] }).toBeUndefined();
    expect(seeds).toBe(SEEDS);
    for (const category of CATEGORIES) expect(counts[category]).toBe(0);
    for (const kind of FAULTS) expect([kind, faults[kind]]).not.toEqual([kind, 0]);
  },
  MINUTES_MAX * 60_000,
);
