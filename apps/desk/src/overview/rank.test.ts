import { describe, expect, it } from 'vitest';
import type { OverviewRow } from '@doorstep/sync';
import { coverageIn, isEmpty, leadingRound, ranked } from './rank';

const row = (place: string, change: Partial<OverviewRow> = {}): OverviewRow => ({
  place,
  households: 10,
  householdsStated: 0,
  rounds: [],
  personTimes: { total: 0, day: 0 },
  fevers: { total: 0, day: 0 },
  due: 0,
  overdue: 0,
  untold: 0,
  villages: 1,
  villagesHeard: 1,
  lastHeardMs: 1_000,
  ...change,
});
const inRound = (
  place: string,
  reached: number,
  missing: number,
  change: Partial<OverviewRow> = {},
): OverviewRow =>
  row(place, { rounds: [{ round: 'r', reached, missing }], due: missing, ...change });
const order = (rows: readonly { place: string }[]): string =>
  rows.map(({ place }) => place).join(' ');

describe('ranked', () => {
  it('puts the lowest coverage first, more due first among equals, then by code', () => {
    const rows = [
      inRound('a', 9, 1),
      inRound('b', 5, 5),
      inRound('d', 1, 1),
      inRound('c', 1, 1),
      inRound('e', 3, 0),
    ];
    expect(order(ranked(rows, 'r', 'coverage'))).toBe('b c d a e');
  });
  it('by what is due puts the overdue first', () => {
    const rows = [inRound('a', 0, 9), inRound('b', 0, 2, { overdue: 2 })];
    expect(order(ranked(rows, 'r', 'due'))).toBe('b a');
  });
  it('by silence puts the silent first and among them the longest silence', () => {
    const rows = [
      row('heard', { lastHeardMs: 1 }),
      row('silent', { villagesHeard: 0, lastHeardMs: 900 }),
      row('never', { villagesHeard: 0, lastHeardMs: null }),
    ];
    expect(order(ranked(rows, 'r', 'silence'))).toBe('never silent heard');
  });
  it('puts places nothing is expected of last, whatever the order', () => {
    const rows = [
      row('empty', { households: 0, villages: 0, villagesHeard: 0, lastHeardMs: null }),
      inRound('done', 3, 0),
    ];
    expect(isEmpty(rows[0]!)).toBe(true);
    for (const by of ['coverage', 'due', 'silence'] as const)
      expect(order(ranked(rows, 'r', by))).toBe('done empty');
  });
  it('counts villages not heard from apart from what is not done', () => {
    const [one] = ranked([inRound('a', 1, 4, { villages: 3, villagesHeard: 1 })], 'r', 'coverage');
    expect(one).toMatchObject({
      villagesSilent: 2,
      unheard: 0,
      coverage: { reached: 1, households: 5 },
    });
    const [silent] = ranked([inRound('a', 1, 4, { villagesHeard: 0 })], 'r', 'coverage');
    expect(silent).toMatchObject({ unheard: 4 });
  });
});

describe('rounds', () => {
  it('covers nothing in a round that does not concern the place', () => {
    expect(coverageIn(inRound('a', 2, 3), 'other')).toEqual({ reached: 0, households: 0 });
    expect(coverageIn(inRound('a', 2, 3), undefined)).toEqual({ reached: 0, households: 0 });
  });
  it('opens on the round that concerns most households', () => {
    const rounds = [
      { round: 'small', reached: 0, missing: 4 },
      { round: 'large', reached: 9, missing: 1 },
    ];
    expect(leadingRound(row('a', { rounds }))).toBe('large');
    expect(leadingRound(row('a'))).toBeUndefined();
  });
});
