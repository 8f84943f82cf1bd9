/**
 * The desk in a real Chromium over a server with a village of 658 households and 20,000 entries:
 * from the address to the first figures, signed in; and from a phone's push to the figures on the
 * overview and on the wall. The bare work of a start is what nobody can do without: the same files
 * and answers fetched in the same page, none of them run.
 */
import type { Page } from 'playwright-core';
import { dice, visitDraft, type GeneratedLedger } from '@doorstep/scenario';
import { WIRE_HEADER, WIRE_VERSION } from '@doorstep/sync';
import { launchBrowser } from '../../e2e/browser';
import { Caller } from '../../e2e/caller';
import { Desk } from '../../e2e/desk';
import type { RunningServer } from '../../e2e/server';
import { COUNTY, VILLAGE } from '../../e2e/village';
import { ENTRIES, HOUSEHOLDS, startFilledServer } from './filled-server';
import { median, result, type Result } from './report';

const STARTS = 9;
const PUSHES = 9;
const START_MS = 1_000;
/** How often the bare work a start may take. */
const TIMES = 4;
const LIVE_MS = 2_000;

interface Started {
  desk: { figuresMs: number; chartMs: number };
}

/** Watches from the page's first moment; plain text, since it runs before anything is loaded. */
const WATCH = `
window.desk = { figuresMs: 0, chartMs: 0 };
(() => {
  const look = () => {
    const { desk } = window;
    if (!desk.figuresMs && document.querySelectorAll('.figure__value').length === 6)
      setTimeout(() => (desk.figuresMs = performance.now()));
    if (document.querySelector('.chart svg path')) return setTimeout(() => (desk.chartMs = performance.now()));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();`;

/** In the page that has just started: its own cookie, its own network. */
const BARE_WORK = `(async () => {
  const drawnMs = window.desk.figuresMs;
  const used = performance.getEntriesByType('resource').filter(({ responseEnd }) => responseEnd <= drawnMs);
  const bytesOf = async (address) => (await fetch(address, { headers: { '${WIRE_HEADER}': '${WIRE_VERSION}' }, cache: 'no-store' })).arrayBuffer();
  const files = used.filter(({ name }) => name.includes('/assets/'));
  const answers = used.filter(({ name, initiatorType }) => name.includes('/api/') && initiatorType === 'fetch');
  const startedMs = performance.now();
  await bytesOf(location.href);
  await Promise.all(files.map(({ name }) => bytesOf(name)));
  for (const { name } of answers) await bytesOf(name);
  return { ms: performance.now() - startedMs, files: files.length, answers: answers.length };
})()`;

async function start(page: Page, address: string) {
  await page.goto('about:blank');
  await page.goto(address);
  await page.waitForFunction(() => (window as unknown as Started).desk.chartMs > 0);
  const { figuresMs, chartMs } = await page.evaluate(() => (window as unknown as Started).desk);
  const bare = await page.evaluate<{ ms: number; files: number; answers: number }>(BARE_WORK);
  return { figuresMs, chartMs, bare };
}

async function starts(page: Page, address: string): Promise<Result[]> {
  await page.addInitScript(WATCH);
  await start(page, address);
  const runs = [];
  for (let i = 0; i < STARTS; i++) runs.push(await start(page, address));
  const figuresMs = runs.map((one) => one.figuresMs);
  const { files, answers } = runs[0]!.bare;
  const detail = {
    households: HOUSEHOLDS,
    entries: ENTRIES,
    samples: STARTS,
    worst_ms: Math.round(Math.max(...figuresMs)),
    first_chart_ms: Math.round(median(runs.map(({ chartMs }) => chartMs))),
    bare_work_ms: Math.round(median(runs.map(({ bare }) => bare.ms))),
    files,
    answers,
  };
  const ratio = median(runs.map((one) => one.figuresMs / one.bare.ms));
  return [
    result('desk.to_first_figures', median(figuresMs), 'ms', { atMost: START_MS }, detail),
    result('desk.start_of_bare_work', ratio, '×', { atMost: TIMES }, detail),
  ];
}

/** Resolves with the moment at which an element says something else. */
async function changed(page: Page, selector: string, before: string): Promise<number> {
  await page.waitForFunction(
    ([where, said]) => document.querySelector(where!)?.textContent !== said,
    [selector, before],
  );
  return performance.now();
}

const SHOWN = { overview: '.figure__value', wall: '.wall__figures strong' };

async function live(
  pages: { overview: Page; wall: Page },
  secretary: Caller,
  { village }: GeneratedLedger,
): Promise<Result[]> {
  const tookMs = { overview: [] as number[], wall: [] as number[] };
  const screens = ['overview', 'wall'] as const;
  for (let i = 0; i < PUSHES; i++) {
    const said = await Promise.all(
      screens.map((screen) => pages[screen].locator(SHOWN[screen]).first().textContent()),
    );
    const visit = visitDraft(dice(`desk ${i}`), village.households[i]!, {
      outcome: 'met',
      first: true,
    });
    const sentMs = performance.now();
    const shown = screens.map((screen, k) => changed(pages[screen], SHOWN[screen], said[k]!));
    await secretary.record([visit]);
    for (const [k, atMs] of (await Promise.all(shown)).entries())
      tookMs[screens[k]!].push(atMs - sentMs);
  }
  return screens.map((screen) => {
    const worst = Math.round(Math.max(...tookMs[screen]));
    const detail = { samples: PUSHES, worst_ms: worst };
    const name = `desk.push_to_${screen}`;
    return result(name, median(tookMs[screen]), 'ms', { atMost: LIVE_MS }, detail);
  });
}

async function measure(server: RunningServer, generated: GeneratedLedger): Promise<Result[]> {
  const browser = await launchBrowser();
  const secretary = await Caller.signIn(await server.link('field', VILLAGE));
  try {
    const { page } = await Desk.open(browser, await server.link('desk', COUNTY), 'zh');
    const address = `${server.baseUrl}/desk/overview/${COUNTY}`;
    const started = await starts(page, address);
    const { page: wall } = await Desk.open(browser, await server.link('desk', COUNTY), 'zh');
    await wall.goto(`${server.baseUrl}/desk/wall/${COUNTY}`);
    await wall.locator(SHOWN.wall).first().waitFor();
    return [...started, ...(await live({ overview: page, wall }, secretary, generated))];
  } finally {
    await secretary.close();
    await browser.close();
  }
}

/** The desk's start, and how soon it shows what a phone sent. */
export async function benchDesk(): Promise<Result[]> {
  const { server, generated } = await startFilledServer();
  try {
    return await measure(server, generated);
  } finally {
    await server.remove();
  }
}
