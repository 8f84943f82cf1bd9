import { describe, expect, it } from 'vitest';
import { levels, lineOf } from './series';

const days = (...ns: number[]) => ns.map((n, i) => ({ day: `2020-02-0${i + 1}`, n }));

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
