import { describe, expect, it } from 'vitest';
import { arrows, circles } from './arrows';
import { repositoryOf } from './repository';

const manifest = (name: string) =>
  JSON.stringify({ name, exports: { '.': './src/index.ts', './more': './src/more.ts' } });

const packages = {
  'packages/ledger/package.json': manifest('@doorstep/ledger'),
  'packages/ledger/src/index.ts': '',
  'packages/ledger/src/more.ts': '',
  'packages/sync/package.json': manifest('@doorstep/sync'),
  'packages/sync/src/index.ts': '',
  'packages/scenario/package.json': manifest('@doorstep/scenario'),
  'packages/scenario/src/index.ts': '',
  'apps/desk/package.json': manifest('@doorstep/desk'),
  'apps/desk/src/index.ts': '',
  'e2e/browser.ts': '',
};

const arrowsIn = (texts: Record<string, string>) =>
  arrows(repositoryOf({ ...packages, ...texts })).map(({ path, line, message }) => [
    `${path}:${line}`,
    message,
  ]);

describe('arrows', () => {
  it('may point down, by name, also to a second door', () => {
    const text = `import '@doorstep/ledger';\nimport '@doorstep/ledger/more';`;
    expect(arrowsIn({ 'packages/sync/src/a.ts': text, 'tools/a.ts': text })).toEqual([]);
  });
  it('must not point up, not even for a type', () => {
    expect(
      arrowsIn({
        'packages/ledger/src/a.ts': `\nimport type { A } from '@doorstep/sync';`,
        'apps/server/src/a.ts': `export * from '@doorstep/desk';`,
        'apps/field/src/a.vue': `<script>\nimport('../../desk/src/index');\n</script>`,
        'packages/sync/src/a.ts': `import '../../../e2e/browser';`,
      }),
    ).toEqual([
      ['packages/ledger/src/a.ts:2', 'packages/ledger must not import packages/sync'],
      ['apps/server/src/a.ts:1', 'apps/server must not import apps/desk'],
      ['apps/field/src/a.vue:2', 'apps/field must not import apps/desk'],
      ['packages/sync/src/a.ts:1', 'packages/sync must not import e2e'],
    ]);
  });
  it('must use the door', () => {
    expect(arrowsIn({ 'packages/sync/src/a.ts': `import '../../ledger/src/more';` })).toEqual([
      ['packages/sync/src/a.ts:1', 'import packages/ledger by its package name'],
    ]);
  });
  it('may lead from the demo, and nothing else of the server, to the verbs', () => {
    const text = `import '@doorstep/scenario';`;
    expect(
      arrowsIn({ 'apps/server/src/demo/a.ts': text, 'apps/server/src/api/a.ts': text }),
    ).toEqual([['apps/server/src/api/a.ts:1', 'apps/server must not import packages/scenario']]);
  });
  it('may lead from a test to the verbs and the browser', () => {
    const text = `import '@doorstep/scenario';\nimport '../../../e2e/browser';`;
    expect(arrowsIn({ 'packages/sync/src/a.browser.test.ts': text })).toEqual([]);
    expect(arrowsIn({ 'packages/sync/src/a.ts': text })).toHaveLength(2);
  });
});

describe('circles', () => {
  const circlesIn = (texts: Record<string, string>) =>
    circles(repositoryOf(texts)).map(({ message }) => message);

  it('finds one, also through a re-export and a folder', () => {
    expect(
      circlesIn({
        'a.ts': `import { b } from './b';`,
        'b.ts': `export * from './c';`,
        'c/index.ts': `import '../a';`,
      }),
    ).toEqual(['a.ts → b.ts → c/index.ts → a.ts']);
  });
  it('finds a file that imports itself', () => {
    expect(circlesIn({ 'a.ts': `import './a';` })).toEqual(['a.ts → a.ts']);
  });
  it('takes two ways to one file for none', () => {
    expect(
      circlesIn({ 'a.ts': `import './b';\nimport './c';`, 'b.ts': `import './c';`, 'c.ts': '' }),
    ).toEqual([]);
  });
  it('takes lazy and type imports for none', () => {
    expect(
      circlesIn({
        'a.ts': `import './b';\nimport './c';`,
        'b.ts': `const page = () => import('./a');`,
        'c.ts': `import type { A } from './a';\nimport { type B } from './a';`,
      }),
    ).toEqual([]);
  });
});
