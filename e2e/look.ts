/**
 * Looks at a screen as a careful person would: axe, nothing wider than the window, no name of a
 * message instead of its text, no English where Chinese or Korean is read. Keeps a picture.
 */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { messages, type Locale } from '@doorstep/words';

/** Where the pictures go; each run replaces the last one's. */
export const PICTURES = join(tmpdir(), 'doorstep-screens');

const QUIET_MS = 250;

export interface View {
  app: 'field' | 'desk';
  screen: string;
  locale: Locale;
  theme: 'light' | 'dark';
  size: { width: number; height: number };
}

/** Latin letters that are right in every language: addresses, the ends of ids, places in a record, names of programs and keys. */
const ALSO_LATIN =
  /\.(xlsx|csv)|https?(:\/\/\S+)?|· [\w-]{6}(?= ·|$)|^body(\.\w+|\[\d+\])*$|English|Enter|Esc|Chrome|Edge|Safari|Word|TLS_CERT|TLS_KEY/g;
const MODULES = Object.keys(messages.zh).join('|');

interface Seen {
  wider: string[];
  texts: string[];
}

/** What stands on the page, and what reaches beyond its right edge. */
function seenOn(): Seen {
  const width = document.documentElement.clientWidth;
  const scrolls = document.documentElement.scrollWidth > width;
  const within = (element: Element): boolean => {
    for (let up = element.parentElement; up; up = up.parentElement)
      if (up.getBoundingClientRect().right <= width && getComputedStyle(up).overflowX !== 'visible')
        return true;
    return false;
  };
  const wider = scrolls
    ? [...document.body.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > width + 1 && !within(one))
        .map((one) => `${one.tagName.toLowerCase()}.${one.className}`)
    : [];
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim();
    if (text && node.parentElement?.checkVisibility()) texts.push(text);
  }
  for (const element of document.querySelectorAll('[aria-label],[placeholder],[title]'))
    for (const name of ['aria-label', 'placeholder', 'title'])
      texts.push(element.getAttribute(name) ?? '');
  return { wider: scrolls && wider.length === 0 ? ['the page'] : wider.slice(0, 3), texts };
}

function wordsAmiss(locale: Locale, texts: readonly string[]): string[] {
  const isAmiss = (text: string): boolean => {
    if (new RegExp(`\\b(${MODULES})\\.[a-zA-Z_]+`).test(text)) return true;
    if (/\{\w+\}|undefined|NaN|\[object/.test(text)) return true;
    return locale !== 'en' && /[A-Za-z]{3,}/.test(text.replace(ALSO_LATIN, ''));
  };
  return [...new Set(texts)].filter(isAmiss).map((text) => `words: “${text}”`);
}

async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').slice(1).join('; ').trim();
      return `axe ${id}: ${target.join(' ')} (${why})`;
    }),
  );
}

/** Resolves once nothing on the page has changed for a moment. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(
    (quietMs) =>
      new Promise<void>((resolve) => {
        const rest = (): void => {
          observer.disconnect();
          resolve();
        };
        let timer = setTimeout(rest, quietMs);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(rest, quietMs);
        });
        observer.observe(document, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
      }),
    QUIET_MS,
  );
}

/** Resolves when every transition is over; one may start another. */
async function transitionsOver(): Promise<void> {
  for (;;) {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    const passing = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    if (passing.length === 0) return;
    await Promise.allSettled(passing.map(({ finished }) => finished));
  }
}

/** Shows the page in a size and a theme and returns what is wrong with it; empty when all is well. */
export async function look(page: Page, view: View, { withAxe = true } = {}): Promise<string[]> {
  const { app, screen, locale, theme, size } = view;
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.evaluate(transitionsOver);
  const { wider, texts } = await page.evaluate(seenOn);
  const found = [
    ...wider.map((one) => `wider than the window: ${one}`),
    ...wordsAmiss(locale, texts),
    ...(withAxe ? await axeFindings(page) : []),
  ];
  const folder = join(PICTURES, app, locale);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${screen} ${size.width} ${theme}.png`) });
  return found.map((one) => `${app} ${screen} ${locale} ${size.width} ${theme}: ${one}`);
}
