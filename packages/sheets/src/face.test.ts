import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  MEANINGS,
  PROBLEM_SEVERITIES,
  UNREADABLE_CODES,
  UnreadableFile,
  type ProblemWorkbook,
  type Understand,
} from './face';

describe('what the package promises', () => {
  it('names every meaning, problem and refusal once', () => {
    for (const names of [MEANINGS, UNREADABLE_CODES]) {
      expect(new Set(names).size).toBe(names.length);
    }
    expect(Object.keys(PROBLEM_SEVERITIES)).toContain('id_damaged');
  });

  it('refuses a file with a code and no name of anybody', () => {
    const refused = new UnreadableFile('encrypted');
    expect(refused).toBeInstanceOf(Error);
    expectTypeOf<Parameters<Understand>[0]>().toEqualTypeOf<Parameters<ProblemWorkbook>[0]>();
    expect(`${refused}`).toBe('UnreadableFile: encrypted');
  });
});
