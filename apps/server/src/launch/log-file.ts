/**
 * The structured log: a file in the data folder, set aside once when it has grown. A log that can
 * no longer be written (the disk is full) never stops the server: some lines wait for better
 * times, the others are lost, and whoever started it is told.
 */
import { mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, type Logger } from 'pino';

const KEPT_BYTES_MAX = 20_000_000;
const WAITING_BYTES_MAX = 1_000_000;

export interface LogFile {
  log: Logger;
  flush(): void;
}

/** @param onTrouble told once, with the system's code, until lines are written again */
export function logTo(fd: number, onTrouble: (code: string) => void): LogFile {
  const options = { sync: false, minLength: 4_096, maxLength: WAITING_BYTES_MAX };
  const file = destination({ dest: fd, ...options });
  let isWritten = true;
  file.on('write', () => (isWritten = true));
  file.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (isWritten) onTrouble(code ?? '?');
    isWritten = false;
  });
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

/** @throws Error when the log cannot be opened */
export function openLogFile(dataFolder: string, onTrouble: (code: string) => void): LogFile {
  const folder = join(dataFolder, 'log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'server.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > KEPT_BYTES_MAX)
    renameSync(path, `${path}.1`);
  return logTo(openSync(path, 'a', 0o600), onTrouble);
}
