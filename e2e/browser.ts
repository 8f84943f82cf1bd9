/**
 * Launches the Chromium the tests use. `DOORSTEP_BROWSER` names it: vitest sets it to the one found
 * on this machine, `npm test` installs one if there is none.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** A name of this machine that browsers do not trust without a certificate, unlike localhost. */
export const INSECURE_HOST = 'doorstep.test';

/** Headless, quiet on the network, and able to run as root and in a container. */
const ARGS = [
  `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

function options() {
  const executablePath = process.env.DOORSTEP_BROWSER;
  if (!executablePath) throw new Error('No Chromium found: run `npm test`, or set CHROMIUM.');
  return { executablePath, headless: true, args: ARGS };
}

/** A browser whose contexts forget everything when closed. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(options());
}

/** A browser with its profile in `folder`, as a phone that is switched off and on again has one. */
export function launchProfile(
  folder: string,
  context: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...context, ...options() });
}

/** A browser whose owner lets no page keep anything. */
export async function launchKeepingNothing(
  context: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> {
  const profile = await mkdtemp(join(tmpdir(), 'doorstep-browser-'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await mkdir(join(profile, 'Default'));
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const launched = await launchProfile(profile, context);
  launched.once('close', () => rm(profile, { recursive: true, force: true, maxRetries: 9 }));
  return launched;
}

/** Ends a browser as a flat battery does: at once, without a chance to write anything more. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const { id } = processInfo.find(({ type }) => type === 'browser')!;
  const closed = new Promise((resolve) => context.once('close', resolve));
  process.kill(id, 'SIGKILL');
  await closed;
}
