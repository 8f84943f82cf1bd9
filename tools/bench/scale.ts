/**
 * A million entries over 189 villages on the real server with its folder running: the memory it
 * takes, the prefecture's overview beside that of a server with a tenth of the entries on the same
 * places and days, the other figures, `verify` and `backup`.
 */
import { join } from 'node:path';
import { FOLD_VERSION, instantOf } from '@doorstep/ledger';
import { foldHead, rollup } from '../../apps/server/src/store';
import { runCommand } from './command';
import { openClient } from './http';
import { overviewPath, spreadOf, timeGets, timeOverviews, type Asked } from './overview';
import { median, quantile, result, type Result } from './report';
import { startServed, type Memory, type Served } from './served';
import {
  fill,
  inLanes,
  inventLedgers,
  LAST_DAY,
  PREFECTURE,
  send,
  VILLAGES,
  type Filled,
} from './villages';

const SMALLER = 10;
const SAMPLE_EVERY_MS = 500;
const OTHER_REQUESTS = 100;
const PUSHING = 2;
const LATER_PER_PUSH = 5;
const MEGABYTE = 2 ** 20;

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
const megabytes = (bytes: number): number => Math.round(bytes / MEGABYTE);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until nothing is left to fold or roll up. @returns seconds */
export async function folded({ db }: Served): Promise<number> {
  const started = performance.now();
  for (;;) {
    const [behind, waiting] = await Promise.all([
      foldHead.behind(db, Number(FOLD_VERSION)),
      rollup.waiting(db),
    ]);
    if (behind.length + waiting.length === 0) return (performance.now() - started) / 1_000;
    await pause(100);
  }
}

/** Samples the memory of a server until `done`. */
async function watchMemory(served: Served, done: () => boolean): Promise<Memory[]> {
  const samples: Memory[] = [];
  while (!done()) {
    samples.push(await served.memory());
    await pause(SAMPLE_EVERY_MS);
  }
  return samples;
}

interface Full extends Asked {
  filled: Filled;
  samples: Memory[];
  foldedSeconds: number;
}

async function fillServer(served: Served, entries: number): Promise<Full> {
  const ledgers = await inventLedgers(entries);
  say(`${ledgers.length} ledgers invented`);
  let done = false;
  const watching = watchMemory(served, () => done);
  let told = 0;
  try {
    const filled = await fill(served, ledgers, (sent) => {
      if (sent < told + entries / 10) return;
      told = sent;
      say(`${sent} entries`);
    });
    const foldedSeconds = await folded(served);
    done = true;
    return { served, official: filled.official, filled, samples: await watching, foldedSeconds };
  } finally {
    done = true;
  }
}

async function memoryResult({ served, filled, samples, foldedSeconds }: Full): Promise<Result[]> {
  const now = await served.memory();
  const peak = Math.max(now.serverMax, ...samples.map(({ server }) => server));
  const at = (share: number): number =>
    megabytes(samples[Math.floor(share * (samples.length - 1))]?.server ?? NaN);
  return [
    result(
      'scale.server_memory_peak',
      megabytes(peak),
      'MB',
      { atMost: 600 },
      {
        entries: filled.entries,
        villages: VILLAGES,
        afterwards_mb: megabytes(now.server),
        heap_of_main_thread_mb: megabytes(now.serverHeap),
        at_quarter_mb: at(0.25),
        at_half_mb: at(0.5),
        at_three_quarters_mb: at(0.75),
        postgres_mb: megabytes(now.postgres),
        postgres_peak_mb: megabytes(Math.max(...samples.map(({ postgres }) => postgres))),
      },
    ),
    result('scale.fill', filled.entries / filled.seconds, 'entries/s', undefined, {
      seconds: Math.round(filled.seconds),
      folded_seconds_later: Number(foldedSeconds.toFixed(1)),
    }),
  ];
}

