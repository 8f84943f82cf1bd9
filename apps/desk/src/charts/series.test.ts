import { describe, expect, it } from 'vitest';
import { daysFrom, runningSums, stepsOf, sumBy, weeksOf } from './series';

const changes = new Map([
  ['2020-01-30', 4],
  ['2020-02-01', 3],
  ['2020-02-03', -1],
]);
const numbers = (steps: readonly { n: number }[]) => steps.map(({ n }) => n);

describe('figures by day', () => {
  it('have every day, also those on which nothing was counted', () => {
    expect(stepsOf(changes, 'flow', '2020-01-31', '2020-02-02')).toEqual([
      { first: '2020-01-31', last: '2020-01-31', n: 0 },
      { first: '2020-02-01', last: '2020-02-01', n: 3 },
      { first: '2020-02-02', last: '2020-02-02', n: 0 },
    ]);
  });
  it('show of a stock what stood, with what was there before the first day', () => {
    expect(numbers(stepsOf(changes, 'stock', '2020-01-31', '2020-02-03'))).toEqual([4, 7, 7, 6]);
  });
  it('keep the latest days of a span that is too long', () => {
    const days = daysFrom('1970-01-01', '2020-02-04');
    expect([days.length, days.at(-1)]).toEqual([400, '2020-02-04']);
  });
});

describe('figures by week', () => {
  // 2 February 2020 was a Sunday.
  const days = stepsOf(changes, 'flow', '2020-01-30', '2020-02-03');
  it('add up from Monday to Sunday', () => {
    expect(weeksOf(days, 'flow')).toEqual([
      { first: '2020-01-30', last: '2020-02-02', n: 7 },
      { first: '2020-02-03', last: '2020-02-03', n: -1 },
    ]);
  });
  it('show of a stock what stood at the end', () => {
    const stock = stepsOf(changes, 'stock', '2020-01-30', '2020-02-03');
    expect(numbers(weeksOf(stock, 'stock'))).toEqual([7, 6]);
  });
  it('leave the days as they were', () => {
    const before = structuredClone(days);
    weeksOf(days, 'flow');
    expect(days).toEqual(before);
  });
});

it('sums over dims', () => {
  const rows = [
    { day: '2020-02-01', indicator: 'a', dims: 'x=1', n: 2 },
    { day: '2020-02-01', indicator: 'a', dims: 'x=2', n: 3 },
  ];
  expect([...sumBy(rows, 'day')]).toEqual([['2020-02-01', 5]]);
});

it('runs on from what was before the first day', () => {
  expect(runningSums(changes, ['2020-02-01', '2020-02-02', '2020-02-03'])).toEqual([7, 7, 6]);
});
