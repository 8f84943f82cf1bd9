/**
 * The real server under a clock its parent sets, so that weeks are received in minutes; from each
 * instant set it runs on. Tells its parent what memory it takes and how long requests took from
 * their arrival to the end of their answer. Wiring only.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { effects } from '../../apps/server/src/effects';
import { serve } from '../../apps/server/src/launch/serve';
import { openTerminal } from '../../apps/server/src/launch/terminal';
import { readSettings } from '../../apps/server/src/settings';

export type ToServer = { clockMs: number } | { ask: 'memory' | 'took' };
export type FromServer =
  | { done: true }
  /** Resident, now and at most, bytes. */
  | { rss: number; rssMax: number; heapUsed: number; external: number }
  /** By path without its query, ms, since asked last. */
  | { took: Record<string, number[]> };

let setMs = effects.realNowMs();
let setAt = performance.now();
const realNowMs = (): number => setMs + Math.round(performance.now() - setAt);

const began = new WeakMap<IncomingMessage, number>();
let took: Record<string, number[]> = {};
subscribe('http.server.request.start', (message) => {
  began.set((message as { request: IncomingMessage }).request, performance.now());
});
subscribe('http.server.response.finish', (message) => {
  const { request } = message as { request: IncomingMessage };
  const path = request.url?.split('?')[0] ?? '';
  (took[path] ??= []).push(performance.now() - (began.get(request) ?? NaN));
});

function answerTo(message: ToServer): FromServer {
  if ('clockMs' in message) {
    setMs = message.clockMs;
    setAt = performance.now();
    return { done: true };
  }
  if (message.ask === 'took') {
    const answer = { took };
    took = {};
    return answer;
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external, rssMax: process.resourceUsage().maxRSS * 1_024 };
}

process.on('message', (message: ToServer) => process.send!(answerTo(message)));
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
const server = await serve({
  settings: readSettings(process.env),
  effects: { ...effects, realNowMs },
  terminal: openTerminal('en', process.stdout, process.stderr),
  demo: { empty: true },
});
