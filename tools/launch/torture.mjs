/** `npm run torture`: real faults against the real server, database and browser. */
import { findOrInstallBrowser } from './browser.mjs';
import { buildPages } from './pages.mjs';
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

prepare();
if (process.argv.includes('--browser')) {
  buildPages();
  process.env.DOORSTEP_BROWSER ??= findOrInstallBrowser() ?? '';
}
await load('tools/torture/main.ts');
