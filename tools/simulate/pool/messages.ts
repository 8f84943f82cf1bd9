/** What a thread tells of a seed. */
import type { Finding } from '../checker/findings';
import type { FaultKind } from '../world/history';

export interface Ran {
  seed: number;
  findings: Finding[];
  faults: [FaultKind, number][];
}
