/** `npm run doorstep -- <command>`: the operator's commands (`--help`). */
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

prepare();
await load('apps/server/src/cli.ts');
