/** Reports of ours the server did not take. Pure. */
import type { BriefBody } from '@doorstep/ledger';
import type { Rejected } from '@doorstep/sync';

/** Which report is asked for: of a day, as known at an instant or now. */
export interface Asked {
  day: string;
  knownAtMs: number | undefined;
}

export interface RefusedReport {
  brief: string;
  /** The server's words. */
  why: string;
  /** What to ask for to have the same anew. */
  asked: Asked;
  /** All of it that was refused, its basis too. */
  ids: string[];
}

const idOf = ({ stored }: Rejected): string => stored.entry.id;

/** In the order they were written. */
export function refusedReports(rejected: readonly Rejected[]): RefusedReport[] {
  return rejected
    .filter(({ stored }) => stored.entry.kind === 'brief.sent')
    .map(({ stored, message }) => {
      const { brief, day, knownAtMs, heardBefore } = stored.entry.body as unknown as BriefBody;
      const isOfIt = (one: Rejected): boolean => one.stored.entry.subjects.includes(brief);
      return {
        brief,
        why: message,
        asked: { day, knownAtMs: heardBefore === undefined ? undefined : knownAtMs },
        ids: rejected.filter(isOfIt).map(idOf),
      };
    });
}
