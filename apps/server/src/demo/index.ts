/** The demo, from the launcher's side: a thread that plays the phones, and answers to what it asks. */
import { Worker } from 'node:worker_threads';
import { dice } from '@doorstep/scenario';
import { accountOf } from './cadres';
import { STARTS_MS } from './calendar';
import type { DemoOptions, DemoSeats, MakeDemo } from './face';
import type { FromDemo, ThreadData, ToDemo } from './messages';
import { PREFECTURE } from './office-plan';
import { DONGXING, NANGOU } from './villages';

export type { DemoOptions, DemoSeat, Seat } from './face';
export { VILLAGES } from './quota';
/** The fewest that hold those whose links are printed, and about as many as Yanbian has. */
export const [VILLAGES_MIN, VILLAGES_MAX] = [2, 1000];

const YANJI = '222401';
/** Room for what five hundred phones drop at each sync: a tenth less time than with the default. */
const YOUNG_MB = 64;

export const demoSeats: DemoSeats = (seed) => {
  const own = dice(seed);
  const official = (place: string) =>
    ({
      account: accountOf(own, place, 'official'),
      place,
      scope: 'office',
      role: 'official',
    }) as const;
  const secretary = (place: string) =>
    ({
      account: accountOf(own, place, 'first-secretary'),
      place,
      scope: 'village',
      role: 'first-secretary',
    }) as const;
  return [
    { ...official(PREFECTURE), apps: ['desk'] },
    { ...official(YANJI), apps: ['desk'] },
    { ...secretary(DONGXING), apps: ['field', 'desk'] },
    { ...secretary(NANGOU), apps: ['field'] },
  ];
};

function answerTo(
  worker: Worker,
  { mintLink, clock }: DemoOptions,
  ask: Extract<FromDemo, { say: 'ask' }>,
): void {
  const answered =
    ask.what === 'mintLink' ? mintLink(ask.seat) : clock.stepTo(ask.instantMs).then(() => '');
  const send = (message: ToDemo): void => worker.postMessage(message);
  answered.then(
    (value) => send({ say: 'answer', id: ask.id, value }),
    (error: Error) => send({ say: 'failed', id: ask.id, message: error.message }),
  );
}

export const makeDemo: MakeDemo = async (options) => {
  const { baseUrl, seed, villages, clock, onProgress, signal } = options;
  await clock.stepTo(STARTS_MS);
  const workerData: ThreadData = { baseUrl, seed, villages, nowMs: clock.nowMs() };
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const stop = (): void => worker.postMessage({ say: 'stop' } satisfies ToDemo);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    return await new Promise<boolean>((resolve, reject) => {
      let isComplete = false;
      worker.on('message', (message: FromDemo) => {
        if (message.say === 'ask') answerTo(worker, options, message);
        else if (message.say === 'progress') onProgress?.(message.fraction);
        else isComplete = message.isComplete;
      });
      worker.once('error', reject);
      worker.once('exit', () => resolve(isComplete));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
};
