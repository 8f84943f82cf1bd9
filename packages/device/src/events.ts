/**
 * The server's events: one stream a page, shared by all its ledgers and charts, open while anybody
 * listens. Events are hints only; what they announce is pulled.
 */
import * as v from 'valibot';
import {
  HeadEventSchema,
  RollupEventSchema,
  type Clock,
  type HeadEvent,
  type RollupEvent,
} from '@doorstep/sync';

export interface Events {
  onHead(listener: (event: HeadEvent) => void): () => void;
  onRollup(listener: (event: RollupEvent) => void): () => void;
  /** The stream is open (again): something may have been missed. */
  onOpen(listener: () => void): () => void;
}

const REOPEN_MS = 5_000;

/** A set of listeners that opens something with its first and closes it with its last. */
class Audience<T> {
  private readonly listeners = new Set<(event: T) => void>();

  constructor(private readonly onChange: () => void) {}

  get size(): number {
    return this.listeners.size;
  }

  add(listener: (event: T) => void): () => void {
    this.listeners.add(listener);
    this.onChange();
    return () => {
      this.listeners.delete(listener);
      this.onChange();
    };
  }

  tell(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, event: Event): T | undefined {
  try {
    return v.parse(schema, JSON.parse((event as MessageEvent<string>).data));
  } catch {
    return undefined;
  }
}

/** `connect` opens the stream: `() => new EventSource('/api/events')`. */
export function createEvents(connect: () => EventSource, clock: Clock): Events {
  let source: EventSource | undefined;
  let cancelReopen: () => void = () => undefined;
  const heads = new Audience<HeadEvent>(() => update());
  const rollups = new Audience<RollupEvent>(() => update());
  const opens = new Audience<void>(() => update());

  const open = (): void => {
    const opened = connect();
    source = opened;
    opened.addEventListener('open', () => opens.tell());
    opened.addEventListener('head', (event) => {
      const head = parsed(HeadEventSchema, event);
      if (head) heads.tell(head);
    });
    opened.addEventListener('rollup', (event) => {
      const rollup = parsed(RollupEventSchema, event);
      if (rollup) rollups.tell(rollup);
    });
    // A lost connection is reopened by the browser; a refused one (401, 503) is not.
    opened.addEventListener('error', () => {
      if (opened.readyState !== opened.CLOSED || source !== opened) return;
      cancelReopen = clock.after(REOPEN_MS, open);
    });
  };
  const update = (): void => {
    const isWanted = heads.size + rollups.size + opens.size > 0;
    if (isWanted && !source) open();
    if (isWanted || !source) return;
    cancelReopen();
    source.close();
    source = undefined;
  };
  return {
    onHead: (listener) => heads.add(listener),
    onRollup: (listener) => rollups.add(listener),
    onOpen: (listener) => opens.add(listener),
  };
}
