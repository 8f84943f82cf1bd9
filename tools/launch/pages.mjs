/**
 * Builds the phone's and the office's pages, each only when something it is made of has changed:
 * a hash of every source is kept beside the built files, and vite empties that folder first, so a
 * build that was broken off is done again.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, fail, note, secondsSince } from './prepare.mjs';
import { succeeds, tool } from './run.mjs';

const APPS = ['field', 'desk'];
const NOT_SOURCES = new Set(['node_modules', 'dist']);
const isTest = (path) => /\.test\.ts$/.test(path);

/** Builds what changed since the last time; ends the process when a build fails. */
export function buildPages() {
  const shared = [...sourcesOf('packages'), 'package-lock.json', 'tsconfig.json'];
  for (const app of APPS) buildApp(`apps/${app}`, shared);
}

function buildApp(folder, shared) {
  const stamp = join(ROOT, folder, 'dist', '.sources');
  const hash = hashOf([...shared, ...sourcesOf(folder)]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const startedMs = Date.now();
  note(`Building ${folder} …`);
  const options = ['--outDir', 'dist', '--emptyOutDir', '--logLevel', 'warn'];
  const command = [...tool('vite'), 'build', folder, ...options];
  if (!succeeds(command, { stdout: 2, env: { NODE_ENV: 'production' } })) {
    fail(`${folder} could not be built: see above.`);
  }
  writeFileSync(stamp, hash);
  note(`Built ${folder} in ${secondsSince(startedMs)} s.`);
}

function sourcesOf(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? sourcesOf(path) : [path];
    })
    .filter((path) => !isTest(path));
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of [...paths].sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex');
}
