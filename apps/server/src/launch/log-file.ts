/** The structured log: a file in the data folder, set aside once when it has grown. */
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, type Logger } from 'pino';

const KEPT_BYTES_MAX = 20_000_000;

export interface LogFile {
  log: Logger;
  flush(): void;
}

export function openLogFile(dataFolder: string): LogFile {
  const folder = join(dataFolder, 'log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'server.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > KEPT_BYTES_MAX)
    renameSync(path, `${path}.1`);
  const file = destination({ dest: path, mode: 0o600, sync: false, minLength: 4_096 });
  const log = pino({ base: undefined }, file);
  const flushing = setInterval(() => file.flush(), 1_000).unref();
  return {
    log,
    flush() {
      clearInterval(flushing);
      file.flushSync();
    },
  };
}
