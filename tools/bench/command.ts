/** A command of the operator beside a running server: how long it takes and how much memory. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Served } from './served';

const CLI = join(import.meta.dirname, '../../apps/server/src/cli.ts');
const SAMPLE_EVERY_MS = 100;

/** The most a process ever had resident, bytes; NaN where the system does not tell. */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? NaN) * 1_024;
}

/** @throws Error when it does not end with 0 */
export async function runCommand(
  { dataFolder, databaseUrl }: Served,
  args: readonly string[],
): Promise<{ seconds: number; peakBytes: number }> {
  const env = {
    ...process.env,
    DOORSTEP_DATA: dataFolder,
    DATABASE_URL: databaseUrl,
    LC_ALL: 'en',
  };
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakBytes = NaN;
  const sampling = setInterval(
    () => void peakOf(child.pid).then((bytes) => bytes > 0 && (peakBytes = bytes)),
    SAMPLE_EVERY_MS,
  );
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1_000, peakBytes };
}
