/**
 * The phone app in a real Chromium at a quarter of this machine's speed, without a network, on a
 * village of 658 households and 20,000 entries whose names are really sealed. Times are taken in
 * the page: from the event to the frame after the one that shows its effect.
 */
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
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

/** Between two keys of somebody who types fast. */
const KEY_PAUSE_MS = 150;

/**
 * Watches the page from its first moment; plain text, since it runs before anything is loaded. It
 * looks only when something happened, so that looking costs next to nothing.
 */
const WATCH = `
window.bench = { listMs: 0, saves: [], keys: [] };
(() => {
  const now = () => performance.now();
  const list = () => document.querySelector('main li a');
  const tabs = () => document.querySelector('nav.tabs')?.offsetParent;
  const drawn = (tell) => requestAnimationFrame(() => { const frameMs = now(); setTimeout(() => tell(frameMs, now())); });
  const whenSeen = (seen, then) => {
    const look = new MutationObserver(() => { if (seen()) { look.disconnect(); then(now()); } });
    look.observe(document, { childList: true, subtree: true, attributes: true });
  };
  let savedMs;
  addEventListener('popstate', () => (savedMs = now()));
  whenSeen(list, () => drawn((_, endMs) => { bench.listMs = endMs; benchTell(); }));
  addEventListener('click', ({ target }) => {
    if (!target.closest('footer button')) return;
    const startMs = now();
    whenSeen(() => tabs() && list(), (seenMs) => drawn((_, endMs) => {
      bench.saves.push({ saved: savedMs - startMs, screen: seenMs - savedMs, drawing: endMs - seenMs, all: endMs - startMs });
      benchTell();
    }));
  }, true);
  let startMs;
  addEventListener('input', () => (startMs = now()), true);
  addEventListener('input', () => {
    const [fromMs, scriptedMs] = [startMs, now()];
    drawn((frameMs, endMs) =>
      bench.keys.push({ script: scriptedMs - fromMs, until_frame: frameMs - scriptedMs, drawing: endMs - frameMs, all: endMs - fromMs }),
    );
  });
})();`;

/** What one save or one keystroke took, ms, and the parts of it. */
type Sample = Record<string, number> & { all: number };

interface Bench {
  listMs: number;
  /** Until it is durable, until the next screen stands, until that is drawn. */
  saves: Sample[];
  /** What the app did, what passed until the next frame began, what drawing it took. */
  keys: Sample[];
}

const benchOf = (phone: Phone): Promise<Bench> =>
  phone.page.evaluate(() => (window as unknown as { bench: Bench }).bench);

/** A slow phone, and the next time its page says that something was measured. */
interface SlowPhone {
  phone: Phone;
  measured: () => Promise<void>;
}

/** A phone that has the village, put away and taken out again, slow and without a network. */
async function slowPhone(server: RunningServer): Promise<SlowPhone> {
  const phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  await phone.enrol(await server.link('field', VILLAGE));
  await phone.inView();
  await phone.keptForStart();
  await phone.switchOff();
  await phone.goOffline();
  await phone.switchOn();
  let tell = (): void => undefined;
  await phone.page.exposeFunction('benchTell', () => tell());
  await phone.page.addInitScript(WATCH);
  const session = await phone.page.context().newCDPSession(phone.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  return { phone, measured: () => new Promise((resolve) => (tell = resolve)) };
}

async function timeOpening({ phone, measured }: SlowPhone): Promise<number[]> {
  const openedMs: number[] = [];
  for (let i = 0; i < REOPENINGS; i++) {
    await phone.page.goto('about:blank');
    const opened = measured();
    await phone.openApp();
    await opened;
    openedMs.push((await benchOf(phone)).listMs);
  }
  return openedMs;
}

/** Visits, each saved by a bare tap: nobody else looks at the page until it is drawn. */
async function timeVisits({ phone, measured }: SlowPhone): Promise<Sample[]> {
  for (let i = 0; i < VISITS; i++) {
    const [first] = await phone.inView();
    await phone.openVisit(first!);
    const button = await phone.page.locator('footer button').first().boundingBox();
    const saved = measured();
    await phone.page.touchscreen.tap(button!.x + button!.width / 2, button!.y + button!.height / 2);
    await saved;
  }
  return (await benchOf(phone)).saves;
}

/** A household of three without findings: the seconds it takes by script, and its taps. */
async function timeHouseholdOfThree(
  phone: Phone,
  { village }: GeneratedLedger,
): Promise<{ threeSeconds: number; taps: number }> {
  const three = village.households
    .slice(2 * VISITS)
    .find(({ people }) => people.length === 3 && people.every((one) => !one.away));
  await phone.see(three!);
  const [startedMs, tapsBefore] = [performance.now(), phone.taps];
  await phone.allWell(three!);
  const threeSeconds = (performance.now() - startedMs) / 1_000;
  return { threeSeconds, taps: phone.taps - tapsBefore };
}

/** Every text typed key by key and taken back key by key. */
async function timeSearch(phone: Phone): Promise<Sample[]> {
  await phone.tab('field.households');
  await phone.page.getByRole('textbox', { name: phone.t('common.search') }).tap();
  const { keyboard } = phone.page;
  for (const text of TYPED) {
    await keyboard.type(text, { delay: KEY_PAUSE_MS });
    for (const _ of text) {
      await setTimeout(KEY_PAUSE_MS);
      await keyboard.press('Backspace');
    }
    await setTimeout(KEY_PAUSE_MS);
  }
  return (await benchOf(phone)).keys;
}

/** The median of all and of every part, and how far it spreads. */
function spread(samples: readonly Sample[]): Record<string, number> {
  const all = samples.map((one) => one.all);
  const parts = Object.keys(samples[0]!).filter((part) => part !== 'all');
  return {
    samples: samples.length,
    p90_ms: Math.round(quantile(all, 0.9)),
    worst_ms: Math.round(Math.max(...all)),
    ...Object.fromEntries(
      parts.map((part) => [`${part}_ms`, Math.round(median(samples.map((one) => one[part]!)))]),
    ),
  };
}

const medianOf = (samples: readonly Sample[]): number => median(samples.map((one) => one.all));

/** Opening, saving, searching; taps and time of a healthy household. */
export async function benchPhone(): Promise<Result[]> {
  const { server, generated } = await startFilledServer();
  let slow: SlowPhone | undefined;
  try {
    slow = await slowPhone(server);
    const opened = (await timeOpening(slow)).map((all): Sample => ({ all }));
    const saves = await timeVisits(slow);
    const { threeSeconds, taps } = await timeHouseholdOfThree(slow.phone, generated);
    const keys = await timeSearch(slow.phone);
    const detail = {
      households: HOUSEHOLDS,
      entries: ENTRIES,
      cpu_throttle: THROTTLE,
      load: Number(loadavg()[0]!.toFixed(1)),
    };
    const timed = (name: string, samples: Sample[], atMost: number): Result =>
      result(name, medianOf(samples), 'ms', { atMost }, { ...detail, ...spread(samples) });
    return [
      timed('phone.open_list', opened, 1_200),
      timed('phone.save_visit', saves, 100),
      timed('phone.search', keys, 30),
      result('phone.all_well_taps', taps, 'taps', { atMost: 2 }),
      result('phone.household_of_three', threeSeconds, 's', { atMost: 3 }, detail),
    ];
  } finally {
    await slow?.phone.discard();
    await server.remove();
  }
}
