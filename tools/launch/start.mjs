/** `npm start`: install, build, serve. Options and settings are the server's own (`--help`). */
import { buildPages } from './pages.mjs';
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

prepare();
buildPages();
await load('apps/server/src/main.ts');
