/** Looks for a planted bug seed by seed. */
import type { Finding } from '../checker/findings';
import { run } from '../run';
import type { PlantedBug } from './bug';

/** Within so many seeds each is to be caught. */
export const SEEDS_MAX = 500;

/** The first seed whose run finds fault, and the first fault it finds. */
export async function searchFor(
  bug: PlantedBug,
): Promise<{ seed: number; finding: Finding } | undefined> {
  for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
    const { findings } = await run(seed, { doubles: bug.doubles() });
    if (findings[0]) return { seed, finding: findings[0] };
  }
  return undefined;
}
