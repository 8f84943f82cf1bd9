import { expect, test } from 'vitest';
import { plantedBugs } from './planted/bugs';
import { searchFor } from './planted/search';
import { planOf } from './plan/make';
import { shrink } from './shrink';

test('a failing seed is cut down to the steps it needs, and fails for the same reason', async () => {
  const bug = plantedBugs.find(({ name }) => name === 'drops what is rejected')!;
  const found = await searchFor(bug);
  const shrunk = await shrink(found!.seed, bug.doubles);
  const { steps } = planOf(found!.seed);
  expect(shrunk!.plan.steps.length).toBeLessThan(steps.length / 2);
  expect(shrunk!.run.findings[0]!.rule).toBe(found!.finding.rule);
});
