import { describe, expect, it } from 'vitest';
import { barsOf, levels, lineOf } from './series';

const days = (...ns: number[]) => ns.map((n, i) => ({ day: `2020-02-0${i + 1}`, n }));

describe('bars', () => {
  it('are as high as their share of the highest, and never vanish above zero', () => {
    expect(barsOf(days(0, 1, 1000, 500), 40).map(({ height }) => height)).toEqual([0, 1, 40, 20]);
  });
  it('are flat when nothing was counted', () => {
    expect(barsOf(days(0, 0), 40).map(({ height }) => height)).toEqual([0, 0]);
  });
});

describe('line', () => {
  it('goes from left to right with the highest at the top', () => {
    expect(lineOf(days(0, 10, 5), 20)).toBe('0,20.00 10,0.00 20,10.00');
  });
  it('shows negative changes below zero', () => {
    expect(lineOf(days(-5, 5), 20)).toBe('0,20.00 10,0.00');
  });
});

describe('levels', () => {
  it('end at the total and go back by the changes', () => {
    expect(levels(12, days(2, 0, -1)).map(({ n }) => n)).toEqual([13, 13, 12]);
  });
});
