/**
 * The household list of a large village at large text, where every line may be of another height:
 * jumps end at their group, scrolling shows no gap and moves nothing, coming back finds the place.
 */
import { say } from '@doorstep/words';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchBrowser } from './browser';
import { Desk } from './desk';
import { Phone } from './phone';
import { startServer, type RunningServer } from './server';
import { prepareVillage, VILLAGE, type PreparedVillage } from './village';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const GROUPS = 6;
const STEPS_PX = [-60, -500, 90, -1_500, 400, -60, -2_500, 700];

let server: RunningServer;
let village: PreparedVillage;
let phone: Phone;

beforeAll(async () => {
  server = await startServer();
  village = await prepareVillage(server, { seed: 'long list', households: 240, groups: GROUPS });
  phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'en' });
  await phone.enrol(await server.link('field', VILLAGE));
  await phone.page.evaluate(() =>
    localStorage.setItem('doorstep.preferences', JSON.stringify({ locale: 'en', textScale: 1.5 })),
  );
  await phone.openApp();
  await phone.tab('field.households');
});

afterAll(async () => {
  await phone?.discard();
  await village?.secretary.close();
  await village?.official.close();
  await server?.remove();
});

interface InView {
  /** How far the list lies open at either end of the view, px. */
  gapPx: number;
  lines: { at: number; topPx: number; text: string }[];
}

/** The lines in view, once the page has drawn what it had to. */
function inView(page: Page): Promise<InView> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
    const scroller = document.querySelector('main ul')!.parentElement!;
    const view = scroller.getBoundingClientRect();
    const list = scroller.querySelector('ul')!.getBoundingClientRect();
    const boxes = [...scroller.querySelectorAll('li')]
      .map((line) => ({ line, box: line.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > view.top + 1 && box.top < view.bottom - 1);
    const topPx = Math.max(view.top, list.top);
    const bottomPx = Math.min(view.bottom, list.bottom);
    const gapPx = Math.max(
      (boxes[0]?.box.top ?? bottomPx) - topPx,
      bottomPx - (boxes.at(-1)?.box.bottom ?? topPx),
    );
    return {
      gapPx,
      lines: boxes.map(({ line, box }) => ({
        at: Number(line.getAttribute('aria-posinset')),
        topPx: box.top - view.top,
        text: line.innerText,
      })),
    };
  });
}

test('a jump ends at the heading of its group, wherever it starts', async () => {
  const jumps = phone.page.getByRole('navigation', { name: phone.t('field.groups') });
  for (const group of [GROUPS - 1, 2, GROUPS, 1, 4]) {
    const name = phone.t('register.groupNamed', { group });
    await jumps.getByRole('button', { name, exact: true }).click();
    await expect
      .poll(async () => (await inView(phone.page)).lines[0]!)
      .toMatchObject({ text: expect.stringContaining(name) as string });
    const { gapPx, lines } = await inView(phone.page);
    expect(gapPx).toBeLessThanOrEqual(1);
    const isLast = group === GROUPS;
    if (!isLast) expect(Math.abs(lines[0]!.topPx)).toBeLessThanOrEqual(1);
  }
});

test('scrolling moves what is in view by just as much and shows no gap', async () => {
  await phone.page.mouse.move(180, 500);
  for (const stepPx of STEPS_PX) {
    const before = await inView(phone.page);
    await phone.page.mouse.wheel(0, stepPx);
    await expect.poll(async () => (await inView(phone.page)).lines).not.toEqual(before.lines);
    const after = await inView(phone.page);
    expect(after.gapPx).toBeLessThanOrEqual(1);
    for (const { at, topPx } of before.lines) {
      const same = after.lines.find((line) => line.at === at);
      if (same) expect(Math.abs(same.topPx + stepPx - topPx)).toBeLessThanOrEqual(2);
    }
  }
});

test('coming back from a household finds the place one left', async () => {
  const before = await inView(phone.page);
  const left = before.lines.findLast(({ topPx }) => topPx > 0 && topPx < 300)!;
  await phone.page.locator(`main li[aria-posinset="${left.at}"] a`).click();
  await phone.page.getByRole('button', { name: phone.t('common.back') }).click();
  await phone.page.locator(`main li[aria-posinset="${left.at}"]`).waitFor();
  const after = await inView(phone.page);
  expect(after.lines.map(({ at }) => at)).toEqual(before.lines.map(({ at }) => at));
  expect(Math.abs(after.lines[0]!.topPx - before.lines[0]!.topPx)).toBeLessThanOrEqual(1);
});

test('on paper the list stands whole, black on white, to be signed', async () => {
  const browser = await launchBrowser();
  const { page } = await Desk.open(browser, await server.link('desk', VILLAGE), 'en');
  await page.goto(`${server.baseUrl}/desk/village/${VILLAGE}/households`);
  const rows = page.locator('tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBeLessThan(240);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await rows.nth(239).waitFor();
  expect(await rows.count()).toBe(240);
  const inSight = (name: string) => page.getByText(name, { exact: true }).first().isVisible();
  expect(await inSight(say('en', 'charts.checkedBy').trim())).toBe(true);
  expect(await inSight(say('en', 'desk.signOut'))).toBe(false);
  expect(await page.getByRole('button').count()).toBe(0);
  const paper = await page.evaluate(() => ({
    ink: getComputedStyle(document.querySelector('h1')!).color,
    head: getComputedStyle(document.querySelector('thead')!).display,
    edge: document.documentElement.style.getPropertyValue('--paper-left'),
  }));
  expect(paper).toMatchObject({ ink: 'rgb(0, 0, 0)', head: 'table-header-group' });
  expect(paper.edge).toContain('Dongxing');
  await browser.close();
});
