/** `npm run bench`: measures against the stated bounds and prints JSON. */
import { buildPages } from './pages.mjs';
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

prepare();
buildPages();
await load('tools/bench/main.ts');
