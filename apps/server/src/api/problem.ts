/**
 * Problems (RFC 9457): every answer that is not what was asked for. `code` is stable and for
 * programs; `title` and `detail` are for people, in the language of the request.
 * Invariant: nothing that was sent and nothing an error says of itself enters an answer.
 */
import * as v from 'valibot';
import { say, type Locale, type MessageKey, type Params } from '@doorstep/words';
import { MAX_BYTES, MAX_ENTRIES } from '@doorstep/sync';
import { Busy, Unavailable } from '../store';

interface Kind {
  status: number;
  title: MessageKey;
  detail: MessageKey;
}

export const PROBLEMS = {
  'broken-json': { status: 400, title: 'problems.brokenJson', detail: 'problems.brokenJsonDetail' },
  'broken-gzip': { status: 400, title: 'problems.brokenGzip', detail: 'problems.brokenGzipDetail' },
  'broken-envelope': {
    status: 400,
    title: 'problems.brokenEnvelope',
    detail: 'problems.brokenEnvelopeDetail',
  },
  'bad-request': { status: 400, title: 'problems.badRequest', detail: 'problems.badRequestDetail' },
  'wire-version': {
    status: 400,
    title: 'problems.wireVersion',
    detail: 'problems.wireVersionDetail',
  },
  'no-session': { status: 401, title: 'problems.noSession', detail: 'problems.noSessionDetail' },
  'reason-asked': {
    status: 403,
    title: 'contact.reasonAsked',
    detail: 'sync.problem_reason_asked',
  },
  'not-found': { status: 404, title: 'problems.notFound', detail: 'problems.notFoundDetail' },
  'head-moved': { status: 409, title: 'problems.headMoved', detail: 'problems.headMovedDetail' },
  'not-acceptable': {
    status: 409,
    title: 'problems.notAcceptable',
    detail: 'problems.notAcceptableDetail',
  },
  'not-proven': { status: 422, title: 'problems.notProven', detail: 'problems.notProvenDetail' },
  'office-link': {
    status: 409,
    title: 'problems.officeLink',
    detail: 'problems.officeLinkDetail',
  },
  'link-spent': { status: 410, title: 'problems.linkSpent', detail: 'problems.linkSpentDetail' },
  'too-large': { status: 413, title: 'problems.tooLarge', detail: 'problems.tooLargeDetail' },
  'too-many-rows': {
    status: 413,
    title: 'tables.tooManyRows',
    detail: 'tables.tooManyRowsDetail',
  },
  'unsupported-content': {
    status: 415,
    title: 'problems.unsupportedContent',
    detail: 'problems.unsupportedContentDetail',
  },
  busy: { status: 429, title: 'problems.busy', detail: 'problems.busyDetail' },
  'too-many-tries': {
    status: 429,
    title: 'problems.tooManyTries',
    detail: 'problems.tooManyTriesDetail',
  },
  'database-gone': {
    status: 503,
    title: 'problems.databaseGone',
    detail: 'problems.databaseGoneDetail',
  },
  internal: { status: 500, title: 'problems.internal', detail: 'problems.internalDetail' },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The body of a problem answer, for the description of the API. */
export const ProblemSchema = v.object({
  type: v.string(),
  code: v.picklist(Object.keys(PROBLEMS) as ProblemCode[]),
  status: v.number(),
  title: v.string(),
  detail: v.string(),
});

/** Thrown by handlers; `params` fill the detail and are never taken from values that were sent. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: Params = {},
    readonly retryAfterSeconds?: number,
  ) {
    super(code);
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  body(locale: Locale): v.InferOutput<typeof ProblemSchema> {
    const { status, title, detail } = PROBLEMS[this.code];
    return {
      type: `urn:doorstep:problem:${this.code}`,
      code: this.code,
      status,
      title: say(locale, title),
      detail: say(locale, detail, this.params),
    };
  }
}

export const tooLarge = (): Problem =>
  new Problem('too-large', { entries: MAX_ENTRIES, bytes: MAX_BYTES });

const OF_FRAMEWORK: Record<string, () => Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Problem('unsupported-content'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new Problem('broken-json'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new Problem('broken-json'),
};

/** The problem an error is answered with; what is not foreseen is `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Unavailable)
    return new Problem('database-gone', {}, error.retryAfterSeconds);
  if (error instanceof Busy) return new Problem('busy', {}, error.retryAfterSeconds);
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  const known = OF_FRAMEWORK[code ?? ''];
  if (known) return known();
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem('bad-request', { path: 'request' });
  }
  return new Problem('internal');
}
