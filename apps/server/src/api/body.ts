/**
 * Request bodies: JSON, optionally gzip. At most the route's limit on the wire and as many bytes
 * inflated, so that a compressed bomb costs no more memory than an honest push.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem, tooLarge } from './problem';

const inflate = promisify(gunzip);
const utf8 = new TextDecoder('utf-8', { fatal: true });

async function plain(
  bytes: Buffer,
  encoding: string | undefined,
  maxOutputLength: number,
): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw new Problem('unsupported-content');
  return inflate(bytes, { maxOutputLength }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : new Problem('broken-gzip');
  });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new Problem('broken-json');
  }
}

/** Makes JSON the only content a request may carry. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      const encoding = request.headers['content-encoding']?.toString().toLowerCase();
      return parse(await plain(bytes, encoding, request.routeOptions.bodyLimit));
    },
  );
}
