import type { OverviewRow } from '@doorstep/sync';
import { describe, expect, it } from 'vitest';
import { growthOf, roundDays } from './growth';

const ROUND = {
  round: 'r_1',
  title: { zh: '一', ko: '일', en: 'One' },
  opens: '2020-02-01',
  closes: '2020-02-04',
  closed: null,
  by: '2224',
};
const place = (code: string, reached: number, missing: number): OverviewRow => ({
  place: code,
  households: 0,
  householdsStated: 0,
  rounds: [{ round: 'r_1', reached, missing }],
  personTimes: { total: 0, day: 0 },
  fevers: { total: 0, day: 0 },
  due: 0,
  overdue: 0,
  untold: 0,
  villages: 1,
  villagesHeard: 1,
  lastHeardMs: null,
});
const reached = (code: string, day: string, n: number, round = 'r_1') => ({
  place: code,
  day,
  indicator: 'visits.round_reached',
  dims: `round=${round}`,
  n,
});

describe('how a round grew', () => {
  const rows = [
    reached('222401', '2020-02-01', 4),
    reached('222401', '2020-02-03', 4),
    reached('222402', '2020-02-01', 9),
    reached('222401', '2020-02-01', 100, 'r_0'),
  ];
  const query = { round: 'r_1', days: roundDays(ROUND, '2020-02-02'), isWhole: false };

  it('is told of its own households, and stops where the day ends', () => {
    const [line] = growthOf([place('222401', 8, 2)], rows, { ...query, last: '2020-02-03' });
    expect(line!.shares).toEqual([0.4, 0.4, 0.8, null]);
  });
  it('is measured by the same households on an earlier day', () => {
    const [line] = growthOf([place('222401', 4, 6)], rows, { ...query, last: '2020-02-02' });
    expect(line!.shares).toEqual([0.4, 0.4, null, null]);
  });
  it('leaves out places the round does not concern', () => {
    const elsewhere = { ...place('222403', 0, 1), rounds: [] };
    expect(
      growthOf([elsewhere, place('222404', 0, 0)], rows, { ...query, last: ROUND.closes }),
    ).toEqual([]);
  });
});

describe('the days of a round', () => {
  it('reach to its end, or to the day looked at', () => {
    expect(roundDays(ROUND, '2020-02-02').at(-1)).toBe('2020-02-04');
    expect(roundDays(ROUND, '2020-02-06').at(-1)).toBe('2020-02-06');
  });
  it('are the latest month of a long one', () => {
    expect(roundDays({ ...ROUND, opens: '2019-01-01' }, '2020-02-02')).toHaveLength(31);
  });
});
