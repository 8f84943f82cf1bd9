import { expect, it } from 'vitest';
import { undeclaredDependencies, unusedDependencies } from './dependencies';
import { repositoryOf } from './repository';

const texts = {
  'package.json': JSON.stringify(
    {
      name: 'root',
      scripts: { lint: 'checker .' },
      devDependencies: { checker: '1', tester: '1', idle: '1', '@types/node': '1' },
    },
    null,
    1,
  ),
  'packages/a/package.json': JSON.stringify(
    { name: '@x/a', dependencies: { 'lib-a': '1', '@scope/b': '1', 'lib-c': '1' } },
    null,
    1,
  ),
  'packages/a/a.ts': `import 'lib-a/deep';\nimport '@scope/b';\nimport 'tester';\nimport 'node:fs';`,
  'packages/a/a.test.ts': `import 'tester';`,
  'tools/a.ts': `import '@x/a';\nimport 'lib-a';`,
};

it('finds a package that is imported without being declared, except by a test', () => {
  const found = undeclaredDependencies(repositoryOf(texts));
  expect(found.map(({ path, line, message }) => [`${path}:${line}`, message])).toEqual([
    ['packages/a/a.ts:3', 'tester is not declared in packages/a/package.json'],
    ['tools/a.ts:2', 'lib-a is not declared in ./package.json'],
  ]);
});

it('finds a package that is declared in vain, with its line', () => {
  const found = unusedDependencies(repositoryOf(texts));
  expect(found.map(({ path, line, message }) => [`${path}:${line}`, message])).toEqual([
    ['package.json:9', 'nothing uses idle'],
    ['packages/a/package.json:6', 'nothing uses lib-c'],
  ]);
});
