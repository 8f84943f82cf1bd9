/** Full segments of a ledger: a signed list, and each as the bytes everyone gets. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as v from 'valibot';
import { PLACE, segmentsText } from '@doorstep/ledger';
import { SEGMENT_ENTRIES, SegmentListSchema, signedEnd } from '@doorstep/sync';
import { fullSegments } from '../segments/make';
import { endpoint, JsonText, type Endpoint } from './endpoint';
import { Problem } from './problem';
import { requireOpened } from './openings';
import { signed } from './tail';

const inflate = promisify(gunzip);
const place = v.pipe(v.string(), v.regex(PLACE));
/** `k-lastChain`: an address whose bytes never change. */
const address = v.pipe(v.string(), v.regex(/^\d{1,7}-[0-9a-f]{64}$/));

const list = endpoint(
  {
    method: 'GET',
    path: '/api/ledgers/:place/segments',
    summary: `Every full segment of ${SEGMENT_ENTRIES} entries with its hash, signed`,
    params: v.object({ place }),
    answer: SegmentListSchema,
    problems: ['not-found', 'reason-asked'],
  },
  async ({ server, session, params }) => {
    await requireOpened(server, session, params.place);
    const head = await server.store.ledger.head(params.place);
    const full = await fullSegments(server.store, params.place, head.head);
    const segments = full.map(({ k, lastChain, sha256 }) => {
      const end = { seq: (k + 1) * SEGMENT_ENTRIES, chain: lastChain };
      const { signature } = signedEnd(params.place, head.epoch, end, server.keys.sign);
      return { k, lastChain, sha256, signature };
    });
    const listSignature = server.keys.sign(segmentsText({ ...head, segments }));
    return { ...signed(server, head), segments, listSignature };
  },
);

const one = endpoint(
  {
    method: 'GET',
    path: '/api/ledgers/:place/segments/:segment',
    summary: 'One full segment: the JSON of its entries, compressed once',
    params: v.object({ place, segment: address }),
    answer: v.array(v.unknown()),
    problems: ['not-found', 'reason-asked'],
  },
  async ({ server, session, params, request, reply }) => {
    await requireOpened(server, session, params.place);
    const [k, lastChain] = params.segment.split('-') as [string, string];
    const body = await server.store.segments.body(params.place, Number(k), lastChain);
    if (!body) throw new Problem('not-found');
    const isOwn = session.place === params.place;
    reply.header('cache-control', isOwn ? 'private, max-age=31536000, immutable' : 'no-store');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? ''))
      return new JsonText((await inflate(body)).toString('utf8'));
    return reply
      .header('content-encoding', 'gzip')
      .type('application/json; charset=utf-8')
      .send(body);
  },
);

export const segmentEndpoints: readonly Endpoint[] = [list, one];
