/**
 * A village's list of 2,100 people through the desk in a real Chromium against the real server: from
 * the file being chosen to the preview, and from agreeing until the server has all of it.
 */
import { performance } from 'node:perf_hooks';
import { say } from '@doorstep/words';
import { launchBrowser } from '../../e2e/browser';
import { DESK_SIZE } from '../../e2e/desk';
import { startServer } from '../../e2e/server';
import { VILLAGE } from '../../e2e/village';
import { inventRows, workbookOf } from '../../e2e/workbook';
import { result, type Result } from './report';

/** Households of 1, 2, 3 and 4 people in turn. */
const HOUSEHOLDS = 840;
const PREVIEW_MS_MAX = 2_000;
const IMPORTED_MS_MAX = 5_000;
const LOCALE = 'zh';

export async function benchImport(): Promise<Result[]> {
  const rows = inventRows(HOUSEHOLDS);
  const buffer = Buffer.from(workbookOf(rows));
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  try {
    const context = await browser.newContext({ viewport: DESK_SIZE, locale: LOCALE });
    const page = await context.newPage();
    await page.goto(await server.link('desk', VILLAGE));
    await page.getByRole('link', { name: say(LOCALE, 'desk.ledger'), exact: true }).click();
    await page.getByRole('link', { name: say(LOCALE, 'imports.open') }).click();
    const input = page.locator('input[type=file]');
    await input.waitFor({ state: 'attached' });
    const chosenMs = performance.now();
    await input.setInputFiles({ name: 'register.xlsx', mimeType: '', buffer });
    const people = say(LOCALE, 'imports.brings_people', { n: rows.length });
    const write = page.getByRole('button', { name: people });
    await write.waitFor();
    const previewMs = performance.now() - chosenMs;
    const agreedMs = performance.now();
    await write.click();
    await page.getByText(say(LOCALE, 'imports.doneSent')).waitFor();
    const importedMs = performance.now() - agreedMs;
    const detail = { people: rows.length, file_kb: Math.round(buffer.length / 1_024) };
    return [
      result('import, preview', previewMs, 'ms', { atMost: PREVIEW_MS_MAX }, detail),
      result('import, at the server', importedMs, 'ms', { atMost: IMPORTED_MS_MAX }, detail),
    ];
  } finally {
    await browser.close();
    await server.remove();
  }
}
