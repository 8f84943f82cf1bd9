/** A bug planted to see whether the checker finds it. */
import type { Doubles } from '../world/doubles';

export interface PlantedBug {
  name: string;
  /** Doubles for one run. */
  doubles: () => Doubles;
}
