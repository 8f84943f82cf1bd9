/**
 * Which database errors pass by themselves, and how long to wait for that.
 * Waiting is exponential with full jitter, so that a thousand requests do not come back at once.
 */

/**
 * The database is away or has no room; nothing was stored. The API answers 503 with Retry-After;
 * a command says the reason, which is about the system and never quotes what was sent.
 */
export class Unavailable extends Error {
  readonly code = 'database-unavailable';
  readonly retryAfterSeconds = 5;
  constructor(cause: unknown) {
    const reason = cause instanceof Error && cause.message ? `: ${cause.message}` : '';
    super(`the database cannot be reached${reason}`, { cause });
  }
}

/** Too much is waiting already. The API answers 429 with Retry-After. */
export class Busy extends Error {
  readonly code = 'busy';
  readonly retryAfterSeconds = 2;
  constructor() {
    super('too many requests are waiting for the database');
  }
}

const DELAY_FIRST_MS = 20;
const DELAY_MAX_MS = 1_500;

const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/**
 * Connection lost, server starting, stopping or crashed, too many connections; its disk full or
 * failing, its memory used up.
 */
const AWAY = /^(08|57P0[123]|53[123]00|58030)/;
/** Serialization failure and deadlock; internal errors, which Citus gives for a moved shard. */
const CONFLICT = /^(40|XX000)/;
/** pg's own errors carry no code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return SYSTEM_CODES.has(code) || AWAY.test(code) || (code === '' && DRIVER.test(error.message));
}

/** Whether the same work may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  return isAway(error) || (error instanceof Error && CONFLICT.test(codeOf(error)));
}

/** Whether a row with this key was there already (two ledgers racing for one id). */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === '23505';

/**
 * Runs `work` until it succeeds, fails for good, or `attemptsMax` attempts failed in passing.
 * @throws Unavailable when the last failure was that the database is away
 */
export async function retried<T>(
  options: { attemptsMax: number; random: () => number },
  work: () => Promise<T>,
  retriable: (error: unknown) => boolean = isPassing,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!retriable(error)) throw error;
      if (attempt >= options.attemptsMax) throw isAway(error) ? new Unavailable(error) : error;
      const delayMs = Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** attempt) * options.random();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}
