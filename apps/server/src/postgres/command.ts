/** Running a short command to its end. */
import { spawn, type SpawnOptions } from 'node:child_process';

export interface Ended {
  /** Exit code; undefined when it could not be started or was killed. */
  code: number | undefined;
  stdout: string;
  /** Standard error, or why it could not be started. */
  stderr: string;
}

/** Never throws: a command that cannot be started has no code. */
export function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    const end = (code: number | undefined, reason = '') =>
      resolve({
        code,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString() + reason,
      });
    child.on('error', (error) => end(undefined, error.message));
    child.on('close', (code) => end(code ?? undefined));
  });
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
