/**
 * A new phone's first sync in a real Chromium, unthrottled: from the answered enrolment to a list
 * with names on it, while the rest still comes. Its bound is what nobody can do without: in the same page, the same bytes
 * downloaded, parsed, and written one record a segment.
 */
import type { Page } from 'playwright-core';
import type { GeneratedLedger } from '@doorstep/scenario';
import { SEGMENT_ENTRIES, WIRE_HEADER, WIRE_VERSION } from '@doorstep/sync';
import { Phone } from '../../e2e/phone';
import type { RunningServer } from '../../e2e/server';
import { VILLAGE } from '../../e2e/village';
import { ENTRIES, HOUSEHOLDS, startFilledServer } from './filled-server';
import { median, result, type Result } from './report';

const RUNS = 7;
const BEST_MS = 1_000;
/** How often the bare work a first sync may take. */
const TIMES = 2;

interface Watched {
  firstSync: { enrolledMs: number; listMs: number; tailMs: number; names: string[] };
}

/** Watches from the page's first moment; plain text, since it runs before anything is loaded. */
const WATCH = `
window.firstSync = { enrolledMs: 0, listMs: 0, tailMs: 0, names: [] };
(() => {
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    if (String(request[0]).endsWith('/api/enrol')) window.firstSync.enrolledMs = performance.now();
    if (String(request[0]).includes('/entries?after=')) window.firstSync.tailMs ||= performance.now();
    return answer;
  };
  const look = () => {
    const text = document.querySelector('main li a')?.textContent ?? '';
    if (!window.firstSync.names.some((name) => text.includes(name))) return requestAnimationFrame(look);
    setTimeout(() => (window.firstSync.listMs = performance.now()));
  };
  requestAnimationFrame(look);
})();`;

/** The bare work, in the page of the phone that has just synced: its own cookie, its own network. */
const BARE_WORK = `(async () => {
  const path = '/api/ledgers/${VILLAGE}';
  const decoder = new TextDecoder();
  const fetched = async (address) => {
    const answer = await fetch(address, { headers: { '${WIRE_HEADER}': '${WIRE_VERSION}' }, cache: 'no-store' });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { bytes, value: JSON.parse(decoder.decode(bytes)) };
  };
  const name = 'bare ' + performance.now();
  const opening = indexedDB.open(name);
  opening.onupgradeneeded = () => opening.result.createObjectStore('segments');
  const database = await new Promise((resolve) => (opening.onsuccess = () => resolve(opening.result)));
  const startedMs = performance.now();
  const { segments } = (await fetched(path + '/segments')).value;
  const addresses = [
    ...segments.map(({ k, lastChain }) => path + '/segments/' + k + '-' + lastChain),
    path + '/entries?after=' + segments.length * ${SEGMENT_ENTRIES},
    path + '/keys?after=0',
  ].values();
  const records = [];
  const lane = async () => {
    for (const address of addresses) records.push((await fetched(address)).bytes);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  const writing = database.transaction('segments', 'readwrite', { durability: 'strict' });
  records.forEach((record, i) => writing.objectStore('segments').put(record, i));
  await new Promise((resolve) => (writing.oncomplete = resolve));
  const tookMs = performance.now() - startedMs;
  database.close();
  indexedDB.deleteDatabase(name);
  return tookMs;
})()`;

/** From the answered enrolment to the list, and to the ledger's last page. */
async function firstSync(page: Page): Promise<{ syncMs: number; tailMs: number }> {
  await page.waitForFunction(() => {
    const { listMs, tailMs } = (window as unknown as Watched).firstSync;
    return listMs > 0 && tailMs > 0;
  });
  return page.evaluate(() => {
    const { enrolledMs, listMs, tailMs } = (window as unknown as Watched).firstSync;
    return { syncMs: listMs - enrolledMs, tailMs: tailMs - enrolledMs };
  });
}

/** One new phone, signed in; the app's files have been fetched before. */
async function measure(
  server: RunningServer,
  names: string[],
): Promise<{ syncMs: number; tailMs: number; bareMs: number }> {
  const phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  try {
    const { page } = phone;
    await page.goto(`${server.baseUrl}/field/`);
    await page.addInitScript(WATCH);
    await page.addInitScript(
      (all) => ((window as unknown as Watched).firstSync.names = all),
      names,
    );
    await page.goto('about:blank');
    await page.goto(await server.link('field', VILLAGE));
    const { syncMs, tailMs } = await firstSync(page);
    const bareMs: number[] = [];
    for (let i = 0; i < 3; i++) bareMs.push(await page.evaluate<number>(BARE_WORK));
    return { syncMs, tailMs, bareMs: median(bareMs) };
  } finally {
    await phone.discard();
  }
}

const namesOf = ({ village }: GeneratedLedger): string[] =>
  village.households.flatMap(({ people }) => people[0]?.identity.name ?? []);

/** First sync of a village into a new phone. */
export async function benchFirstSync(): Promise<Result[]> {
  const { server, generated } = await startFilledServer();
  try {
    const runs = [];
    for (let i = 0; i < RUNS; i++) runs.push(await measure(server, namesOf(generated)));
    const detail = {
      households: HOUSEHOLDS,
      entries: ENTRIES,
      samples: RUNS,
      bare_work_ms: Math.round(median(runs.map(({ bareMs }) => bareMs))),
      last_page_ms: Math.round(median(runs.map(({ tailMs }) => tailMs))),
      worst_ms: Math.round(Math.max(...runs.map(({ syncMs }) => syncMs))),
    };
    const syncMs = median(runs.map((one) => one.syncMs));
    const ratio = median(runs.map((one) => one.syncMs / one.bareMs));
    return [
      result('first_sync.to_usable_list', syncMs, 'ms', { atMost: BEST_MS }, detail),
      result('first_sync.of_bare_work', ratio, '×', { atMost: TIMES }, detail),
    ];
  } finally {
    await server.remove();
  }
}
