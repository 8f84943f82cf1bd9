/** A server in memory behind the paths of the real API: `/api/ledgers/{place}/…`. */
import type { Failure } from '../ports';
import type { GiveBack, Push } from '../wire';
import type { MemoryServer } from './memory-server';

export interface HttpAnswer {
  status: number;
  value: unknown;
}

const LEDGER = /^\/api\/ledgers\/(\w+)\/(entries|keys|restore|segments)(?:\/(\d+)-\w+)?$/;
const decoder = new TextDecoder();

const found = (value: unknown): HttpAnswer => ({ status: 200, value });
const failed = ({ status, ...problem }: Failure): HttpAnswer => ({ status, value: problem });
const MISSING: HttpAnswer = { status: 404, value: { code: 'not-found' } };

/** Answers a request for a ledger; `body` makes it a POST. */
export function answerOverHttp(server: MemoryServer, url: URL, body?: unknown): HttpAnswer {
  const [, place, what, k] = LEDGER.exec(url.pathname) ?? [];
  if (place === undefined) return MISSING;
  const after = Number(url.searchParams.get('after'));
  if (what === 'keys') return found(server.keys(place, after));
  if (what === 'segments' && k !== undefined)
    return found(JSON.parse(decoder.decode(server.segment(place, Number(k)))));
  if (what === 'segments') return found(server.segments(place));
  if (body === undefined) return found(server.page(place, after));
  const answer =
    what === 'restore'
      ? server.giveBack(place, body as GiveBack)
      : server.push(place, body as Push);
  return answer.ok ? found(answer.value) : failed(answer.failure);
}
