/** As of when figures were known: whole hours, since figures are kept by the hour they became known. */
import { addDays, HOUR_MS, instantOf } from '@doorstep/ledger';

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

/** At what instant things stand for somebody who looks at a day. */
export interface Standpoint extends Known {
  day: string;
  nowMs: number;
  /** The end of the day, or what it is known at where that is earlier. */
  asOfMs: number;
  /** Only what was received before this hour had come by then; undefined: it is now. */
  beforeHour: number | undefined;
}

export function standpointOf(query: {
  day: string;
  knownAtMs?: number | undefined;
  nowMs: number;
}): Standpoint {
  const { day, nowMs } = query;
  const known = knownAt(query.knownAtMs, nowMs);
  const asOfMs = Math.min(known.knownAtMs, instantOf(addDays(day, 1)));
  const beforeHour = asOfMs < nowMs ? Math.floor(asOfMs / HOUR_MS) : undefined;
  return { ...known, day, nowMs, asOfMs, beforeHour };
}