async function overviewResults(small: Full, large: Full): Promise<Result[]> {
  const [few, many] = await timeOverviews([small, large]);
  const known = `&known=${encodeURIComponent('2020-02-08T12:00:00+08:00')}`;
  const asKnown = await timeGets(large, overviewPath(PREFECTURE, known), OTHER_REQUESTS);
  const detail = {
    requests: many!.serverMs.length,
    ...spreadOf('server', many!.serverMs),
    ...spreadOf('http', many!.clientMs),
    as_known_before_median_ms: Number(median(asKnown.serverMs).toFixed(2)),
  };
  return [
    result('scale.overview_median', median(many!.serverMs), 'ms', { atMost: 5 }, detail),
    result('scale.overview_p99', quantile(many!.serverMs, 0.99), 'ms', { atMost: 20 }),
    result(
      'scale.overview_growth',
      median(many!.serverMs) / median(few!.serverMs),
      'ratio',
      { atMost: 1.25 },
      { entries_of_the_smaller: small.filled.entries, ...spreadOf('smaller', few!.serverMs) },
    ),
  ];
}

/** The overview while villages go on sending. */
async function besidePushes(large: Full): Promise<Result> {
  const { served, filled } = large;
  const client = openClient(served.baseUrl, PUSHING);
  const nowMs = instantOf(LAST_DAY, '20:00');
  let running = true;
  let pushes = 0;
  const sending = inLanes(filled.senders, PUSHING, async (sender) => {
    for (let from = 0; running && from < sender.later.length; from += LATER_PER_PUSH) {
      await send(client, sender, sender.later.slice(from, from + LATER_PER_PUSH), nowMs);
      pushes++;
    }
  });
  const { serverMs } = await timeGets(large, overviewPath(), OTHER_REQUESTS * 3);
  running = false;
  await sending;
  client.close();
  return result('scale.overview_beside_pushes', median(serverMs), 'ms', undefined, {
    pushes,
    ...spreadOf('server', serverMs),
  });
}

async function otherFigures(large: Full): Promise<Result[]> {
  const paths: Record<string, string> = {
    'scale.tallies_by_place': `/api/tallies?place=${PREFECTURE}&by=place`,
    'scale.tallies_by_day': `/api/tallies?place=${PREFECTURE}&by=day`,
    'scale.obligations': `/api/obligations?place=${PREFECTURE}`,
    'scale.worst_villages': `/api/worst?place=${PREFECTURE}&day=${LAST_DAY}`,
    'scale.brief': overviewPath().replace('/overview', '/brief'),
    'scale.overview_of_county': overviewPath('222401'),
    'scale.overview_of_town': overviewPath(large.filled.senders[0]!.place.slice(0, 9)),
    'scale.overview_of_village': overviewPath(large.filled.senders[0]!.place),
  };
  const results: Result[] = [];
  for (const [name, path] of Object.entries(paths)) {
    const { serverMs } = await timeGets(large, path, OTHER_REQUESTS);
    results.push(result(name, median(serverMs), 'ms', undefined, spreadOf('server', serverMs)));
  }
  return results;
}

async function commands({ served }: Full): Promise<Result[]> {
  const results: Result[] = [];
  const backup = ['backup', '--to', join(served.dataFolder, 'backup')];
  for (const args of [['verify'], backup]) {
    const { seconds, peakBytes } = await runCommand(served, args);
    results.push(
      result(
        `scale.${args[0]}_memory`,
        megabytes(peakBytes),
        'MB',
        { atMost: 600 },
        {
          seconds: Number(seconds.toFixed(1)),
        },
      ),
    );
  }
  return results;
}

/** @param entries on the larger server */
export async function benchScale(entries: number): Promise<Result[]> {
  const servers: Served[] = [];
  try {
    for (let i = 0; i < 2; i++) servers.push(await startServed());
    const small = await fillServer(servers[0]!, Math.round(entries / SMALLER));
    const large = await fillServer(servers[1]!, entries);
    const memory = await memoryResult(large);
    const overviews = await overviewResults(small, large);
    const beside = await besidePushes(large);
    const others = await otherFigures(large);
    return [...memory, ...overviews, beside, ...others, ...(await commands(large))];
  } finally {
    for (const served of servers) await served.remove();
  }
}
