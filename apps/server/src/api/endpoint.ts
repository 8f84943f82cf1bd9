/**
 * The one wrapper of every endpoint: language, wire version, session, validation, errors.
 * An endpoint is data: what it takes and answers (valibot, also its OpenAPI description) and a
 * handler that returns the answer or throws a Problem.
 */
import '@fastify/compress';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { localeOf, type Locale } from '@doorstep/words';
import { WIRE_HEADER, WIRE_VERSION, WIRE_VERSION_OLDEST } from '@doorstep/sync';
import type { Clock } from '../clock';
import type { Effects } from '../effects';
import type { Keys } from '../keys';
import type { Database, ServerStore, sessions } from '../store';
import type { Explainer } from '../reports';
import type { Hub } from './hub';
import { Problem, tooLarge, type ProblemCode } from './problem';
import { documented } from './openapi';
import { sessionOf } from './session';
import type { Tries } from './tries';

/** What every handler may use. */
export interface Server {
  db: Database;
  /** What the ledgers' endpoints need of it. */
  store: ServerStore;
  keys: Keys;
  clock: Clock;
  effects: Effects;
  hub: Hub;
  /** Says why figures of sent reports moved. */
  explainer: Explainer;
  /** Failed sign-ins by network. */
  tries: Tries;
  /** Asking for what is not theirs, by account. */
  misses: Tries;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  version: string;
  /** Cookies are for TLS only. */
  secure: boolean;
  /** How far the demo is made, 0 to 100; undefined without a demo. */
  demoPercent: () => number | undefined;
}

type Schema = v.GenericSchema;

interface Shape<P extends Schema, Q extends Schema, B extends Schema> {
  method: 'GET' | 'POST';
  /** Fastify's form: `/api/ledgers/:place/entries`. */
  path: `/api/${string}`;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Of the body, on the wire and inflated, where it may be larger than a push. */
  bodyBytesMax?: number;
  /** The answer of 200, for the description; `stream` is an event stream. */
  answer: Schema | 'stream';
  /** Problems beside those every endpoint may answer with. */
  problems: readonly ProblemCode[];
}

/** How whoever asks is to be answered. */
export interface Asker {
  locale: Locale;
  /** The version of the wire they speak. */
  wire: number;
}

export interface Call<P, Q, B, S> extends Asker {
  server: Server;
  params: P;
  query: Q;
  body: B;
  session: S;
  request: FastifyRequest;
  reply: FastifyReply;
}

export type Session = sessions.SessionRow & { tokenHash: Buffer };

/** JSON text made elsewhere, sent as it is. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** JSON text made while it is sent; what goes wrong meanwhile cuts it off. */
export class JsonStream {
  constructor(readonly stream: Readable) {}
}

type Handler<P extends Schema, Q extends Schema, B extends Schema, S> = (
  call: Call<v.InferOutput<P>, v.InferOutput<Q>, v.InferOutput<B>, S>,
) => Promise<unknown>;

/** An endpoint with its types forgotten, ready to be mounted or described. */
export interface Endpoint extends Shape<Schema, Schema, Schema> {
  open: boolean;
  handle: (call: Call<never, never, never, never>) => Promise<unknown>;
}

/** An endpoint that needs a session. */
export function endpoint<P extends Schema, Q extends Schema, B extends Schema>(
  shape: Shape<P, Q, B>,
  handle: Handler<P, Q, B, Session>,
): Endpoint {
  return { ...shape, open: false, handle: handle as Endpoint['handle'] };
}

/** An endpoint anybody may call. */
export function openEndpoint<P extends Schema, Q extends Schema, B extends Schema>(
  shape: Shape<P, Q, B>,
  handle: Handler<P, Q, B, undefined>,
): Endpoint {
  return { ...shape, open: true, handle: handle as Endpoint['handle'] };
}

function checked(schema: Schema | undefined, value: unknown, otherwise: ProblemCode): never {
  if (!schema) return undefined as never;
  const parsed = v.safeParse(schema, value ?? {}, { abortEarly: true });
  if (parsed.success) return parsed.output as never;
  const issue = parsed.issues[0];
  if (issue.type === 'max_length' && Array.isArray(issue.input)) throw tooLarge();
  throw new Problem(otherwise, { path: pathOf(issue) || 'body' });
}

/** Where the issue is, e.g. `keys.0.subject`; a name we do not know is not repeated. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map((part) => String(part.key));
  const named = issue.expected === 'never' ? keys.slice(0, -1) : keys;
  return named.filter((key) => /^[\w-]{1,40}$/.test(key)).join('.');
}

function wireOf({ headers }: FastifyRequest): number {
  const header = headers[WIRE_HEADER];
  return header === undefined ? WIRE_VERSION : Number(header);
}

function checkWire(request: FastifyRequest): void {
  const version = wireOf(request);
  const isServed = version >= WIRE_VERSION_OLDEST && version <= WIRE_VERSION;
  if (!isServed) throw new Problem('wire-version');
}

/** What was asked, not yet checked. */
interface Asked extends Asker {
  session: unknown;
  params: unknown;
  query: unknown;
  body: unknown;
  request?: FastifyRequest;
  reply?: FastifyReply;
}

/** Checks what was asked and lets the endpoint answer. @throws Problem */
export const answerOf = (server: Server, e: Endpoint, asked: Asked): Promise<unknown> =>
  e.handle({
    ...asked,
    server,
    params: checked(e.params, asked.params, 'not-found'),
    query: checked(e.query, asked.query, 'bad-request'),
    body: checked(e.body, asked.body, 'bad-request'),
  } as Call<never, never, never, never>);

export const localeOfRequest = (request: FastifyRequest): Locale =>
  localeOf(request.headers['accept-language']);

/** Puts the endpoint on the app. Parameters that cannot be a place are answered like an unknown one. */
export function mount(app: FastifyInstance, server: Server, e: Endpoint): void {
  const signedIn = new WeakMap<FastifyRequest, Session>();
  app.route({
    method: e.method,
    url: e.path,
    schema: documented(e),
    ...(e.answer === 'stream' ? { compress: false } : {}),
    ...(e.bodyBytesMax && { bodyLimit: e.bodyBytesMax }),
    // Before the body: nobody's bytes are kept and parsed but theirs who are signed in.
    onRequest: async (request) => {
      checkWire(request);
      if (!e.open) signedIn.set(request, await sessionOf(server, request));
    },
    handler: async (request, reply) => {
      const answer = await answerOf(server, e, {
        session: signedIn.get(request),
        locale: localeOfRequest(request),
        wire: wireOf(request),
        params: request.params,
        query: request.query,
        body: request.body,
        request,
        reply,
      });
      if (e.answer === 'stream') return answer;
      const isMade = answer instanceof JsonText || answer instanceof JsonStream;
      if (!isMade) return reply.send(answer);
      const body = answer instanceof JsonText ? answer.text : answer.stream;
      return reply.type('application/json; charset=utf-8').send(body);
    },
  });
}
