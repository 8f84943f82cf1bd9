/** Runs the repository's TypeScript in this very process, and its tools in one beside it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './prepare.mjs';

/**
 * Loads a TypeScript entry point here. One process means that signals, the exit code, stdin and
 * stdout are the program's own, and that a killed start leaves nothing behind.
 */
export async function load(entry) {
  process.chdir(ROOT);
  const { register } = await import('tsx/esm/api');
  process.setSourceMapsEnabled(true);
  register();
  await import(pathToFileURL(join(ROOT, entry)).href);
}

/** The command line of a package's program: this Node and the file its package.json names. */
export function tool(packageName, program = packageName) {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[program])];
}

/** Runs a command line to its end in the repository, without stdin; true when it succeeded. */
export function succeeds([command, ...args], { env = {}, stdout = 'inherit' } = {}) {
  const done = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', stdout, 'inherit'],
  });
  return done.status === 0;
}
