/** Requests over kept connections, as little between the clock and the socket as Node allows. */
import http from 'node:http';
import { WIRE_HEADER, WIRE_VERSION } from '@doorstep/sync';
import { effects } from '../../apps/server/src/effects';
import { mintLink } from '../../apps/server/src/links';
import type { Database } from '../../apps/server/src/store';

export interface Answered {
  status: number;
  text: string;
  /** What the server sets, as it is to be sent back. */
  cookie: string;
}

export interface Client {
  get(path: string, cookie: string): Promise<Answered>;
  post(path: string, body: string, cookie?: string): Promise<Answered>;
  close(): void;
}

/** Talks to one server by at most so many connections. */
export function openClient(baseUrl: string, connections: number): Client {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const send = (method: string, path: string, cookie: string, body = ''): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(method === 'POST' && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        }),
        [WIRE_HEADER]: String(WIRE_VERSION),
        cookie,
      };
      const request = http.request(baseUrl + path, { method, agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            cookie: (response.headers['set-cookie'] ?? [])
              .map((one) => one.split(';')[0])
              .join('; '),
          }),
        );
      });
      request.on('error', reject).end(body);
    });
  return {
    get: (path, cookie) => send('GET', path, cookie),
    post: (path, body, cookie = '') => send('POST', path, cookie, body),
    close: () => agent.destroy(),
  };
}

/** @throws Error when the answer is not 200 or an entry was rejected */
export function accepted({ status, text }: Answered): string {
  if (status !== 200 || text.includes('"rejected"'))
    throw new Error(`answered ${status}: ${text.slice(0, 300)}`);
  return text;
}

/** Somebody signed in. */
export interface Seat {
  place: string;
  cookie: string;
  account: string;
  device: string;
}

export async function enrol(
  client: Client,
  db: Database,
  place: string,
  account: string,
): Promise<Seat> {
  const token = await mintLink(db, effects, { place, account });
  const answer = await client.post('/api/enrol', JSON.stringify({ token }));
  const { device } = JSON.parse(accepted(answer)) as { device: string };
  return { place, account, device, cookie: answer.cookie };
}
