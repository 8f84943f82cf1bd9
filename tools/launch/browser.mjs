/**
 * Finds a Chromium on this machine, or installs one. Order: the one named in `CHROMIUM`, those on
 * the PATH, the usual places of macOS and Windows, the cache of playwright.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { note } from './prepare.mjs';
import { succeeds, tool } from './run.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

const MAC_PLACES = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

const WINDOWS_PLACES = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a Chromium that runs here, or undefined. */
export function findBrowser() {
  const { CHROMIUM, PATH = '' } = process.env;
  const named = CHROMIUM ? [CHROMIUM] : [];
  const onPath = NAMES.flatMap((name) => PATH.split(delimiter).map((dir) => join(dir, name)));
  return [...named, ...onPath, ...usualPlaces(), ...playwrightCache()].find(runs);
}

/** The path of a Chromium, installed if there was none; undefined when that failed too. */
export function findOrInstallBrowser() {
  return findBrowser() ?? (install() ? findBrowser() : undefined);
}

function usualPlaces() {
  if (process.platform === 'darwin') return MAC_PLACES;
  if (process.platform !== 'win32') return [];
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  const roots = [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA].filter(Boolean);
  return roots.flatMap((root) => WINDOWS_PLACES.map((place) => join(root, place)));
}

function playwrightCache() {
  const caches = {
    darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    win32: join(homedir(), 'AppData', 'Local', 'ms-playwright'),
  };
  const folder =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    caches[process.platform] ??
    join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) =>
      /^chromium.*[/\\](chrome|headless_shell|chrome-headless-shell|Chromium)(\.exe)?$/.test(path),
    )
    .map((path) => join(folder, path));
}

/** A program that is there and starts: some systems ship a stub that only names another package. */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0;
}

function install() {
  note('No browser found; installing one for the tests …');
  const isRoot = process.getuid?.() === 0;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    const installed =
      succeeds(['apt-get', 'update', '-qq'], { env, stdout: 2 }) &&
      succeeds(['apt-get', 'install', '-y', '-qq', 'chromium'], { env, stdout: 2 });
    if (installed && findBrowser()) return true;
  }
  const withLibraries = isRoot ? ['--with-deps'] : [];
  const playwright = [...tool('playwright-core'), 'install', ...withLibraries];
  return succeeds([...playwright, 'chromium-headless-shell'], { stdout: 2 });
}
