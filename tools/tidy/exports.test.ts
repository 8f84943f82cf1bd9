import { describe, expect, it } from 'vitest';
import { unusedExports, unusedFiles } from './exports';
import { repositoryOf } from './repository';

const unusedIn = (texts: Record<string, string>) =>
  unusedExports(repositoryOf(texts)).map(({ path, line, message }) => `${path}:${line} ${message}`);

describe('unused exports', () => {
  it('finds what nobody imports: constants, functions, classes, destructured names', () => {
    const a = `export const one = 1;\nexport function two() {}\nexport class Three {}\nexport const { four } = { four: 4 };`;
    expect(unusedIn({ 'a.ts': a, 'b.ts': `import { two } from './a';` })).toEqual([
      'a.ts:1 nobody imports one',
      'a.ts:3 nobody imports Three',
      'a.ts:4 nobody imports four',
    ]);
  });
  it('follows names through an index, renamed or starred', () => {
    const texts = {
      'package.json': JSON.stringify({ name: 'root' }),
      'packages/a/package.json': JSON.stringify({ name: '@x/a', exports: { '.': './index.ts' } }),
      'packages/a/index.ts': `export { one as first, two } from './one';\nexport * from './star';`,
      'packages/a/one.ts': 'export const one = 1;\nexport const two = 2;',
      'packages/a/star.ts': 'export const star = 1;\nexport const dark = 1;',
      'user.ts': `import { first, star } from '@x/a';`,
    };
    expect(unusedIn(texts)).toEqual([
      'packages/a/index.ts:1 nobody imports two',
      'packages/a/one.ts:2 nobody imports two',
      'packages/a/star.ts:2 nobody imports dark',
    ]);
  });
  it('takes a namespace, a lazy import and a type position for use', () => {
    const texts = {
      'a.ts': 'export const a = 1;',
      'b.ts': 'export const b = 1;',
      'c.ts': 'export type C = 1;',
      'd.ts': 'export const d = 1;',
      'user.ts': `import * as all from './a';\nimport('./b');\nlet c: import('./c').C;`,
      'index.ts': `export * as deep from './d';`,
      'other.ts': `import { deep } from './index';`,
    };
    expect(unusedIn(texts)).toEqual([]);
  });
  it('excuses a type its own file speaks of, not one it never mentions', () => {
    const text = `export interface Used {}\nexport interface Idle {}\nexport function f(u: Used) {}`;
    expect(unusedIn({ 'a.ts': text, 'b.ts': `import { f } from './a';` })).toEqual([
      'a.ts:2 nobody imports Idle',
    ]);
  });
  it('leaves settings their default export', () => {
    expect(
      unusedIn({ 'vite.config.ts': 'export default {};', 'a.ts': 'export default 1;' }),
    ).toEqual(['a.ts:1 nobody imports default']);
  });
});

describe('unused files', () => {
  it('finds a component and a module nobody imports; roots and tests are reached from outside', () => {
    const found = unusedFiles(
      repositoryOf({
        'apps/a/src/main.ts': `import './used';\nnew Worker(new URL('./worker.ts', import.meta.url));`,
        'apps/a/src/used.ts': '',
        'apps/a/src/worker.ts': '',
        'apps/a/src/idle.ts': '',
        'apps/a/src/Idle.vue': '',
        'apps/a/src/used.test.ts': '',
      }),
    );
    expect(found.map(({ path }) => path)).toEqual(['apps/a/src/idle.ts', 'apps/a/src/Idle.vue']);
  });
});
