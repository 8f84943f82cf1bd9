/**
 * Request bodies: JSON, optionally gzip. At most MAX_BYTES on the wire and MAX_BYTES inflated, so
 * that a compressed bomb costs no more memory than an honest push.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { MAX_BYTES } from '@doorstep/sync';
import { Problem, tooLarge } from './problem';

const inflate = promisify(gunzip);
const utf8 = new TextDecoder('utf-8', { fatal: true });

async function plain(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw new Problem('unsupported-content');
  return inflate(bytes, { maxOutputLength: MAX_BYTES }).catch((error: NodeJS.ErrnoException) => {
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
    { parseAs: 'buffer', bodyLimit: MAX_BYTES },
    async (request: { headers: NodeJS.Dict<string | string[]> }, bytes: Buffer) =>
      parse(await plain(bytes, request.headers['content-encoding']?.toString().toLowerCase())),
  );
}
