/** `npm run bench`: measures against the stated bounds and prints JSON. */
import { findOrInstallBrowser } from './browser.mjs';
import { buildPages } from './pages.mjs';
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

prepare();
buildPages();
process.env.DOORSTEP_BROWSER ??= findOrInstallBrowser() ?? '';
await load('tools/bench/main.ts');
