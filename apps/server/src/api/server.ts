/**
 * Puts the HTTP server together: limits, headers, endpoints, pages. Everything it needs is handed
 * in; it opens no database and reads no settings.
 */
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { MAX_BYTES } from '@doorstep/sync';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { acceptJsonOnly } from './body';
import { closeSoon } from './closing';
import { contactEndpoints } from './contacts';
import { localeOfRequest, mount, type Endpoint, type Server } from './endpoint';
import { enrolEndpoints } from './enrol';
import { endEvents, eventEndpoints } from './events';
import { figureEndpoints } from './figures';
import { healthEndpoints } from './health';
import { ledgerEndpoints } from './ledgers';
import { errorLine, requestLine } from './log';
import { describe } from './openapi';
import { FRONT_STYLE_HASH, mountPages, type AppFolders } from './pages';
import { openingEndpoints } from './openings';
import { placeEndpoints } from './places';
import { segmentEndpoints } from './segments';
import { Problem, problemOf } from './problem';
import { quarantineEndpoints } from './quarantine';
import { tableEndpoints } from './tables';
import { reportEndpoints } from './reports';
import { Explainer } from '../reports';
import { storeOn } from '../store';
import { Tries } from './tries';

/** Every endpoint of the API. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...healthEndpoints,
  ...enrolEndpoints,
  ...ledgerEndpoints,
  ...segmentEndpoints,
  ...eventEndpoints,
  ...placeEndpoints,
  ...figureEndpoints,
  ...contactEndpoints,
  ...openingEndpoints,
  ...tableEndpoints,
  ...reportEndpoints,
  ...quarantineEndpoints,
];

/** Requests worked on at once; a waiting push may hold 2 MiB. */
const RUNNING_MAX = 128;
/** Of these with large bodies. */
const LARGE_MAX = 2;
/** Of these sent by nobody known: enrolments, and whatever has no address here. */
const STRANGERS_MAX = 16;
const RETRY_SECONDS = 2;
const RETRY_SPREAD_SECONDS = 4;
const REQUEST_TIMEOUT_MS = 60_000;
const LINGER_MS = 2_000;
const TRIES_MAX = 10;
const MISSES_MAX = 30;

export interface ApiOptions extends Omit<
  Server,
  'store' | 'tries' | 'misses' | 'secure' | 'explainer'
> {
  /** Without them it serves the API alone. */
  apps?: AppFolders;
  tls?: { cert: Buffer; key: Buffer };
}

const policy = (secure: boolean) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      // The phone's QR reader is WebAssembly of our own; nothing else is compiled or evaluated.
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", FRONT_STYLE_HASH],
      // Set by the component kits on elements they place; carries no script.
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(secure ? { upgradeInsecureRequests: [] } : {}),
    },
  },
  strictTransportSecurity: secure && { includeSubDomains: false },
});

/** Those told to wait do not all come back in the same second. */
function retryAfter(problem: Problem, random: number): number | undefined {
  const soonest =
    problem.retryAfterSeconds ?? (problem.code === 'busy' ? RETRY_SECONDS : undefined);
  return soonest === undefined ? undefined : soonest + Math.floor(random * RETRY_SPREAD_SECONDS);
}

/**
 * Answered before the body had come: what still comes is thrown away for a moment, so that the
 * sender reads the answer instead of a reset, and then cut off.
 */
function linger(request: FastifyRequest, reply: FastifyReply): void {
  if (request.raw.complete) return;
  reply.header('connection', 'close');
  reply.raw.once('finish', () => {
    request.raw.resume();
    const cutting = setTimeout(() => request.raw.destroy(), LINGER_MS).unref();
    request.raw.once('close', () => clearTimeout(cutting));
  });
}

function answerError(
  server: Server,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOf(error);
  if (problem.status >= 500)
    server.log.error(
      { request: request.id, problem: problem.code, ...errorLine(error) },
      'request failed',
    );
  const waitSeconds = retryAfter(problem, server.effects.random());
  if (waitSeconds !== undefined) reply.header('retry-after', waitSeconds);
  const locale = localeOfRequest(request);
  linger(request, reply);
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('content-language', locale)
    .send(JSON.stringify(problem.body(locale)));
}

function answerErrors(app: FastifyInstance, server: Server): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    answerError(server, error, request, reply),
  );
  app.setNotFoundHandler(() => {
    throw new Problem('not-found');
  });
}

const isLarge = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.bodyLimit ?? 0) > MAX_BYTES;

const NEEDS_SESSION = new Set<string>(
  ENDPOINTS.filter(({ open }) => !open).map(({ path }) => path),
);

/** Has a body that is waited for though nobody is signed in. */
const isStrange = ({ method, routeOptions }: FastifyRequest): boolean =>
  method !== 'GET' && !NEEDS_SESSION.has(routeOptions.url ?? '');

function limitRunning(app: FastifyInstance): void {
  const running = new Set<FastifyRequest>();
  app.addHook('onRequest', async (request, reply) => {
    if (running.size >= RUNNING_MAX && request.routeOptions.url !== '/api/health')
      throw new Problem('busy');
    if (request.routeOptions.url === '/api/events') return;
    const isOver = (isOne: (one: FastifyRequest) => boolean, max: number): boolean =>
      isOne(request) && [...running].filter(isOne).length >= max;
    if (isOver(isLarge, LARGE_MAX) || isOver(isStrange, STRANGERS_MAX)) throw new Problem('busy');
    running.add(request);
    reply.raw.once('close', () => running.delete(request));
  });
}

function watch(app: FastifyInstance, server: Server): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/'))
      reply.header('cache-control', 'no-store').header('vary', 'accept-language, cookie');
  });
  app.addHook('onResponse', async (request, reply) =>
    server.log.info(requestLine(request, reply), 'answered'),
  );
  app.addHook('preClose', async () => endEvents(server));
}

/** Ready to listen; closing it finishes running requests and ends event streams. */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { apps, tls, ...rest } = options;
  const app = fastify({
    ...(tls ? { https: tls } : {}),
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: MAX_BYTES,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 80 },
    exposeHeadRoutes: false,
    // Addresses no route can be looked up by; the framework's own answer would repeat them.
    frameworkErrors: (_error, request, reply) =>
      void answerError(server, new Problem('not-found'), request, reply),
  }) as FastifyInstance;
  await app.register(cookie);
  const server: Server = {
    ...rest,
    secure: tls !== undefined,
    store: storeOn(rest.db),
    tries: new Tries(TRIES_MAX, rest.effects.realNowMs),
    explainer: new Explainer(),
    misses: new Tries(MISSES_MAX, rest.effects.realNowMs),
  };
  answerErrors(app, server);
  limitRunning(app);
  watch(app, server);
  closeSoon(app);
  acceptJsonOnly(app);
  await app.register(helmet, policy(server.secure));
  await app.register(compress, {
    encodings: ['gzip'],
    globalDecompression: false,
    threshold: 2_048,
  });
  await describe(app, server.version);
  for (const e of ENDPOINTS) mount(app, server, e);
  app.get('/api/openapi.json', { schema: { hide: true } as object }, () => app.swagger());
  if (apps) mountPages(app, apps);
  return app;
}
