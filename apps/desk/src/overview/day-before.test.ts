import { ZONE } from '@doorstep/ledger';
import { describe, expect, it } from 'vitest';
import { changeAtHour, changeOfDay, sameHour } from './day-before';

const DAY = '2020-02-04';
const at = (time: string) => Date.parse(`${DAY}T${time}+08:00`);
const today = { day: DAY, isToday: true, knownAtMs: undefined, zone: ZONE };

describe('the hour two days are compared at', () => {
  it('is the last full one', () => {
    expect(sameHour({ ...today, nowMs: at('18:20:00') })).toEqual({
      hour: 18,
      atMs: at('18:00:00'),
      beforeMs: Date.parse('2020-02-03T18:00+08:00'),
    });
  });
  it('is the one asked for, also of a day that is over', () => {
    const past = { ...today, isToday: false, nowMs: at('23:59:00') + 9e8 };
    expect(sameHour({ ...past, knownAtMs: at('12:00:00') })?.hour).toBe(12);
  });
  it('is none where whole days are compared: before the first hour, and of a day that is over', () => {
    expect(sameHour({ ...today, nowMs: at('00:40:00') })).toBeUndefined();
    expect(sameHour({ ...today, isToday: false, nowMs: at('18:20:00') })).toBeUndefined();
  });
});

describe('a change', () => {
  const tallies = (n: number) => ({
    knownAtMs: 0,
    rows: [
      { indicator: 'visits.fevers', dims: '', n },
      { indicator: 'visits.visits', dims: '', n: 100 },
    ],
  });
  it('is against the same hour of the day before', () => {
    expect(changeAtHour('visits.fevers', tallies(3), tallies(5))).toBe(-2);
    expect(changeAtHour('visits.trips', tallies(3), tallies(5))).toBe(0);
  });
  it('is against the whole day before where that is known', () => {
    const series = [
      { day: '2020-02-03', n: 7 },
      { day: DAY, n: 4 },
    ];
    const figure = { indicator: 'visits.fevers', total: 11, day: 4, series };
    expect(changeOfDay(figure, DAY)).toBe(-3);
    expect(changeOfDay(figure, '2020-03-01')).toBeUndefined();
  });
});
