/**
 * Long tables at the desk in a real Chromium against the real server: how evenly they scroll, at
 * full speed and with a quarter of the processor, and how soon 20,000 rows are saved as a file.
 */
import { performance } from 'node:perf_hooks';
import { addDays, dayOf, ZONE } from '@doorstep/ledger';
import { say } from '@doorstep/words';
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../../e2e/browser';
import { Desk } from '../../e2e/desk';
import { COUNTY, VILLAGE } from '../../e2e/village';
import { startFilledServer } from './filled-server';
import { median, quantile, result, type Result } from './report';

const LOCALE = 'zh';
const DAYS = 10_000;
const FRAME_MS_MAX = 32;
const P95_MS_MAX = { full: 34, quarter: 67 } as const;
const LATE_SHARE_MAX = { full: 0.05, quarter: 0.25 } as const;
/** Half a frame. */
const WORK_MS_MAX = 8;
const SAVED_MS_MAX = 2_000;
const SCROLLED_PX = 60_000;
const SPEED_PX_S = 6_000;

/** Starts counting frames in the page. Text: a compiled function would lean on what is not there. */
const COUNT = `{
  const frames = [];
  let last = performance.now();
  window.counted = frames;
  requestAnimationFrame(function note(now) {
    frames.push(now - last);
    last = now;
    if (window.counted === frames) requestAnimationFrame(note);
  });
}`;
/** Their lengths, ms; the first began before it was looked at. */
const COUNTED = `{ const frames = window.counted; window.counted = undefined; frames.slice(1); }`;

/** A page of plain text as long, with nothing to draw anew: how evenly this machine scrolls at all. */
const PLAIN = `<div class="grid" style="height:780px;overflow:auto"><pre style="font-size:15px;line-height:40px">${'村 0 0 0 0 0 0 0\n'.repeat(DAYS)}</pre></div>`;

interface Scrolled {
  /** Lengths of the frames, ms. */
  frames: number[];
  /** What the page's main thread worked in each, ms of its own time: whatever others do beside it. */
  workMs: number;
}

const workedSeconds = async (cdp: CDPSession): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
};

/** One long scroll. */
async function scrolled(page: Page, rate: number): Promise<Scrolled> {
  await page.bringToFront();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  const grid = page.locator('.grid');
  await grid.evaluate((one) => one.scrollTo(0, 0));
  const box = (await grid.boundingBox())!;
  const before = await workedSeconds(cdp);
  await page.evaluate(COUNT);
  await cdp.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + 200,
    yDistance: -SCROLLED_PX,
    speed: SPEED_PX_S,
    gestureSourceType: 'mouse',
  });
  const frames = await page.evaluate<number[]>(COUNTED);
  const worked = (await workedSeconds(cdp)) - before;
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await cdp.detach();
  return { frames, workMs: (worked * 1_000) / frames.length };
}

const lateShare = (frames: readonly number[]): number =>
  frames.filter((ms) => ms > FRAME_MS_MAX).length / frames.length;

/** The same scroll at full speed and with a quarter of the processor, beside that of plain text. */
async function scrolling(page: Page, plain: Page, name: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const [speed, rate] of [
    ['full', 1],
    ['quarter', 4],
  ] as const) {
    const { frames: bare } = await scrolled(plain, rate);
    const { frames, workMs } = await scrolled(page, rate);
    const detail = {
      frames: frames.length,
      median_ms: Number(median(frames).toFixed(1)),
      worst_ms: Number(Math.max(...frames).toFixed(1)),
      plain_text_p95_ms: Number(quantile(bare, 0.95).toFixed(1)),
    };
    const [p95, late] = [quantile(frames, 0.95), lateShare(frames)];
    results.push(
      result(`table.${name}_${speed}_p95`, p95, 'ms', { atMost: P95_MS_MAX[speed] }, detail),
      result(
        `table.${name}_${speed}_late`,
        late,
        'of frames',
        { atMost: LATE_SHARE_MAX[speed] },
        { plain_text: Number(lateShare(bare).toFixed(3)) },
      ),
    );
    if (rate === 1)
      results.push(result(`table.${name}_work`, workMs, 'ms of a frame', { atMost: WORK_MS_MAX }));
  }
  return results;
}

/** From the click until the browser has the file, and the longest the page was busy meanwhile. */
async function saving(page: Page, rows: number): Promise<Result[]> {
  const results: Result[] = [];
  for (const [format, key] of [
    ['xlsx', 'tables.exportXlsx'],
    ['csv', 'tables.exportCsv'],
  ] as const) {
    await page.evaluate(COUNT);
    const startedMs = performance.now();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: say(LOCALE, key) }).click();
    await (await download).path();
    const tookMs = performance.now() - startedMs;
    const frames = await page.evaluate<number[]>(COUNTED);
    const detail = { rows, longest_frame_ms: Math.round(Math.max(...frames)) };
    results.push(result(`table.saved_${format}`, tookMs, 'ms', { atMost: SAVED_MS_MAX }, detail));
  }
  return results;
}

async function rowsIn(page: Page): Promise<number> {
  const table = page.locator('.grid table');
  await table.waitFor();
  return Number(await table.getAttribute('aria-rowcount')) - 1;
}

export async function benchTable(): Promise<Result[]> {
  const [{ server }, browser] = await Promise.all([startFilledServer(), launchBrowser()]);
  try {
    const desk = await Desk.open(browser, await server.link('desk', COUNTY), LOCALE);
    const { page } = desk;
    const plain = await page.context().newPage();
    await plain.setContent(PLAIN);
    await desk.entersVillage(VILLAGE);
    const from = addDays(dayOf(Date.now(), ZONE), 1 - DAYS);
    const days = `/desk/tables/${COUNTY}/days?grain=village&span=from&from=${from}`;
    await page.goto(server.baseUrl + days);
    if ((await rowsIn(page)) !== DAYS) throw new Error('not the rows that were asked for');
    const daily = await scrolling(page, plain, 'days');
    await page.goto(`${server.baseUrl}/desk/village/${VILLAGE}/records`);
    const records = await rowsIn(page);
    const listed = await scrolling(page, plain, 'records');
    return [...daily, ...listed, ...(await saving(page, records))];
  } finally {
    await browser.close();
    await server.remove();
  }
}
