/** Backs up every so many minutes while a server runs, and once more when it has stopped. */
import { errorLine } from '../api/log';
import { backUp, type BackupDeps } from './write';

export interface ScheduleOptions extends BackupDeps {
  everyMinutes: number;
  log: { info(line: object, text: string): void; error(line: object, text: string): void };
}

/** Begins at once. @returns how to stop: makes the last backup, when nobody writes any more */
export function scheduleBackups(options: ScheduleOptions): () => Promise<void> {
  const { log, everyMinutes } = options;
  let running: Promise<void> = Promise.resolve();
  const once = (): Promise<void> =>
    backUp(options).then(
      (made) => log.info({ backup: made }, 'backed up'),
      (error: unknown) => log.error(errorLine(error), 'backup'),
    );
  const next = (): void => void (running = running.then(once));
  next();
  const timer = setInterval(next, everyMinutes * 60_000);
  return async () => {
    clearInterval(timer);
    next();
    await running;
  };
}
