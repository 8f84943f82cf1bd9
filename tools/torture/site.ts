/**
 * The one place of a run: a temporary folder in which everything it makes lies and by which every
 * process it starts is known. Removing it is synchronous and hangs on the end of this process, so
 * that neither an error nor a signal leaves a process, a mount or a file behind.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesOf, signal } from './processes';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;
const POLL_MS = 20;
const ENDING_MS_MAX = 10_000;

export interface Site {
  folder: string;
  /** Done when the site is removed, after its processes have ended; the last one first. */
  onRemove(undo: () => void): void;
  remove(): void;
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Ends every process of a folder, frozen ones too, and those they start meanwhile. */
function endAll(folder: string): void {
  for (let waitedMs = 0; waitedMs < ENDING_MS_MAX; waitedMs += POLL_MS) {
    const left = processesOf(folder);
    if (left.length === 0) return;
    signal(left, 'SIGKILL');
    sleep(POLL_MS);
  }
}

export function openSite(): Site {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'doorstep-torture-')));
  const undos: (() => void)[] = [];
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const interrupt = (): void => process.exit(INTERRUPTED);
  const remove = (): void => {
    process.off('exit', remove);
    for (const name of SIGNALS) process.off(name, interrupt);
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    endAll(folder);
    for (const undo of undos.reverse()) undo();
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', remove);
  for (const name of SIGNALS) process.on(name, interrupt);
  return { folder, onRemove: (undo) => undos.push(undo), remove };
}
