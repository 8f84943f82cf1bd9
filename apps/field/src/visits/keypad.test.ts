import { expect, test } from 'vitest';
import { isOutOfRange, press, reading, shown } from './keypad';

const typed = (keys: string[]) => keys.reduce(press, '');

test.each([
  [[], '—', undefined],
  [['3'], '3', undefined],
  [['3', '6'], '36', undefined],
  [['3', '6', '5'], '36.5', 365],
  [['3', '6', '5', 'erase'], '36', undefined],
  [['3', '6', '5', '3', '7', '8'], '37.8', 378],
  [['erase'], '—', undefined],
  [['9', '9', '9'], '99.9', undefined],
])('%j shows %s and reads %s', (keys, text, tenths) => {
  expect(shown(typed(keys))).toBe(text);
  expect(reading(typed(keys))).toBe(tenths);
});

test('says when no person can have that temperature', () => {
  expect(isOutOfRange('299')).toBe(true);
  expect(isOutOfRange('300')).toBe(false);
  expect(isOutOfRange('451')).toBe(true);
  expect(isOutOfRange('36')).toBe(false);
});
