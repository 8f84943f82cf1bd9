/** The server's one source of real time and randomness; everything else gets them handed in. */
import { randomBytes, randomUUID } from 'node:crypto';

export interface Effects {
  /** Real time, ms since 1970: for sessions, cookies and caching. */
  realNowMs(): number;
  /** 0 ≤ n < 1; for jitter only. */
  random(): number;
  randomBytes(length: number): Buffer;
  newUuid(): string;
}

export const effects: Effects = {
  realNowMs: () => Date.now(),
  random: () => Math.random(),
  randomBytes,
  newUuid: () => randomUUID(),
};
