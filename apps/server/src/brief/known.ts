/** As of when figures were known: whole hours, since figures are kept by the hour they became known. */
import { HOUR_MS } from '@doorstep/ledger';

export interface Known {
  /** For queries; undefined: everything known. */
  heardBefore: number | undefined;
  /** What the answer says: the hour that had ended by the instant asked for, or now. */
  knownAtMs: number;
}

export function knownAt(askedMs: number | undefined, nowMs: number): Known {
  if (askedMs === undefined || askedMs >= nowMs)
    return { heardBefore: undefined, knownAtMs: nowMs };
  const heardBefore = Math.floor(askedMs / HOUR_MS);
  return { heardBefore, knownAtMs: heardBefore * HOUR_MS };
}
