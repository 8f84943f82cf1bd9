/** Where a thread of the pool begins: threads do not inherit the loader that reads TypeScript. */
import { register } from 'tsx/esm/api';

register();
await import('./thread-main.ts');
