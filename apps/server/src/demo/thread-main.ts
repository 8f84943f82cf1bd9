/** The demo's own thread: its phones take no time from the server's. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromDemo, ThreadData, ToDemo } from './messages';
import { runDemo } from './run';
import { verifySignature } from './verify';

type Question =
  | { what: 'mintLink'; seat: Extract<FromDemo, { what: 'mintLink' }>['seat'] }
  | { what: 'stepTo'; instantMs: number };

const port = parentPort!;
const waiting = new Map<
  number,
  { resolve: (value: string) => void; reject: (error: Error) => void }
>();
let isStopped = false;
let asked = 0;

const tell = (message: FromDemo): void => port.postMessage(message);

function ask(question: Question): Promise<string> {
  const id = (asked += 1);
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    tell({ say: 'ask', id, ...question });
  });
}

port.on('message', (message: ToDemo) => {
  if (message.say === 'stop') isStopped = true;
  else {
    const { resolve, reject } = waiting.get(message.id)!;
    waiting.delete(message.id);
    if (message.say === 'answer') resolve(message.value);
    else reject(new Error(message.message));
  }
});

const isComplete = await runDemo({
  ...(workerData as ThreadData),
  fetch,
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  cryptography: crypto.subtle,
  verify: verifySignature,
  mintLink: (seat) => ask({ what: 'mintLink', seat }),
  stepTo: async (instantMs) => void (await ask({ what: 'stepTo', instantMs })),
  onProgress: (fraction) => tell({ say: 'progress', fraction }),
  isStopped: () => isStopped,
});
tell({ say: 'done', isComplete });
port.close();
