/** A server in memory behind `fetch`, for tests of the demo: signs in, keeps ledgers, delivers orders. */
import { ZONE } from '@doorstep/ledger';
import { dice } from '@doorstep/scenario';
import { deliver } from '@doorstep/scenario/verbs';
import type { Push } from '@doorstep/sync';
import { answerOverHttp, MemoryServer, type HttpAnswer } from '@doorstep/sync/testing';
import { STARTS_MS } from './calendar';
import type { Seat } from './face';
import { runDemo } from './run';

interface DemoServer {
  server: MemoryServer;
  /** The server's clock. */
  nowMs: () => number;
  /** Makes the demo, or goes on with it; `stopAtMs` ends it as a kill does, after that step. */
  make: (stopAtMs?: number) => Promise<boolean>;
  /** Pushes that reached the server. */
  pushes: () => number;
}

const json = (value: unknown, headers?: Record<string, string>, status = 200): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

const answer = ({ status, value }: HttpAnswer): Response => json(value, {}, status);

async function bodyOf(init: RequestInit | undefined): Promise<unknown> {
  const headers = init?.headers as Record<string, string>;
  const body = new Response(init?.body).body!;
  const plain =
    headers['content-encoding'] === 'gzip'
      ? body.pipeThrough(new DecompressionStream('gzip'))
      : body;
  return new Response(plain).json();
}

/** A server in memory and the demo of some villages on it. */
export function demoServer(seed: string, villages: number): DemoServer {
  let nowMs = STARTS_MS;
  let pushes = 0;
  let links = 0;
  const seats = new Map<string, Seat>();
  const clock = { nowMs: () => nowMs, after: () => () => undefined };
  const server = new MemoryServer(clock, new Uint8Array(32).fill(7));
  const enrol = ({ token }: { token: string }): Response => {
    const seat = seats.get(token)!;
    const device = dice(`device ${seat.account} ${token}`).id('d');
    const session = {
      ...seat,
      device,
      serverKey: server.serverKey,
      serverTimeMs: nowMs,
      zone: ZONE,
    };
    return json(session, { 'set-cookie': `doorstep-field=${token}; Path=/` });
  };
  const push = (url: URL, sent: Push): Response => {
    pushes += 1;
    const place = url.pathname.split('/')[3]!;
    const before = server.ledger(place).stored.length;
    const given = answer(answerOverHttp(server, url, sent));
    for (const { entry } of server.ledger(place).stored.slice(before))
      deliver(server, sent.sentAtMs, entry);
    return given;
  };
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input as string);
    if (url.pathname === '/api/enrol') return enrol((await bodyOf(init)) as { token: string });
    if (init?.method === 'POST') return push(url, (await bodyOf(init)) as Push);
    return answer(answerOverHttp(server, url));
  };
  const make = (stopAtMs = Infinity): Promise<boolean> =>
    runDemo({
      baseUrl: 'http://demo',
      seed,
      villages,
      nowMs,
      fetch: fetch as typeof globalThis.fetch,
      after: (_delayMs, task) => {
        const timer = setImmediate(task);
        return () => clearImmediate(timer);
      },
      cryptography: crypto.subtle,
      mintLink: async (seat) => {
        const token = `link-${(links += 1)}-${seat.account}`;
        seats.set(token, seat);
        return token;
      },
      stepTo: async (instantMs) => {
        nowMs = Math.max(nowMs, instantMs);
      },
      onProgress: () => undefined,
      isStopped: () => nowMs >= stopAtMs,
    });
  return { server, nowMs: () => nowMs, make, pushes: () => pushes };
}
