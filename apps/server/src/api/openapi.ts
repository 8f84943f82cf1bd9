/** The description of the API, made from the same schemas that check it. */
import swagger from '@fastify/swagger';
import { toJsonSchema } from '@valibot/to-json-schema';
import fastify, { type FastifyInstance, type FastifySchema } from 'fastify';
import type { GenericSchema } from 'valibot';
import { WIRE_VERSION } from '@doorstep/sync';
import type { Endpoint } from './endpoint';
import { PROBLEMS, ProblemSchema, type ProblemCode } from './problem';

const EVERYWHERE: readonly ProblemCode[] = ['wire-version', 'internal'];
const WITH_INPUT: readonly ProblemCode[] = ['bad-request'];
const WITH_DATABASE: readonly ProblemCode[] = ['database-gone'];
const WITH_SESSION: readonly ProblemCode[] = ['no-session', 'too-many-tries'];

/** Checks the schemas do not express (a date that exists) are left to the reader of the message. */
function jsonSchema(schema: GenericSchema, typeMode: 'input' | 'output'): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode,
    target: 'draft-2020-12',
  });
  return rest;
}

function problemsOf(e: Endpoint): Map<number, ProblemCode[]> {
  const hasInput = e.params || e.query || e.body;
  const codes = new Set([
    ...e.problems,
    ...(hasInput ? WITH_INPUT : []),
    ...(e.open ? [] : WITH_SESSION),
    ...WITH_DATABASE,
    ...EVERYWHERE,
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function responses(e: Endpoint): Record<number, object> {
  const answer =
    e.answer === 'stream'
      ? {
          description: 'A stream of events',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        }
      : { description: 'Done', ...jsonSchema(e.answer, 'output') };
  const found: Record<number, object> = { 200: answer };
  for (const [status, codes] of problemsOf(e)) {
    found[status] = {
      description: codes.join(', '),
      content: { 'application/problem+json': { schema: jsonSchema(ProblemSchema, 'output') } },
    };
  }
  return found;
}

/** Fastify's schema of an endpoint: for the description only, valibot does the checking. */
export function documented(e: Endpoint): FastifySchema {
  return {
    summary: e.summary,
    security: e.open ? [] : [{ session: [] }],
    ...(e.params && { params: jsonSchema(e.params, 'input') }),
    ...(e.query && { querystring: jsonSchema(e.query, 'input') }),
    ...(e.body && { body: jsonSchema(e.body, 'input') }),
    response: responses(e),
  } as FastifySchema;
}

/** Collects the description of every route mounted after it; `app.swagger()` gives it. */
export async function describe(app: FastifyInstance, version: string): Promise<void> {
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Doorstep',
        version,
        description: `Wire version ${WIRE_VERSION}. Requests may be gzip; answers to people are in the language of Accept-Language.`,
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'doorstep-field' } },
      },
    },
  });
}

/** The description without a server: nothing is opened and no handler runs. */
export async function describeApi(
  endpoints: readonly Endpoint[],
  version: string,
): Promise<object> {
  const app = fastify();
  await describe(app, version);
  for (const e of endpoints) {
    app.route({ method: e.method, url: e.path, schema: documented(e), handler: () => undefined });
  }
  await app.ready();
  const description = app.swagger();
  await app.close();
  return description;
}
