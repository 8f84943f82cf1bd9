/** What the launcher's thread and the demo's say to each other. */
import type { Seat } from './face';

/** Handed to the thread at its start. */
export interface ThreadData {
  baseUrl: string;
  seed: string;
  villages: number;
  nowMs: number;
}

export type FromDemo =
  | { say: 'ask'; id: number; what: 'mintLink'; seat: Seat }
  | { say: 'ask'; id: number; what: 'stepTo'; instantMs: number }
  | { say: 'progress'; fraction: number }
  | { say: 'done'; isComplete: boolean };

export type ToDemo =
  | { say: 'answer'; id: number; value: string }
  | { say: 'failed'; id: number; message: string }
  | { say: 'stop' };
