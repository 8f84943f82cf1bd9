/**
 * The brief of a prefecture of 189 villages: the answer a desk shows, what is needed to send it, and
 * once it is sent and every village has brought more, what moved and why, down to the last record.
 */
import { instantOf, localInstant } from '@doorstep/ledger';
import { sendingDrafts, type DraftBrief, type SentReport, type Why } from '@doorstep/sync';
import { accepted, openClient, type Client, type Seat } from './http';
import { overviewPath, spreadOf, timeGets } from './overview';
import { median, quantile, result, type Result } from './report';
import { folded } from './scale';
import { startServed, type Served } from './served';
import { fill, inLanes, inventLedgers, LAST_DAY, PREFECTURE, send, type Filled } from './villages';

/** More entries make filling longer and these answers no slower, but for finding out why. */
const ENTRIES_MAX = 100_000;
const REQUESTS = 100;
const WARM_UPS = 20;
const BRIEF = 'br_benchbrief0';

const idOf = (n: number): string =>
  `00000000-0000-7000-8000-${(1_000 + n).toString().padStart(12, '0')}`;

/** Sends the report as the prefecture's desk does. @returns entries and bytes it took */
async function sendBrief(
  client: Client,
  { account, device, cookie }: Seat,
  draft: DraftBrief,
  nowMs: number,
): Promise<{ entries: number; bytes: number }> {
  const entries = sendingDrafts(draft, BRIEF).map((one, i) => ({
    id: idOf(i),
    v: 1,
    place: PREFECTURE,
    at: localInstant(nowMs),
    by: account,
    device: `${device}/1`,
    n: 100 + i,
    ...one,
  }));
  const body = JSON.stringify({ entries, keys: [], after: 0, sentAtMs: nowMs });
  accepted(await client.post(`/api/ledgers/${PREFECTURE}/entries`, body, cookie));
  return { entries: entries.length, bytes: body.length };
}

/** Total over all figures, so that one number tells whether the parts add up. */
const sizeOf = (whys: readonly Why[]): number =>
  whys
    .flatMap(({ ledgers }) => ledgers.flatMap(({ causes }) => causes))
    .flatMap(({ figures }) => figures.flatMap(({ days }) => days))
    .reduce((sum, { n }) => sum + n, 0);

async function explained(client: Client, { cookie }: Seat): Promise<Result[]> {
  const path = `/api/briefs/${PREFECTURE}/${BRIEF}`;
  const ask = async <T>(of: string): Promise<T> =>
    JSON.parse(accepted(await client.get(of, cookie))) as T;
  const report = await ask<SentReport>(path);
  const tookMs: number[] = [];
  const whys: Why[] = [];
  for (const { place } of report.now.moved) {
    const started = performance.now();
    whys.push(await ask<Why>(`${path}/why?within=${place}`));
    tookMs.push(performance.now() - started);
  }
  const totals = report.now.moved.flatMap(({ figures }) => figures.filter((_, i) => i % 3 === 0));
  const unexplained = totals.reduce((sum, n) => sum + n, 0) - sizeOf(whys);
  const ledgers = whys.reduce((sum, why) => sum + why.ledgers.length, 0);
  const allMs = tookMs.reduce((sum, ms) => sum + ms, 0);
  return [
    result('brief.unexplained', unexplained, 'records', { atMost: 0 }, { ledgers }),
    result('brief.why', allMs / 1_000, 's', undefined, {
      first_reasons_after_ms: Math.round(tookMs[0] ?? 0),
      per_ledger_ms: Number((allMs / ledgers).toFixed(1)),
    }),
  ];
}

/** What every village has recorded since comes in. */
async function bringMore(served: Served, { senders }: Filled, nowMs: number): Promise<void> {
  const client = openClient(served.baseUrl, 4);
  await inLanes(senders, 4, (sender) => send(client, sender, sender.later, nowMs));
  client.close();
  await folded(served);
}

/** @param entries at most: in all villages together */
export async function benchBrief(entries: number): Promise<Result[]> {
  const served = await startServed();
  const client = openClient(served.baseUrl, 1);
  try {
    const ledgers = await inventLedgers(Math.min(entries, ENTRIES_MAX));
    const filled = await fill(served, ledgers, () => undefined);
    await folded(served);
    const { official } = filled;
    const asked = { served, official };
    const live = overviewPath().replace('/overview', '/brief');
    const draft = live.replace('/brief', '/brief/draft');
    await timeGets(asked, live, WARM_UPS);
    const shown = await timeGets(asked, live, REQUESTS);
    const drafted = await timeGets(asked, draft, REQUESTS);
    const nowMs = instantOf(LAST_DAY, '20:00');
    const made = JSON.parse(accepted(await client.get(draft, official.cookie))) as DraftBrief;
    const sent = await sendBrief(client, official, made, nowMs);
    await bringMore(served, filled, nowMs + 60_000);
    const since = await timeGets(asked, `/api/briefs/${PREFECTURE}/${BRIEF}`, REQUESTS);
    const worst = { atMost: 100 };
    const detail = { entries: filled.entries, ...spreadOf('server', shown.serverMs) };
    return [
      result('brief.answer', median(shown.serverMs), 'ms', worst, detail),
      result('brief.answer_p99', quantile(shown.serverMs, 0.99), 'ms', worst),
      result('brief.draft', median(drafted.serverMs), 'ms', undefined, {
        ...spreadOf('server', drafted.serverMs),
        entries: sent.entries,
        kilobytes: Math.round(sent.bytes / 1_024),
      }),
      result('brief.since', median(since.serverMs), 'ms', worst, {
        ...spreadOf('server', since.serverMs),
      }),
      ...(await explained(client, official)),
    ];
  } finally {
    client.close();
    await served.remove();
  }
}
