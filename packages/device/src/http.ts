/**
 * The wire over HTTP: JSON both ways, larger bodies compressed, answers checked, problems parsed.
 * Never throws: no network, a captive portal's page and a busy server all come back as failures.
 * Runs in a page and in Node alike; what it needs of either is handed in.
 */
import * as v from 'valibot';
import {
  KeysAnswerSchema,
  PageSchema,
  ProblemSchema,
  PushAnswerSchema,
  SegmentListSchema,
  WIRE_HEADER,
  WIRE_VERSION,
  type Answer,
  type Clock,
  type Failure,
  type Transport,
} from '@doorstep/sync';

export interface HttpOptions {
  fetch: typeof fetch;
  clock: Clock;
  /** Before `/api/…`; empty for the page's own origin. */
  baseUrl: string;
  /** Headers of every request: the language, a simulated phone's cookie. */
  headers?: () => Record<string, string>;
}

const COMPRESS_BYTES_MIN = 4_096;
const TIMEOUT_MS = 60_000;

const OFFLINE: Failure = { status: 0, code: 'offline', message: '' };

/** Something answered, but not our server, or not what was asked for. */
const notOurs = (status: number): Failure => ({ status, code: 'answer', message: '' });

/** `Retry-After` in ms: seconds or a date (RFC 9110). */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

async function bodyOf(
  value: unknown,
): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  const text = JSON.stringify(value);
  const headers = { 'content-type': 'application/json' };
  if (text.length < COMPRESS_BYTES_MIN || typeof CompressionStream === 'undefined')
    return { body: text, headers };
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const body = await new Response(compressed).arrayBuffer();
  return { body, headers: { ...headers, 'content-encoding': 'gzip' } };
}

async function failureOf(response: Response, nowMs: number): Promise<Failure> {
  const problem = v.safeParse(ProblemSchema, await response.json().catch(() => undefined));
  const retry = retryAfterMs(response.headers.get('retry-after'), nowMs);
  const { code, detail, title } = problem.success ? problem.output : { code: 'answer' };
  const message = detail ?? title ?? '';
  return {
    status: response.status,
    code,
    message,
    ...(retry !== undefined && { retryAfterMs: retry }),
  };
}

export interface Http {
  /** One request; `body` makes it a POST. The answer is checked against `schema`. */
  request<T>(path: string, schema: v.GenericSchema<unknown, T>, body?: unknown): Promise<Answer<T>>;
  /** The bytes behind an address, inflated, as they are. */
  bytes(path: string): Promise<Answer<Uint8Array<ArrayBuffer>>>;
}

/** Requests to one server. */
export function createHttp({ fetch, clock, baseUrl, headers = () => ({}) }: HttpOptions): Http {
  const send = async (path: string, body: unknown, signal: AbortSignal): Promise<Response> => {
    const content = body === undefined ? undefined : await bodyOf(body);
    return fetch(`${baseUrl}${path}`, {
      method: content ? 'POST' : 'GET',
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
      headers: {
        accept: 'application/json',
        [WIRE_HEADER]: String(WIRE_VERSION),
        ...headers(),
        ...content?.headers,
      },
      ...(content && { body: content.body }),
    });
  };
  const ask = async <T>(
    path: string,
    body: unknown,
    read: (response: Response) => Promise<Answer<T>>,
  ): Promise<Answer<T>> => {
    const abort = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, () => abort.abort());
    try {
      const response = await send(path, body, abort.signal);
      if (!response.ok) return { ok: false, failure: await failureOf(response, clock.nowMs()) };
      return await read(response);
    } catch (error) {
      return { ok: false, failure: error instanceof SyntaxError ? notOurs(200) : OFFLINE };
    } finally {
      cancel();
    }
  };
  return {
    request: (path, schema, body) =>
      ask(path, body, async (response) => {
        const { status } = response;
        const value = v.safeParse(schema, status === 204 ? undefined : await response.json());
        if (value.success) return { ok: true, value: value.output };
        return { ok: false, failure: notOurs(status) };
      }),
    bytes: (path) =>
      ask(path, undefined, async (response) => ({
        ok: true,
        value: new Uint8Array(await response.arrayBuffer()),
      })),
  };
}

/** The transport of a replica over HTTP; `heads` comes from the page's one event stream. */
export function httpTransport(http: Http, heads: Transport['heads']): Transport {
  const ledger = (place: string): string => `/api/ledgers/${place}`;
  return {
    push: (place, push) => http.request(`${ledger(place)}/entries`, PushAnswerSchema, push),
    pull: (place, afterSeq) =>
      http.request(`${ledger(place)}/entries?after=${afterSeq}`, PageSchema),
    keys: (place, afterSeq) =>
      http.request(`${ledger(place)}/keys?after=${afterSeq}`, KeysAnswerSchema),
    segments: (place) => http.request(`${ledger(place)}/segments`, SegmentListSchema),
    segment: (place, { k, lastChain }) => http.bytes(`${ledger(place)}/segments/${k}-${lastChain}`),
    giveBack: (place, lost) => http.request(`${ledger(place)}/restore`, PushAnswerSchema, lost),
    heads,
  };
}
