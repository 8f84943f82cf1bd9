/** `npm run simulate`: the real logic of phones and servers under one seed, with injected faults. */
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

prepare();
await load('tools/simulate/main.ts');
