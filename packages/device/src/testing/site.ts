/** A site on loopback that serves the test page and, behind the real API's paths, a server in memory. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Session } from '@doorstep/sync';
import {
  answerOverHttp,
  MemoryServer,
  seededRandom,
  type HttpAnswer,
} from '@doorstep/sync/testing';

export const PLACE = '222401101205';

export interface Site {
  url: string;
  server: MemoryServer;
  isSignedIn(): boolean;
  /** The server holds nobody for signed in any more. */
  forgetCookies(): void;
  /** Encodings of the bodies that came, in order. */
  encodings: string[];
  close(): Promise<void>;
}

async function script(): Promise<string> {
  const entry = fileURLToPath(new URL('./page.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const [chunk] = outputs.flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error('the page did not build');
  return chunk.code;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  return text.length > 0 ? JSON.parse(text.toString()) : undefined;
}

function sessionOf(server: MemoryServer): Session {
  return {
    account: 'c_cadre0001',
    place: PLACE,
    scope: 'village',
    device: 'd_phone0001',
    serverKey: server.serverKey,
    serverTimeMs: Date.now(),
    zone: 'Asia/Shanghai',
  };
}

interface Guest {
  isSignedIn: boolean;
  /** By token of a link, who used it up. */
  claims: Map<string, string | undefined>;
}

/** A good link works once, for the first who claims it. */
function usesUp({ claims }: Guest, body: unknown): boolean {
  const { token = '', claim } = body as { token?: string; claim?: string };
  if (!token.startsWith('good') || (claims.has(token) && claims.get(token) !== claim)) return false;
  claims.set(token, claim);
  return true;
}

function answerOf(server: MemoryServer, guest: Guest, url: URL, body: unknown): HttpAnswer {
  if (url.pathname === '/api/enrol' && !usesUp(guest, body)) {
    return { status: 410, value: { code: 'link-spent', detail: 'spent' } };
  }
  if (url.pathname === '/api/enrol') guest.isSignedIn = true;
  if (!guest.isSignedIn) return { status: 401, value: { code: 'no-session' } };
  if (url.pathname === '/api/enrol' || url.pathname === '/api/session')
    return { status: 200, value: sessionOf(server) };
  if (url.pathname === '/api/signout') {
    guest.isSignedIn = false;
    return { status: 200, value: { signedOut: true } };
  }
  return answerOverHttp(server, url, body);
}

/** Builds the page and opens the site on a free port. */
export async function openSite(): Promise<Site> {
  const page = await script();
  const wall = { nowMs: () => Date.now(), after: () => () => undefined };
  const server = new MemoryServer(wall, seededRandom(1).bytes(32));
  const encodings: string[] = [];
  const guest: Guest = { isSignedIn: false, claims: new Map() };
  const http = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/')
        return response
          .setHeader('content-type', 'text/html')
          .end('<script type="module" src="/page.js"></script>');
      if (url.pathname === '/page.js')
        return response.setHeader('content-type', 'text/javascript').end(page);
      if (!url.pathname.startsWith('/api/') || url.pathname === '/api/events')
        return response.writeHead(404).end();
      const body = await bodyOf(request);
      if (request.method === 'POST') encodings.push(request.headers['content-encoding'] ?? 'none');
      const { status, value } = answerOf(server, guest, url, body);
      return response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(value));
    })();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}/`,
    server,
    isSignedIn: () => guest.isSignedIn,
    forgetCookies: () => (guest.isSignedIn = false),
    encodings,
    close,
  };
}
