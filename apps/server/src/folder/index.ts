/** Starts the folder in a thread of its own and starts it again should it ever die. */
import { Worker } from 'node:worker_threads';
import type { PlaceCode } from '@doorstep/ledger';
import type { HeadEvent, RollupEvent } from '@doorstep/sync';
import type { FromFolder, ThreadData, ToFolder } from './messages';

export interface FolderOptions extends ThreadData {
  /** Told of ledgers the folder delivered to and of places whose figures changed. */
  news: { head(event: HeadEvent): void; rollup(event: RollupEvent): void };
  /** Told of what went wrong, in codes; the work is tried again. */
  onTrouble(trouble: { work: string; place: PlaceCode; reason: string }): void;
}

export interface FolderThread {
  /** These ledgers have new entries. */
  wake(places: PlaceCode[]): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
}

const RESTART_AFTER_MS = 1_000;
/**
 * Several times what the cache of folds holds: room for one ledger of some 200,000 entries. The
 * lower it is, the sooner garbage is collected; without it the heap grows to a multiple of what lives.
 */
const HEAP_MEGABYTES_MAX = 512;

export function startFolder(options: FolderOptions): FolderThread {
  const { databaseUrl, dataFolder, news, onTrouble } = options;
  const workerData: ThreadData = { databaseUrl, dataFolder };
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;
  let thread: Worker;
  let ended: Promise<void>;

  function start(): void {
    thread = new Worker(new URL('./thread.mjs', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX },
    });
    thread.on('message', (message: FromFolder) => {
      if ('heads' in message) for (const head of message.heads) news.head(head);
      else if ('rollup' in message) news.rollup({ places: message.rollup });
      else onTrouble(message.trouble);
    });
    thread.on('error', (error) => onTrouble({ work: 'thread', place: '', reason: error.name }));
    ended = new Promise((resolve) =>
      thread.once('exit', () => {
        if (!stopping) restart = setTimeout(start, RESTART_AFTER_MS);
        resolve();
      }),
    );
  }

  const send = (message: ToFolder): void => thread.postMessage(message);
  start();
  return {
    wake: (places) => send({ wake: places }),
    async stop() {
      stopping = true;
      clearTimeout(restart);
      send({ stop: true });
      await ended;
    },
  };
}
