/** `npm start`: install, build, serve. Options and settings are the server's own (`--help`). */
import { buildPages } from './pages.mjs';
import { prepare } from './prepare.mjs';
import { load } from './run.mjs';

/**
 * npm passes a SIGTERM on to the shell between it and this process, and that shell just ends: so
 * when the parent npm gave us is gone, stop as if the signal had come here.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

prepare();
buildPages();
stopWithNpm();
await load('apps/server/src/main.ts');
