/** The folder's thread: its own connections, so that folding never delays a push. Wiring only. */
import { parentPort, workerData } from 'node:worker_threads';
import { effects } from '../effects';
import { openKeys } from '../keys';
import { openDatabase, storeOn } from '../store';
import { FOLD_CACHE_BYTES_MAX, FoldCache } from './fold-cache';
import { Folder } from './folder';
import type { FromFolder, ThreadData, ToFolder } from './messages';

/** Two kinds of work at once, each in four lanes, and looking for more. */
const CONNECTIONS_MAX = 10;
/** The longest pause between two pieces of folding again. */
const BREATH_MS_MAX = 60;

if (!parentPort) throw new Error('to be started as a thread');
const main = parentPort;
const tell = (message: FromFolder): void => main.postMessage(message);

/** Why something failed, without anything that was stored or sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

let restedAtMs = performance.now();

/** Rests as long as was worked: a loaded machine slows both down, never pushes alone. */
async function breathe(): Promise<void> {
  const workedMs = performance.now() - restedAtMs;
  await new Promise((resolve) => setTimeout(resolve, Math.min(workedMs, BREATH_MS_MAX)));
  restedAtMs = performance.now();
}

const { databaseUrl, dataFolder } = workerData as ThreadData;
const db = openDatabase({
  url: databaseUrl,
  random: effects.random,
  connectionsMax: CONNECTIONS_MAX,
});
const keys = await openKeys({ dataFolder, randomBytes: effects.randomBytes });
const folder = new Folder({
  store: storeOn(db),
  keys,
  cache: new FoldCache(FOLD_CACHE_BYTES_MAX),
  breathe,
  onRefused: (place, _id, outcome) =>
    tell({ trouble: { work: 'deliver', place, reason: outcome } }),
  news: {
    onHeads: (heads) => tell({ heads }),
    onRollup: (places) => tell({ rollup: places }),
    onError: (work, place, error) => tell({ trouble: { work, place, reason: reasonOf(error) } }),
  },
});

main.on('message', (message: ToFolder) => {
  if ('wake' in message) folder.wake(message.wake);
  else folder.stop();
});

await folder.run();
await db.close();
main.close();
