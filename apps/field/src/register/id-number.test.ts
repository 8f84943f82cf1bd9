import { expect, test } from 'vitest';
import { isSound, statedBy, tidyIdNumber } from './id-number';

test.each([
  ['11010519491231002X', true],
  ['440524188001010014', true],
  ['110105194912310021', false],
  ['110105194912310', undefined],
  ['M12345678', undefined],
])('%s: %s', (number, sound) => expect(isSound(number)).toBe(sound));

test('a sound number states birth year and sex, an unsound one nothing', () => {
  expect(statedBy('11010519491231002X')).toEqual({ birthYear: 1949, sex: 'female' });
  expect(statedBy('440524188001010014')).toEqual({ birthYear: 1880, sex: 'male' });
  expect(statedBy('110105194912310021')).toBeUndefined();
});

test('is kept without spaces, X upper case', () => {
  expect(tidyIdNumber(' 110105 19491231 002x')).toBe('11010519491231002X');
});
