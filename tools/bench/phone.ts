/**
 * The phone app in a real Chromium at a quarter of this machine's speed, without a network, on a
 * village of 658 households and 20,000 entries whose names are really sealed. Times are taken in
 * the page: from the event to the frame after the one that shows its effect.
 */
import type { GeneratedLedger } from '@doorstep/scenario';
import { Phone } from '../../e2e/phone';
import type { RunningServer } from '../../e2e/server';
import { VILLAGE } from '../../e2e/village';
import { ENTRIES, HOUSEHOLDS, startFilledServer } from './filled-server';
import { median, quantile, result, type Result } from './report';

const THROTTLE = 4;
const REOPENINGS = 7;
const VISITS = 9;
/** A surname, initials in Latin and Hangul, a door, the end of a phone. */
const TYPED = ['金', 'lgh', '김', 'ㄱㅅ', '12', '4321'];

/** Watches the page from its first moment; plain text, since it runs before anything is loaded. */
const WATCH = `
window.bench = { listMs: 0, savesMs: [], keysMs: [] };
(() => {
  const shown = (since, tell) => requestAnimationFrame(() => setTimeout(() => tell(performance.now() - since)));
  const whenSeen = (seen, then) => (seen() ? then() : requestAnimationFrame(() => whenSeen(seen, then)));
  const list = () => document.querySelector('main li a');
  whenSeen(list, () => shown(0, (ms) => (window.bench.listMs = ms)));
  addEventListener('click', ({ target }) => {
    if (!target.closest('footer button')) return;
    const since = performance.now();
    whenSeen(() => document.querySelector('nav') && list(), () => shown(since, (ms) => window.bench.savesMs.push(ms)));
  }, true);
  addEventListener('input', () => {
    const since = performance.now();
    shown(since, (ms) => window.bench.keysMs.push(ms));
  }, true);
})();`;

interface Bench {
  listMs: number;
  savesMs: number[];
  keysMs: number[];
}

interface Watched {
  bench: Bench;
}

const benchOf = (phone: Phone): Promise<Bench> =>
  phone.page.evaluate(() => (window as unknown as Watched).bench);

/** A phone that has the village, put away and taken out again, slow and without a network. */
async function slowPhone(server: RunningServer): Promise<Phone> {
  const phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  await phone.enrol(await server.link('field', VILLAGE));
  await phone.inView();
  await phone.keptForStart();
  await phone.switchOff();
  await phone.goOffline();
  await phone.switchOn();
  await phone.page.addInitScript(WATCH);
  const session = await phone.page.context().newCDPSession(phone.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  return phone;
}

async function timeOpening(phone: Phone): Promise<number[]> {
  const openedMs: number[] = [];
  for (let i = 0; i < REOPENINGS; i++) {
    await phone.page.goto('about:blank');
    await phone.openApp();
    await phone.page.waitForFunction(() => (window as unknown as Watched).bench.listMs > 0);
    openedMs.push((await benchOf(phone)).listMs);
  }
  return openedMs;
}

async function timeVisits(phone: Phone): Promise<{ savesMs: number[]; taps: number }> {
  const tapsBefore = phone.taps;
  for (let i = 1; i <= VISITS; i++) {
    const [first] = await phone.inView();
    await phone.allWell(first!);
    await phone.page.waitForFunction(
      (count) => (window as unknown as Watched).bench.savesMs.length === count,
      i,
    );
  }
  return { savesMs: (await benchOf(phone)).savesMs, taps: (phone.taps - tapsBefore) / VISITS };
}

async function timeHouseholdOfThree(phone: Phone, { village }: GeneratedLedger): Promise<number> {
  const three = village.households
    .slice(2 * VISITS)
    .find(({ people }) => people.length === 3 && people.every((one) => !one.away));
  await phone.see(three!);
  const startedMs = performance.now();
  await phone.allWell(three!);
  return (performance.now() - startedMs) / 1_000;
}

async function timeSearch(phone: Phone): Promise<number[]> {
  await phone.tab('field.households');
  for (const text of TYPED) await phone.typeSearch(text);
  const { keysMs } = await benchOf(phone);
  return keysMs.slice(1);
}

/** Opening, saving, searching; taps and time of a healthy household. */
export async function benchPhone(): Promise<Result[]> {
  const { server, generated } = await startFilledServer();
  let phone: Phone | undefined;
  try {
    phone = await slowPhone(server);
    const openedMs = await timeOpening(phone);
    const { savesMs, taps } = await timeVisits(phone);
    const threeSeconds = await timeHouseholdOfThree(phone, generated);
    const keysMs = await timeSearch(phone);
    const detail = { households: HOUSEHOLDS, entries: ENTRIES, cpu_throttle: THROTTLE };
    const spread = (samples: number[]) => ({
      ...detail,
      samples: samples.length,
      p90_ms: Math.round(quantile(samples, 0.9)),
      worst_ms: Math.round(Math.max(...samples)),
    });
    return [
      result('phone.open_list', median(openedMs), 'ms', { atMost: 1_200 }, spread(openedMs)),
      result('phone.save_visit', median(savesMs), 'ms', { atMost: 100 }, spread(savesMs)),
      result('phone.search', median(keysMs), 'ms', { atMost: 30 }, spread(keysMs)),
      result('phone.all_well_taps', taps, 'taps', { atMost: 2 }),
      result('phone.household_of_three', threeSeconds, 's', { atMost: 3 }, detail),
    ];
  } finally {
    await phone?.discard();
    await server.remove();
  }
}
