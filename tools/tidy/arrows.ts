/** Imports point one way and never round in a circle. */
import { importsOf, type Import } from './graph';
import { isTest, type Finding, type Repository } from './repository';

/** What the code of each part may import besides itself. Tools and e2e stand outside, above all. */
const MAY_IMPORT: Record<string, string[]> = {
  'packages/words': [],
  'packages/ledger': [],
  'packages/sync': ['packages/ledger'],
  'packages/device': ['packages/ledger', 'packages/sync'],
  'packages/sheets': ['packages/words', 'packages/ledger'],
  'packages/register-import': [
    'packages/words',
    'packages/ledger',
    'packages/sync',
    'packages/sheets',
    'packages/ui',
  ],
  'packages/tables': [
    'packages/words',
    'packages/ledger',
    'packages/sync',
    'packages/sheets',
    'packages/ui',
  ],
  'packages/ui': ['packages/words', 'packages/ledger'],
  'packages/scenario': ['packages/ledger', 'packages/sync'],
  'apps/server': [
    'packages/words',
    'packages/ledger',
    'packages/sync',
    'packages/sheets',
    'packages/register-import',
    'packages/tables',
  ],
  'apps/field': [
    'packages/words',
    'packages/ledger',
    'packages/sync',
    'packages/device',
    'packages/sheets',
    'packages/register-import',
    'packages/ui',
  ],
  'apps/desk': [
    'packages/words',
    'packages/ledger',
    'packages/sync',
    'packages/device',
    'packages/sheets',
    'packages/register-import',
    'packages/tables',
    'packages/ui',
  ],
};

/** The demo is made by simulated phones, so it alone of the server's code drives a phone's. */
const DEMO = 'apps/server/src/demo/';
const DEMO_MAY_IMPORT = ['packages/scenario', 'packages/device'];

/** A command that records is a device like any other. */
const COMMAND_DEVICE = 'apps/server/src/cli/device.ts';
const COMMAND_DEVICE_MAY_IMPORT = ['packages/device'];

/** What a test may import besides: the verbs, a phone's code, and the browser it runs in. */
const TEST_MAY_IMPORT = ['packages/scenario', 'packages/device', 'e2e'];

const partOf = (path: string): string => {
  const [top = '', name = ''] = path.split('/');
  return top === 'packages' || top === 'apps' ? `${top}/${name}` : top;
};

/** Imports that point upward or sideways, or reach into a part past its door. */
export function arrows(repository: Repository): Finding[] {
  return importsOf(repository).flatMap((found) => {
    const problem = arrowProblem(found);
    return problem ? [{ path: found.from, line: found.line, rule: 'arrow', message: problem }] : [];
  });
}

function arrowProblem({ from, to, specifier }: Import): string | undefined {
  if (!to || partOf(from) === partOf(to)) return undefined;
  const code = MAY_IMPORT[partOf(from)];
  if (!code || !to.includes('/')) return undefined;
  const demo = from.startsWith(DEMO) ? DEMO_MAY_IMPORT : [];
  const device = from === COMMAND_DEVICE ? COMMAND_DEVICE_MAY_IMPORT : [];
  const test = isTest(from) ? TEST_MAY_IMPORT : [];
  if (![...code, ...demo, ...device, ...test].includes(partOf(to))) {
    return `${partOf(from)} must not import ${partOf(to)}`;
  }
  if (specifier.startsWith('.') && partOf(to) !== 'e2e') {
    return `import ${partOf(to)} by its package name`;
  }
  return undefined;
}

/**
 * Files that need each other to load. A lazy import, as routes are, closes no circle; neither does
 * a type, which is gone before anything loads.
 */
export function circles(repository: Repository): Finding[] {
  const edges = new Map<string, Import[]>();
  for (const found of importsOf(repository)) {
    if (!found.to || found.kind === 'lazy' || found.kind === 'type') continue;
    edges.set(found.from, [...(edges.get(found.from) ?? []), found]);
  }
  const findings: Finding[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const follow = (file: string): void => {
    path.push(file);
    for (const { to = '', line } of edges.get(file) ?? []) {
      if (path.includes(to)) {
        const circle = [...path.slice(path.indexOf(to)), to].join(' → ');
        findings.push({ path: file, line, rule: 'circle', message: circle });
      } else if (!done.has(to)) follow(to);
    }
    path.pop();
    done.add(file);
  };
  for (const file of edges.keys()) if (!done.has(file)) follow(file);
  return findings;
}
