import { LOCALES } from '@doorstep/words';
import { describe, expect, it } from 'vitest';
import {
  PROBLEM_SEVERITIES,
  UNREADABLE_CODES,
  UnreadableFile,
  mendText,
  nobodyText,
  problemText,
  roleText,
  unreadableText,
  whyText,
  type Problem,
  type ProblemCode,
} from './index';

const CODES = Object.keys(PROBLEM_SEVERITIES) as ProblemCode[];
const PARAMS = { value: '甲', digits: 17, letter: 'O', date: '19990230', first: 'C3', name: '乙' };
const MORE = { stated: 40, count: 12, day: '2020-02-01', listed: 5, number: '3', sheet: '一组' };

const problem = (code: ProblemCode): Problem => ({
  sheet: 0,
  row: 2,
  cell: 'A2',
  code,
  severity: PROBLEM_SEVERITIES[code],
  params: { ...PARAMS, ...MORE },
});

describe.each(LOCALES)('what was found, said in %s', (locale) => {
  it.each(CODES)('says what is wrong and how to mend it: %s', (code) => {
    for (const text of [problemText(problem(code), locale), mendText(problem(code), locale)]) {
      expect(text).not.toMatch(/^$|\{\w+\}/);
    }
  });

  it.each(UNREADABLE_CODES)('refuses in one sentence: %s', (code) => {
    const text = unreadableText(new UnreadableFile(code, { max: 200_000 }), locale);
    expect(text).toMatch(/[.。]$/);
    expect(text).not.toMatch(/\{\w+\}/);
  });

  it('names how a sheet, a column and a row were read', () => {
    const texts = [
      roleText('register', locale),
      whyText({ why: 'headerPart' }, locale),
      nobodyText('signature', locale),
    ];
    expect(new Set(texts).size).toBe(3);
  });
});
