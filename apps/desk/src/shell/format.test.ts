import { describe, expect, it } from 'vitest';
import { formatFor } from './format';

const zone = 'Asia/Shanghai';
const en = formatFor('en', zone, () => '2020-02-04');

describe('numbers', () => {
  it('never say 100 % while something is missing', () => {
    expect([en.share(999, 1000), en.share(1000, 1000), en.share(0, 0)]).toEqual([
      '99%',
      '100%',
      '—',
    ]);
  });
  it('say changes with their sign', () => {
    expect([en.change(1234), en.change(-4), en.change(0)]).toEqual(['+1,234', '−4', '±0']);
  });
});

describe('times', () => {
  const evening = Date.parse('2020-02-04T18:05:00+08:00');
  it('are of the village, without the day when it is today', () => {
    expect(en.moment(evening, '2020-02-04')).toBe('18:05');
    expect(en.moment(evening, '2020-02-05')).toBe('4 Feb 18:05');
  });
  it('of another year say their year', () => {
    expect([en.day('2020-02-04'), en.day('2017-04-01')]).toEqual(['4 Feb', '1 Apr 2017']);
    expect(en.moment(Date.parse('2019-12-31T18:05:00+08:00'), '2020-02-04')).toBe(
      '31 Dec 2019 18:05',
    );
  });
  it('on paper always say their year', () => {
    expect(en.dayInFull('2020-02-04')).toBe('4 Feb 2020');
  });
  it('have short days for charts', () => {
    expect(en.dayShort('2020-02-04')).toBe('2/4');
  });
});
