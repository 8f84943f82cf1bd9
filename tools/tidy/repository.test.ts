import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lineAt, readRepository } from './repository';
import { findingsOf } from './rules';

let root = '';
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tidy-'));
  write('package.json', JSON.stringify({ name: 'root' }));
  write('apps/a/src/main.ts', "import { b } from './b';\nconsole.log(b, '门');\n");
  write('apps/a/src/b.ts', 'export const b = 1;\nexport const c = 2;\n');
  for (const folder of ['node_modules/x', 'apps/a/dist', '.doorstep/pg']) {
    write(`${folder}/x.ts`, '// TODO\n');
  }
  symlinkSync(join(root, 'node_modules'), join(root, 'linked'));
});
afterAll(() => rmSync(root, { recursive: true }));

it('reads what is kept, not what is installed, built, run or linked', () => {
  expect(readRepository(root).files.map(({ path }) => path)).toEqual([
    'apps/a/src/b.ts',
    'apps/a/src/main.ts',
    'package.json',
  ]);
});

it('gathers what every rule finds, by path and line', () => {
  const found = findingsOf(readRepository(root));
  expect(found.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([
    'apps/a/src/b.ts:2 unused-export',
    'apps/a/src/main.ts:2 text',
  ]);
});

it('counts lines from 1', () => {
  expect([lineAt('a\nb', 0), lineAt('a\nb', 2)]).toEqual([1, 2]);
});
