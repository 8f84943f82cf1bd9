/** Failed sign-ins by network address: who guesses must wait; who succeeds is not counted. */
import '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const FAILURES_MAX = 10;
const WINDOW_MS = 600_000;

export interface Tries {
  /** 0, or how long this address must wait. */
  waitSeconds(request: FastifyRequest): Promise<number>;
  failed(request: FastifyRequest): Promise<void>;
}

/** Needs @fastify/rate-limit on the app. */
export function createTries(app: FastifyInstance): Tries {
  const count = app.createRateLimit({ max: FAILURES_MAX, timeWindow: WINDOW_MS });
  return {
    async waitSeconds(request) {
      const limit = await count(request, { increment: false });
      return limit.isAllowed || limit.remaining > 0 ? 0 : limit.ttlInSeconds;
    },
    async failed(request) {
      await count(request);
    },
  };
}
