import { describe, expect, it } from 'vitest';
import { dayOfSerial, isDayFormat } from './styles';

describe('days stored as numbers', () => {
  it.each([
    ['yyyy/m/d', true],
    ['[$-804]yyyy"年"m"月"d"日";@', true],
    ['m"月"d"日"', true],
    ['General', false],
    ['0.00_ ', false],
    ['0"日"', false],
    ['@', false],
    ['[Red]#,##0', false],
  ])('%s is a day: %s', (format, isDay) => {
    expect(isDayFormat(format)).toBe(isDay);
  });

  it('counts from 1900 with its false leap day, and from 1904', () => {
    expect(dayOfSerial(43_850, false)).toBe('2020-01-20');
    expect(dayOfSerial(43_850 - 1_462, true)).toBe('2020-01-20');
    expect(dayOfSerial(1, false)).toBe('1900-01-01');
    expect(dayOfSerial(61, false)).toBe('1900-03-01');
    expect(dayOfSerial(0, false)).toBeUndefined();
  });
});
