/** How a round of synchronisation, or a part of it, ended. */
import type { SyncProblem } from './face';
import type { Failure } from './ports';

/** No problem and not online: simply no network. */
export interface Outcome {
  online: boolean;
  problem?: SyncProblem;
  retryAfterMs?: number;
}

export const DONE: Outcome = { online: true };

export const problem = (what: SyncProblem): Outcome => ({ online: true, problem: what });

/** Whether what was asked for was done. */
export const isDone = (outcome: Outcome): boolean => outcome.online && !outcome.problem;

/** What a failed call means for the round. */
export function outcomeOf({ status, code, retryAfterMs }: Failure): Outcome {
  if (status === 0) return { online: false };
  if (code === 'answer') return { online: true, problem: 'answer', retryAfterMs };
  if (code === 'wire-version') return problem('outdated');
  if (status === 401) return problem('signed-out');
  if (code === 'reason-asked') return problem('reason-asked');
  if (status === 403 || status === 404) return problem('no-access');
  if (status === 429 || status === 503) return { online: true, problem: 'busy', retryAfterMs };
  return { online: true, problem: 'server', retryAfterMs };
}
