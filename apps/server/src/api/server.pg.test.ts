/** What surrounds the endpoints: health, description, pages, events, and what happens when things break. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freshDatabase } from '../postgres/testing';
import { openDatabase } from '../store';
import { ENDPOINTS } from './server';
import { describeApi } from './openapi';
import { startTestServer, VILLAGE, type Caller, type TestServer } from './testing';

const { db, url } = await freshDatabase();
let server: TestServer;
let cadre: Caller;

beforeAll(async () => {
  server = await startTestServer(db);
  cadre = await server.signIn(VILLAGE);
});
afterAll(() => server.close());

const get = (path: string, headers = {}) =>
  fetch(server.baseUrl + path, { headers, redirect: 'manual' });

describe('health', () => {
  it('is ok while the database answers', async () => {
    const response = await get('/api/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ok',
      version: '0.0.0-test',
      database: 'ok',
      demo: null,
    });
  });
  it('says how far the demo is', async () => {
    const making = await startTestServer(db, { demoPercent: () => 42 });
    expect(await (await fetch(`${making.baseUrl}/api/health`)).json()).toMatchObject({
      demo: { percent: 42 },
    });
    await making.close();
  });
  it('is 503 when the server cannot serve', async () => {
    const away = openDatabase({
      url: url.replace(/[^/]+$/, 'nowhere'),
      random: () => 0,
      attemptsMax: 2,
    });
    const gone = await startTestServer(db, { db: away });
    const response = await fetch(`${gone.baseUrl}/api/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: 'unavailable', database: 'unavailable' });
    await gone.close();
    await away.close();
  });
});

describe('who is not signed in', () => {
  it.each([
    ['a give-back', `/api/ledgers/${VILLAGE}/restore`],
    ['a push', `/api/ledgers/${VILLAGE}/entries`],
  ])('is told so before %s is read', async (_what, path) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const body = 'neither gzip nor JSON';
    const nobody = await fetch(server.baseUrl + path, { method: 'POST', headers, body });
    expect(nobody.status).toBe(401);
    expect((await cadre.post(path, body, headers)).status).toBe(400);
  });
});

describe('strangers who never finish what they send', () => {
  it('take no room from those who are signed in', async () => {
    const { hostname, port } = new URL(server.baseUrl);
    const frame = 'host: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n';
    const sockets = Array.from({ length: 150 }, (_, i) => {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      socket.write(`POST ${i % 2 ? '/api/enrol' : '/nowhere'} HTTP/1.1\r\n${frame}`);
      return socket;
    });
    const stranger = async () => (await cadre.post('/nowhere', '{}')).status;
    await vi.waitFor(async () => expect(await stranger()).toBe(429));
    expect((await cadre.get('/api/session')).status).toBe(200);
    expect((await cadre.push([])).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(async () => expect(await stranger()).toBe(404));
  });
});

describe('an error nobody foresaw', () => {
  it('is 500 and says nothing of itself, in the answer or the log', async () => {
    const broken = {
      ...db,
      query: async () => {
        throw new Error('detail: Key (name)=(Planted-Name) already exists');
      },
    };
    const failing = await startTestServer(db, { db: broken });
    const response = await fetch(`${failing.baseUrl}/api/session`, {
      headers: { cookie: cadre.cookie },
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal' });
    expect(text + JSON.stringify(failing.logged)).not.toContain('Planted-Name');
    expect(failing.logged).toContainEqual(
      expect.objectContaining({ msg: 'request failed', error: 'Error' }),
    );
    await failing.close();
  });
});

describe('the description', () => {
  it('names every endpoint with its answers and problems', async () => {
    const served = (await (await get('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    for (const e of ENDPOINTS) {
      const path = e.path.replace(/:(\w+)/g, '{$1}');
      const operation = served.paths[path]?.[e.method.toLowerCase()];
      expect(operation?.responses, `${e.method} ${path}`).toHaveProperty('200');
    }
    expect(Object.keys(served.paths)).toHaveLength(new Set(ENDPOINTS.map((e) => e.path)).size);
  });
  it('is the same without a server', async () => {
    const served: unknown = await (await get('/api/openapi.json')).json();
    expect(JSON.parse(JSON.stringify(await describeApi(ENDPOINTS, '0.0.0-test')))).toEqual(served);
  });
});

describe('the pages', () => {
  it('leads to both apps in three languages under a strict policy', async () => {
    const response = await get('/');
    const page = await response.text();
    for (const text of [
      'lang="zh"',
      'lang="ko-CN"',
      'lang="en"',
      'href="/field/"',
      'href="/desk/"',
    ])
      expect(page).toContain(text);
    expect(page).not.toContain('<script');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toContain("'unsafe-eval'");
  });
  it('answers every view of an app with its page, asked for anew, and keeps hashed files for ever', async () => {
    expect((await get('/field')).headers.get('location')).toBe('/field/');
    for (const path of ['/field/', '/field/households/h_1']) {
      const response = await get(path);
      expect(await response.text()).toContain('<title>field');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
    const asset = await get('/desk/assets/main-4f2a.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });
  it.each([
    '/field/assets/gone.js',
    '/desk/sw.js',
    '/nowhere',
    '/api/nowhere',
    '/field/%2e%2e/%2e%2e/package.json',
  ])('has no %s', async (path) => {
    const response = await get(path, { 'accept-language': 'en' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not-found', title: 'Not found' });
  });
});

describe('events', () => {
  /** Reads until the text holds all of `wanted`. */
  async function readUntil(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    wanted: string[],
  ): Promise<string> {
    const decoder = new TextDecoder();
    for (let text = ''; ;) {
      if (wanted.every((part) => text.includes(part))) return text;
      const { value, done } = await reader.read();
      if (done) throw new Error(`ended after: ${text}`);
      text += decoder.decode(value);
    }
  }
  it('tells where my ledger stands, then every new head and roll-up of mine only', async () => {
    await cadre.push([cadre.entry()]);
    const aborting = new AbortController();
    const response = await fetch(`${server.baseUrl}/api/events`, {
      headers: { cookie: cadre.cookie },
      signal: aborting.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await readUntil(reader, [`event: head\ndata: {"place":"${VILLAGE}","head":1}`]);
    server.options.hub.rollup({ places: [VILLAGE, '2224'] });
    await cadre.push([cadre.entry()]);
    const text = await readUntil(reader, ['"head":2', `{"places":["${VILLAGE}"]}`]);
    expect(text).not.toContain('"2224"');
    aborting.abort();
  });
  it('end when the server stops, and with them its last connection', async () => {
    const stopping = await startTestServer(db);
    const response = await fetch(`${stopping.baseUrl}/api/events`, {
      headers: { cookie: cadre.cookie },
    });
    const reading = response.text();
    await stopping.close();
    expect(await reading).toContain('still here');
  });
  it('and connections that never ask for anything do not keep it from stopping', async () => {
    const stopping = await startTestServer(db);
    const socket = connect(Number(new URL(stopping.baseUrl).port), '127.0.0.1').resume();
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await stopping.close();
    await closed;
  }, 9_000);
  it('need a session', async () => expect((await get('/api/events')).status).toBe(401));
});

describe('a client that announces 100 MB', () => {
  it('is told at once and need not send it', async () => {
    const { port } = new URL(server.baseUrl);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /api/enrol HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000000\r\n\r\n`,
    );
    const [first] = (await new Promise<Buffer>((resolve) => socket.once('data', resolve)))
      .toString('utf8')
      .split('\r\n');
    expect(first).toBe('HTTP/1.1 413 Payload Too Large');
    await new Promise((resolve) => socket.once('close', resolve));
  });
});
