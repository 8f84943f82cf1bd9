import { expect, it } from 'vitest';
import { fileLength, functionLength } from './lengths';
import { repositoryOf } from './repository';

const lines = (count: number, line = '') => `${line}\n`.repeat(count);

it('finds a file of more than 500 lines, in any language we write', () => {
  const found = fileLength(
    repositoryOf({
      'a.ts': lines(500),
      'b.sql': lines(501),
      'c.vue': lines(501),
      'long.md': lines(900),
    }),
  );
  expect(found.map(({ path, message }) => [path, message])).toEqual([
    ['b.sql', '501 lines, at most 500'],
    ['c.vue', '501 lines, at most 500'],
  ]);
});

it('finds a function of more than 70 lines, also an arrow and in a component', () => {
  const body = (count: number) => lines(count - 2, '  f();');
  const found = functionLength(
    repositoryOf({
      'a.ts': `function fits() {\n${body(70)}}\nfunction tooLong() {\n${body(71)}}\n`,
      'b.vue': `<script setup lang="ts">\nconst arrow = () => {\n${body(71)}};\n</script>\n`,
    }),
  );
  expect(found.map(({ path, line, message }) => [path, line, message])).toEqual([
    ['a.ts', 71, '71 lines, at most 70'],
    ['b.vue', 2, '71 lines, at most 70'],
  ]);
});

it('takes the group of a test for no function, a test itself for one', () => {
  const calls = lines(80, 'f();');
  const text = `describe('a', () => {\n${calls}it('b', () => {\n${calls}});\n});\n`;
  const found = functionLength(repositoryOf({ 'a.test.ts': text }));
  expect(found.map(({ line }) => line)).toEqual([82]);
});
