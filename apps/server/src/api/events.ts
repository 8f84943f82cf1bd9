/**
 * Server-sent events: heads of my ledgers and roll-ups that changed.
 * Events are hints to go and ask; what piles up while a reader is slow is merged, so a connection
 * never holds more than one line per place.
 */
import { Readable } from 'node:stream';
import type { HeadEvent, RollupEvent } from '@doorstep/sync';
import { ledger, places, sessions } from '../store';
import { endpoint, type Endpoint, type Server, type Session } from './endpoint';

const FLUSH_MS = 200;
const HEARTBEAT_MS = 15_000;

const line = (event: string, data: HeadEvent | RollupEvent): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Collects news for a moment after the first; asks for no time while there are none. */
class EventStream extends Readable {
  private readonly heads = new Map<string, number>();
  private readonly rolledUp = new Set<string>();
  private writable = true;
  private flushing: NodeJS.Timeout | undefined;

  constructor() {
    super({ encoding: 'utf8' });
  }

  head({ place, head }: HeadEvent): void {
    this.heads.set(place, Math.max(head, this.heads.get(place) ?? 0));
    this.flushSoon();
  }

  rollup({ places: rolled }: RollupEvent): void {
    for (const place of rolled) this.rolledUp.add(place);
    this.flushSoon();
  }

  override _read(): void {
    this.writable = true;
    if (this.heads.size + this.rolledUp.size > 0) this.flushSoon();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.flushing);
    done(error);
  }

  flush(heartbeat = false): void {
    clearTimeout(this.flushing);
    this.flushing = undefined;
    if (!this.writable) return;
    let text = heartbeat ? ': still here\n\n' : '';
    for (const [place, head] of this.heads) text += line('head', { place, head });
    if (this.rolledUp.size > 0) text += line('rollup', { places: [...this.rolledUp] });
    this.heads.clear();
    this.rolledUp.clear();
    if (text) this.writable = this.push(text);
  }

  /** Nothing is told any more; the reader sees an end. */
  finish(): void {
    this.writable = false;
    this.push(null);
  }

  private flushSoon(): void {
    if (!this.destroyed) this.flushing ??= setTimeout(() => this.flush(), FLUSH_MS);
  }
}

/** Every open stream, so that a stopping server can end them. */
const open = new WeakMap<Server, Set<EventStream>>();

export function endEvents(server: Server): void {
  for (const stream of open.get(server) ?? []) stream.finish();
}

function keepAlive(server: Server, session: Session, stream: EventStream): void {
  const streams = open.get(server) ?? new Set();
  open.set(server, streams.add(stream));
  const unsubscribe = server.hub.subscribe(session.place, stream);
  const beating = setInterval(() => {
    sessions.find(server.db, session.tokenHash, server.effects.realNowMs()).then(
      (found) => (found ? stream.flush(true) : stream.finish()),
      () => stream.flush(true),
    );
  }, HEARTBEAT_MS);
  stream.once('close', () => {
    clearInterval(beating);
    unsubscribe();
    streams.delete(stream);
  });
}

/** Where my ledgers stand now, so that a reader who was away misses nothing. */
async function greet(server: Server, session: Session, stream: EventStream): Promise<void> {
  const mine =
    session.scope === 'village'
      ? [session.place]
      : (await places.under(server.db, session.place)).map((p) => p.code);
  for (const head of await ledger.heads(server.db, mine)) stream.head(head);
  stream.flush(true);
}

const events = endpoint(
  {
    method: 'GET',
    path: '/api/events',
    summary: 'Server-sent events: `head` {place, head} of my ledgers, `rollup` {places}',
    answer: 'stream',
    problems: [],
  },
  async ({ server, session, reply }) => {
    const stream = new EventStream();
    keepAlive(server, session, stream);
    await greet(server, session, stream).catch((error: unknown) => {
      stream.destroy();
      throw error;
    });
    return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(stream);
  },
);

export const eventEndpoints: readonly Endpoint[] = [events];
