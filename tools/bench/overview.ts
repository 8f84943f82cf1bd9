/**
 * The desk's first screen of a prefecture on two servers with the same places and days and a
 * tenth of the entries on one of them: asked in turns, so that what disturbs disturbs both.
 */
import { accepted, openClient, type Seat } from './http';
import { median, quantile } from './report';
import type { Served } from './served';
import { LAST_DAY, PREFECTURE } from './villages';

const PATH = '/api/overview';
const ROUNDS = 20;
const PER_ROUND = 30;
const WARM_UPS = 60;

export interface Asked {
  served: Served;
  official: Seat;
}

export interface Times {
  /** From the request's arrival at the server to the end of its answer, ms. */
  serverMs: number[];
  /** As whoever asks sees it, ms. */
  clientMs: number[];
}

/** Asks so many times, one after another. */
export async function timeGets(
  { served, official }: Asked,
  path: string,
  times: number,
): Promise<Times> {
  const client = openClient(served.baseUrl, 1);
  const clientMs: number[] = [];
  await served.took();
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    accepted(await client.get(path, official.cookie));
    clientMs.push(performance.now() - started);
  }
  client.close();
  const serverMs = (await served.took())[path.split('?')[0]!] ?? [];
  return { serverMs, clientMs };
}

export const overviewPath = (place = PREFECTURE, more = ''): string =>
  `${PATH}?place=${place}&day=${LAST_DAY}${more}`;

/** Each server's times, taken in turns. */
export async function timeOverviews(all: readonly Asked[]): Promise<Times[]> {
  const times = all.map((): Times => ({ serverMs: [], clientMs: [] }));
  for (const one of all) await timeGets(one, overviewPath(), WARM_UPS);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, one] of all.entries()) {
      const { serverMs, clientMs } = await timeGets(one, overviewPath(), PER_ROUND);
      times[i]!.serverMs.push(...serverMs);
      times[i]!.clientMs.push(...clientMs);
    }
  }
  return times;
}

/** A distribution in words and numbers. */
export const spreadOf = (label: string, samples: readonly number[]): Record<string, number> => ({
  [`${label}_median_ms`]: Number(median(samples).toFixed(2)),
  [`${label}_p90_ms`]: Number(quantile(samples, 0.9).toFixed(2)),
  [`${label}_p99_ms`]: Number(quantile(samples, 0.99).toFixed(2)),
  [`${label}_worst_ms`]: Number(Math.max(...samples).toFixed(2)),
});
