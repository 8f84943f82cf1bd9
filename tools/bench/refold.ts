/**
 * A village of 20,000 entries that is folded anew again and again while its phone goes on sending.
 * What makes it: its fold counts as an older version's, as after an update of the program, and its
 * last entry as not folded, so that the fold in memory is no longer in step and is thrown away. All
 * entries are read and folded, all figures read and compared. Phases with and without refolding
 * take turns on the same server.
 */
import { instantOf, type Stored } from '@doorstep/ledger';
import { generateLedger, type GeneratedLedger } from '@doorstep/scenario';
import { accepted, enrol, openClient, type Client, type Seat } from './http';
import { spreadOf } from './overview';
import { quantile, result, type Result } from './report';
import { startServed, type Served } from './served';

const VILLAGE = '222401101205';
const COUNTY = '222401';
const HOUSEHOLDS = 658;
const ENTRIES = 20_000;
const PER_FILL = 500;
const PHASES = 12;
const PUSHES = 250;
const PER_PUSH = 2;
/** Between an answer and the next push of a phone. */
const THINKING_MS = 8;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

class Pusher {
  private at = 0;
  private readonly keyById: ReadonlyMap<string, GeneratedLedger['keys'][number]>;

  constructor(
    private readonly client: Client,
    private readonly seat: Seat,
    private readonly ledger: GeneratedLedger,
    private readonly nowMs: number,
  ) {
    this.keyById = new Map(ledger.keys.map((key) => [key.k, key]));
  }

  /** Sends the next entries. @returns ms from the request to the whole answer */
  async next(count: number): Promise<number> {
    const { account, device, cookie } = this.seat;
    const due: Stored[] = this.ledger.stored.slice(this.at, this.at + count);
    if (due.length < count) throw new Error('the ledger is used up');
    const used = new Set(
      due.flatMap(({ entry }) => Object.values(entry.sealed ?? {}).map(({ k }) => k)),
    );
    const entries = due.map(({ entry }) => ({ ...entry, by: account, device: `${device}/1` }));
    const keys = [...used].map((k) => this.keyById.get(k)!);
    const body = JSON.stringify({
      entries,
      keys,
      after: Number.MAX_SAFE_INTEGER,
      sentAtMs: this.nowMs,
    });
    const started = performance.now();
    accepted(await this.client.post(`/api/ledgers/${VILLAGE}/entries`, body, cookie));
    this.at += count;
    return performance.now() - started;
  }
}

/** Has the village folded anew whenever it is done, until stopped. @returns how often it was */
async function keepRefolding({ db }: Served, isOver: () => boolean): Promise<number> {
  for (let refolds = 0; ;) {
    const reset = await db.query(
      `update fold_head f set fold_version = 0, seq = f.seq - 1
         from ledger_head l where f.county = $1 and f.place = $2 and l.county = f.county and l.place = f.place
          and f.fold_version > 0 and f.seq >= ${ENTRIES} returning f.seq`,
      [COUNTY, VILLAGE],
    );
    refolds += reset.length;
    if (isOver()) return refolds;
    await pause(20);
  }
}

async function phase(pusher: Pusher): Promise<number[]> {
  const latenciesMs: number[] = [];
  for (let i = 0; i < PUSHES; i++) {
    latenciesMs.push(await pusher.next(PER_PUSH));
    await pause(THINKING_MS);
  }
  return latenciesMs;
}

async function settled({ db }: Served): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ done: boolean }>(
      `select l.seq = f.seq and f.fold_version > 0 as done from ledger_head l join fold_head f
        on f.county = l.county and f.place = l.place where l.county = $1 and l.place = $2`,
      [COUNTY, VILLAGE],
    );
    if (row?.done) return pause(300);
    await pause(50);
  }
}

async function measure(served: Served, pusher: Pusher): Promise<Result> {
  const [without, during]: [number[], number[]] = [[], []];
  let refolds = 0;
  await phase(pusher);
  for (let i = 0; i < PHASES; i++) {
    await settled(served);
    without.push(...(await phase(pusher)));
    let over = false;
    const refolding = keepRefolding(served, () => over);
    during.push(...(await phase(pusher)));
    over = true;
    refolds += await refolding;
  }
  return result(
    'refold.push_p99_ratio',
    quantile(during, 0.99) / quantile(without, 0.99),
    'ratio',
    { atMost: 1.5 },
    {
      entries: ENTRIES,
      refolds,
      pushes_each: without.length,
      ...spreadOf('without', without),
      ...spreadOf('during', during),
    },
  );
}

/** The ratio of the p99 of pushes to the village with and without refolding. */
export async function benchRefold(): Promise<Result[]> {
  const ledger = await generateLedger('refold', {
    place: VILLAGE,
    households: HOUSEHOLDS,
    entries: ENTRIES + (2 * PHASES + 1) * PUSHES * PER_PUSH,
    cryptography: crypto.subtle,
  });
  const served = await startServed();
  const client = openClient(served.baseUrl, 1);
  try {
    const nowMs = instantOf('2020-06-01', '12:00');
    await served.setClock(nowMs);
    const pusher = new Pusher(
      client,
      await enrol(client, served.db, VILLAGE, 'c_bench00'),
      ledger,
      nowMs,
    );
    for (let sent = 0; sent < ENTRIES; sent += PER_FILL) await pusher.next(PER_FILL);
    await settled(served);
    return [await measure(served, pusher)];
  } finally {
    client.close();
    await served.remove();
  }
}
