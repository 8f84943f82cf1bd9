import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parsePlaces } from './places';

const HEADER = 'code,level,parent,zh,ko,en';
const parse = (...lines: string[]) => parsePlaces([HEADER, ...lines].join('\n'));

test('the places of Yanbian are a whole tree', async () => {
  const places = parsePlaces(
    await readFile(new URL('../../data/places/yanbian.csv', import.meta.url), 'utf8'),
  );
  expect(places.length).toBeGreaterThan(1_600);
  expect(places.find((p) => p.code === '222401101205')).toMatchObject({
    level: 'village',
    parent: '222401101',
  });
});

test('a name that is missing in a language is the Chinese one', () => {
  expect(parse('22,province,,吉林省,,Jilin')).toEqual([
    { code: '22', level: 'province', parent: null, zh: '吉林省', ko: '吉林省', en: 'Jilin' },
  ]);
});

test.each([
  ['another header', ['no'], /first line/],
  ['a column too many', [HEADER, '22,province,,a,b,c,d'], /line 2/],
  ['an empty name', [HEADER, '22,province,,,,'], /line 2/],
  ['a level that does not fit the code', [HEADER, '22,village,,a,,'], /line 2/],
  [
    'a parent that is not the place above',
    [HEADER, '22,province,,a,,', '23,province,22,b,,'],
    /line 3/,
  ],
  ['a parent nobody has named', [HEADER, '2224,prefecture,22,a,,'], /line 2/],
])('%s is refused with its line', (_what, lines, message) => {
  expect(() => parsePlaces(lines.join('\n'))).toThrow(message);
});
