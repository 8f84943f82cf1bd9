import { expect, test } from 'vitest';
import { idCheckCharacter, isSoundIdNumber, statedByIdNumber, tidyIdNumber } from './id-number';

test.each([
  ['11010519491231002X', true],
  ['440524188001010014', true],
  ['110105194912310021', false],
  ['110105194912310', undefined],
  ['M12345678', undefined],
])('%s: %s', (number, sound) => expect(isSoundIdNumber(number)).toBe(sound));

test('a sound number states birth year and sex, an unsound one nothing', () => {
  expect(statedByIdNumber('11010519491231002X')).toEqual({ birthYear: 1949, sex: 'female' });
  expect(statedByIdNumber('440524188001010014')).toEqual({ birthYear: 1880, sex: 'male' });
  expect(statedByIdNumber('110105194912310021')).toBeUndefined();
});

test('is kept without spaces, X upper case', () => {
  expect(tidyIdNumber(' 110105 19491231 002x')).toBe('11010519491231002X');
});

test('has a check character that follows from its digits', () => {
  expect(idCheckCharacter('11010519491231002')).toBe('X');
  expect(idCheckCharacter('44052418800101001')).toBe('4');
});
