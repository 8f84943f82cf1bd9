import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { WIRE_VERSION } from '@doorstep/sync';
import { handClock } from '@doorstep/sync/testing';
import { createHttp, httpTransport, retryAfterMs } from './http';

const AnySchema = v.object({ ok: v.boolean() });
const NOW_MS = Date.UTC(2020, 0, 28);

function httpWith(answer: () => Response | Promise<Response>) {
  const clock = handClock(NOW_MS);
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = (url: unknown, init?: RequestInit): Promise<Response> => {
    sent.push({ url: String(url), init: init ?? {} });
    return Promise.resolve().then(answer);
  };
  const http = createHttp({
    fetch: fetch as typeof globalThis.fetch,
    clock,
    baseUrl: 'https://host.invalid',
    headers: () => ({ 'accept-language': 'ko-CN' }),
  });
  return { http, sent, clock };
}

const problem = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });

describe('requests over HTTP', () => {
  test('carry the wire version and the language, and give back what the schema allows', async () => {
    const { http, sent } = httpWith(() => Response.json({ ok: true }));
    expect(await http.request('/api/x', AnySchema)).toEqual({ ok: true, value: { ok: true } });
    expect(sent[0]!.url).toBe('https://host.invalid/api/x');
    expect(sent[0]!.init).toMatchObject({
      method: 'GET',
      headers: { 'doorstep-wire': String(WIRE_VERSION), 'accept-language': 'ko-CN' },
    });
  });

  test('small bodies go as they are, large ones compressed', async () => {
    const { http, sent } = httpWith(() => Response.json({ ok: true }));
    await http.request('/api/x', AnySchema, { small: true });
    const large = { text: '字'.repeat(5_000) };
    await http.request('/api/x', AnySchema, large);
    expect(sent[0]!.init).toMatchObject({ method: 'POST', body: '{"small":true}' });
    expect(sent[1]!.init.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(
      JSON.parse(gunzipSync(Buffer.from(sent[1]!.init.body as ArrayBuffer)).toString()),
    ).toEqual(large);
  });

  test('problems come back with code, words and the wait asked for', async () => {
    const { http } = httpWith(() =>
      problem(503, { code: 'database-gone', detail: '稍后' }, { 'retry-after': '7' }),
    );
    const failure = { status: 503, code: 'database-gone', message: '稍后', retryAfterMs: 7_000 };
    expect(await http.request('/api/x', AnySchema)).toEqual({ ok: false, failure });
  });

  test.each([
    ['a page instead of a problem', () => new Response('<html>', { status: 400 }), 400],
    ['a page instead of an answer', () => new Response('<html>'), 200],
    ['an answer of another shape', () => Response.json({ ok: 'yes' }), 200],
  ])('%s is no answer', async (_, answer, status) => {
    const { http } = httpWith(answer);
    expect(await http.request('/api/x', AnySchema)).toEqual({
      ok: false,
      failure: { status, code: 'answer', message: '' },
    });
  });

  test('no network is a failure, not an exception', async () => {
    const { http } = httpWith(() => Promise.reject(new TypeError('failed to fetch')));
    expect(await http.request('/api/x', AnySchema)).toMatchObject({
      ok: false,
      failure: { status: 0, code: 'offline' },
    });
  });

  test('a request that hangs is given up', async () => {
    const { http, sent, clock } = httpWith(
      () =>
        new Promise<Response>((_, reject) =>
          sent[0]!.init.signal!.addEventListener('abort', () =>
            reject(new DOMException('', 'AbortError')),
          ),
        ),
    );
    const answer = http.request('/api/x', AnySchema);
    await Promise.resolve();
    await Promise.resolve();
    clock.advance(60_000);
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'offline' } });
  });

  test('a ledger has its three addresses', async () => {
    const { http, sent } = httpWith(() => Response.json({}));
    const transport = httpTransport(http, () => () => undefined);
    await transport.push('222401101205', { entries: [], keys: [], after: 3, sentAtMs: 0 });
    await transport.pull('222401101205', 4);
    await transport.keys('222401101205', 5);
    expect(
      sent.map(
        ({ url, init }) =>
          `${init.method} ${url.slice('https://host.invalid/api/ledgers/222401101205'.length)}`,
      ),
    ).toEqual(['POST /entries', 'GET /entries?after=4', 'GET /keys?after=5']);
  });
});

test.each([
  [null, undefined],
  ['', undefined],
  ['3', 3_000],
  ['-3', 0],
  ['Tue, 28 Jan 2020 00:01:00 GMT', 60_000],
  ['Mon, 27 Jan 2020 00:00:00 GMT', 0],
  ['soon', undefined],
])('Retry-After %o is %o ms', (header, expected) => {
  expect(retryAfterMs(header, NOW_MS)).toBe(expected);
});
