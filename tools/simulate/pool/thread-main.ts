/** Runs seeds as they come in and tells what came of each. */
import { parentPort } from 'node:worker_threads';
import { run } from '../run';
import type { Ran } from './messages';

if (!parentPort) throw new Error('to be started as a thread');
const main = parentPort;
let seed = -1;

// A listener of the house that throws is reported as uncaught: the seed's doing.
process.on('uncaughtException', (error) =>
  main.postMessage({
    seed,
    faults: [],
    findings: [{ category: 'unexplained', rule: 'programs do not fail', detail: String(error) }],
  } satisfies Ran),
);

async function take(next: number): Promise<void> {
  seed = next;
  const { findings, faults } = await run(seed);
  main.postMessage({ seed, findings, faults: [...faults] } satisfies Ran);
}

main.on('message', (next: number) => void take(next));
