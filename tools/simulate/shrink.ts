/** Cuts a failing plan down: leaves out whatever it fails without, until nothing more can go. */
import type { Category } from './checker/findings';
import { planOf } from './plan/make';
import type { Plan } from './plan/plan';
import { run, type Run } from './run';
import type { Doubles } from './world/doubles';

export interface Shrunk {
  plan: Plan;
  run: Run;
}

/** The smallest plan found that breaks the same rule as the seed does. */
export async function shrink(
  seed: number,
  doubles: () => Doubles = () => ({}),
): Promise<Shrunk | undefined> {
  let plan = planOf(seed);
  let best = await run(seed, { plan, doubles: doubles() });
  const first = best.findings[0];
  if (!first) return undefined;
  const fails = (one: Run): boolean => breaks(one, first);
  for (
    let size = Math.ceil(plan.steps.length / 2);
    size >= 1;
    size = size > 1 ? Math.ceil(size / 2) : 0
  ) {
    for (let at = 0; at < plan.steps.length;) {
      const steps = plan.steps.filter((_, i) => i < at || i >= at + size);
      const shorter = await run(seed, { plan: { ...plan, steps }, doubles: doubles() });
      if (!fails(shorter)) at += size;
      else {
        plan = { ...plan, steps };
        best = shorter;
      }
    }
  }
  return { plan, run: best };
}

const breaks = (one: Run, { category, rule }: { category: Category; rule: string }): boolean =>
  one.findings.some((finding) => finding.category === category && finding.rule === rule);
