/** Every planted bug. */
import type { PlantedBug } from './bug';
import { BUGS_OF_PHONES } from './of-phones';
import { BUGS_OF_STORES } from './of-stores';

export const plantedBugs: readonly PlantedBug[] = [...BUGS_OF_STORES, ...BUGS_OF_PHONES];
