/**
 * Which processes belong to a folder, and signals to them: as Linux tells it under /proc. Whatever
 * a run starts inherits its TMPDIR; PostgreSQL, which writes over its environment, works in its data.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Undefined for what has ended, or what nobody has buried yet. */
function tryTo<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const workingFolder = (pid: number): string => tryTo(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '';
const environment = (pid: number): string[] =>
  (tryTo(() => readFileSync(`/proc/${pid}/environ`, 'latin1')) ?? '').split('\0');

const others = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);

/** Every process that was started for `folder` or works in it. */
export const processesOf = (folder: string): number[] =>
  others().filter(
    (pid) => workingFolder(pid).startsWith(folder) || environment(pid).includes(`TMPDIR=${folder}`),
  );

export interface PostgresProcesses {
  postmaster: number | undefined;
  /** Its children: those that serve a connection and those that write behind. */
  children: number[];
}

/** The database of a data folder as it runs now. */
export function postgresOf(dataFolder: string): PostgresProcesses {
  const folder = join(dataFolder, 'pg');
  const lock = tryTo(() => readFileSync(join(folder, 'postmaster.pid'), 'utf8')) ?? '';
  const running = others().filter((pid) => workingFolder(pid) === folder);
  const postmaster = running.find((pid) => pid === Number(lock.split('\n')[0]));
  return { postmaster, children: running.filter((pid) => pid !== postmaster) };
}

/** Sends a signal to each of them that still runs. */
export function signal(pids: readonly (number | undefined)[], name: NodeJS.Signals): void {
  for (const pid of pids) if (pid !== undefined) tryTo(() => process.kill(pid, name));
}
