/**
 * Makes the checkout ready to run: the right Node, the packages of the lockfile. Plain Node without
 * a package, since it runs before there are any. Speaks on stderr only, so that a command's stdout
 * stays its own. Once the stamp matches the lockfile nothing touches the network.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const NODE_MIN = [20, 19];
const LOCKFILE = join(ROOT, 'package-lock.json');
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.doorstep-lockfile');
/** Written by npm as the last step of an install; without it an install was broken off. */
const NPM_STAMP = join(MODULES, '.package-lock.json');

/** One line for the person at the terminal. */
export function note(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the process with a message that says what to do. */
export function fail(message) {
  note(`\n${message}`);
  process.exit(1);
}

/** Whole seconds since `startedMs`. */
export const secondsSince = (startedMs) => Math.round((Date.now() - startedMs) / 1000);

/** Checks Node and installs what the lockfile asks for; returns at once when nothing is missing. */
export function prepare() {
  checkNode();
  const lockfileHash = createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
  if (isInstalled(lockfileHash)) return;
  const startedMs = Date.now();
  note('Installing packages (once, about a minute) …');
  if (!install()) {
    fail('The packages could not be installed. The first start needs the network; run it again.');
  }
  writeFileSync(STAMP, lockfileHash);
  note(`Packages installed in ${secondsSince(startedMs)} s.`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [majorMin, minorMin] = NODE_MIN;
  if (major > majorMin || (major === majorMin && minor >= minorMin)) return;
  fail(`Doorstep needs Node ${NODE_MIN.join('.')} or newer; this is ${process.version}.`);
}

function isInstalled(lockfileHash) {
  if (!existsSync(NPM_STAMP)) return false;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockfileHash) return true;
  return statSync(NPM_STAMP).mtimeMs >= statSync(LOCKFILE).mtimeMs;
}

/** Whole from the lockfile when there is nothing yet, otherwise only what differs. */
function install() {
  const fresh = !existsSync(NPM_STAMP);
  return (fresh && npm('ci')) || npm('install', '--no-save');
}

/**
 * Runs npm without install scripts: nothing here depends on one, and newer npm blocks them.
 * Prefers its own cache, so that a second checkout installs without the network.
 */
function npm(...command) {
  const options = '--ignore-scripts --include=dev --prefer-offline --no-audit --no-fund';
  const args = [...command, ...options.split(' '), '--loglevel=error'];
  const cli = process.env.npm_execpath ?? '';
  const program = basename(cli) === 'npm-cli.js' ? [process.execPath, cli] : ['npm'];
  return runs([...program, ...args]);
}

/** Runs a command line in the repository with its errors shown; through a shell on Windows' npm. */
function runs([command, ...args]) {
  const stdio = ['ignore', 'ignore', 'inherit'];
  const shell = process.platform === 'win32' && command === 'npm';
  return spawnSync(command, args, { cwd: ROOT, stdio, shell }).status === 0;
}
