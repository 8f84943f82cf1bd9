import { expect, it } from 'vitest';
import { groupName } from './group';

it.each([
  ['1', '1'],
  ['01', '1'],
  ['2组', '2'],
  ['２ 组', '2'],
  ['第一村民小组', '1'],
  ['十二组', '12'],
  ['第二十小组', '20'],
  ['三十五队', '35'],
  ['3조', '3'],
  ['东沟屯', '东沟屯'],
  ['一心屯', '一心屯'],
])('%s is group %s', (written, name) => {
  expect(groupName(written)).toBe(name);
});
