/**
 * `npm test`: every check in order, stopping at the first that fails; `--only <name>` runs one.
 * The last line is `N passed, N failed`, the sum over all tests; a failed check that is no test
 * counts as one failure, so the line never hides one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallBrowser } from './browser.mjs';
import { note, prepare, secondsSince } from './prepare.mjs';
import { succeeds, tool } from './run.mjs';

process.env.CI = 'true';

const launch = (name) => [process.execPath, join('tools', 'launch', name)];
const totals = { passed: 0, failed: 0 };

/** A test file that could not even be loaded: none of its tests ran, so none failed. */
const failedAsAWhole = ({ status, assertionResults }) =>
  status === 'failed' && assertionResults.every((test) => test.status !== 'failed');

/** Runs vitest projects and adds their tests to the totals. */
function tests(...projects) {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const chosen = projects.map((project) => `--project=${project}`);
  const ok = succeeds([...tool('vitest'), 'run', ...chosen, ...reporters]);
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    totals.passed += numPassedTests;
    totals.failed += numFailedTests + testResults.filter(failedAsAWhole).length;
  } catch {
    note('vitest ended without a report.');
  }
  rmSync(folder, { recursive: true });
  return ok;
}

function browserTests() {
  const path = findOrInstallBrowser();
  if (!path) {
    note('No Chromium could be found or installed; name one in CHROMIUM=/path/to/chromium.');
    return false;
  }
  process.env.DOORSTEP_BROWSER = path;
  return tests('browser');
}

const CHECKS = {
  types: () => succeeds([...tool('vue-tsc'), '--noEmit', '-p', 'tsconfig.json']),
  lint: () => succeeds([...tool('eslint'), '--max-warnings=0', '.']),
  format: () => succeeds([...tool('oxfmt'), '--check', '.']),
  tidy: () => succeeds([...tool('tsx'), 'tools/tidy/main.ts']),
  tests: () => tests('unit', 'pg'),
  build: () => succeeds(launch('build.mjs')),
  browser: browserTests,
};

function chosenChecks() {
  const only = process.argv.indexOf('--only');
  if (only < 0) return Object.keys(CHECKS);
  const name = process.argv[only + 1];
  if (name in CHECKS) return [name];
  note(`--only takes one of: ${Object.keys(CHECKS).join(', ')}`);
  process.exit(2);
}

function passes(name) {
  const startedMs = Date.now();
  note(`\n── ${name}`);
  const ok = CHECKS[name]();
  note(`── ${name} ${ok ? 'passed' : 'FAILED'} (${secondsSince(startedMs)} s)`);
  return ok;
}

const checks = chosenChecks();
prepare();
const allPassed = checks.every(passes);
if (!allPassed) totals.failed = Math.max(totals.failed, 1);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = allPassed ? 0 : 1;
