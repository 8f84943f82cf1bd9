/** `npm run fresh`: a fresh clone of HEAD started, stopped and killed, as root and as an ordinary user. */
import { findOrInstallBrowser } from './browser.mjs';
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

prepare();
process.env.DOORSTEP_BROWSER ??= findOrInstallBrowser() ?? '';
await load('tools/fresh/main.ts');
