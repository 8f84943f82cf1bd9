/**
 * How much the villages do in the ten days: what the source tells of all 189 together, dealt out to
 * them exactly. Who is more diligent does more; a village with more doors has more to do at them.
 */
import { dealt } from '@doorstep/scenario';

/** More than 71,000 person-times (F56) and 12,000 times of publicity (F58). */
const PERSON_TIMES = 71_500;
const TIMES = 12_500;
/** One first secretary each (F16). */
export const VILLAGES = 189;

export interface Quota {
  personTimes: number;
  /** Times something is publicised. */
  times: number;
}

/** One for each village; of more than 189, as much more. */
export function quotasOf(villages: readonly { households: number; diligence: number }[]): Quota[] {
  const part = villages.length / VILLAGES;
  const personTimes = dealt(
    Math.round(PERSON_TIMES * part),
    villages.map(({ households, diligence }) => households * diligence),
  );
  const times = dealt(
    Math.round(TIMES * part),
    villages.map(({ diligence }) => diligence),
  );
  return villages.map((_, i) => ({ personTimes: personTimes[i]!, times: times[i]! }));
}
