import { expect, it } from 'vitest';
import { blobs, hostPaths, marks } from './marks';
import { repositoryOf } from './repository';

it('finds marks of unfinished work and tests left out', () => {
  const text = `// TODO later\nit.skip('a');\ndescribe.only('b');\nit.todo('c');\nconst todo = skip(only);`;
  const found = marks(repositoryOf({ 'a.test.ts': text }));
  expect(found.map(({ line, message }) => [line, message.split(' ')[0]])).toEqual([
    [1, 'TODO'],
    [2, '.skip('],
    [3, '.only('],
    [4, '.todo('],
  ]);
});

it('finds paths of one machine, not addresses that look like them', () => {
  const text = `open('/home/me/x');\ncd /root/y\nfetch('https://a.example/home/x');\nimport '../work/a';`;
  expect(hostPaths(repositoryOf({ 'a.ts': text })).map(({ line }) => line)).toEqual([1, 2]);
});

it('finds a file that is too large to keep', () => {
  const files = [600, 601].map((kib) => ({ path: `${kib}.bin`, text: '', bytes: kib * 1024 }));
  expect(blobs({ files }).map(({ path, message }) => [path, message])).toEqual([
    ['601.bin', '601 KiB, at most 600'],
  ]);
});
