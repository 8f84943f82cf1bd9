/** Figures by day and by week, from what was tallied. Pure. */
import { addDays } from '@doorstep/ledger';
import type { Tallies } from '@doorstep/sync';

export const GRAINS = ['day', 'week'] as const;
export type Grain = (typeof GRAINS)[number];

/** A figure over a day or several. */
export interface Step {
  first: string;
  last: string;
  n: number;
}

const DAYS_MAX = 400;

/** Every day from the first to the last, both included; at most 400, the latest. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = last; day >= first && days.length < DAYS_MAX; day = addDays(day, -1))
    days.push(day);
  return days.reverse();
}

/** Sums over dims by a key of the rows. */
export function sumBy(rows: Tallies['rows'], key: 'place' | 'day'): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const of = row[key];
    if (of !== undefined) sums.set(of, (sums.get(of) ?? 0) + row.n);
  }
  return sums;
}

/**
 * What was counted on each day; of a stock what stood at the end of each.
 * @param changes by day, of a stock from its beginning on
 */
export function stepsOf(
  changes: ReadonlyMap<string, number>,
  measure: 'flow' | 'stock',
  first: string,
  last: string,
): Step[] {
  let level = [...changes].reduce((sum, [day, n]) => (day < first ? sum + n : sum), 0);
  return daysFrom(first, last).map((day) => {
    const n = changes.get(day) ?? 0;
    level += n;
    return { first: day, last: day, n: measure === 'flow' ? n : level };
  });
}

const mondayOf = (day: string): string => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
};

/** Days put together by week, Monday to Sunday; a stock as it stood at the week's end. */
export function weeksOf(days: readonly Step[], measure: 'flow' | 'stock'): Step[] {
  const weeks: Step[] = [];
  for (const { first, last, n } of days) {
    const week = weeks.at(-1);
    if (!week || mondayOf(week.first) !== mondayOf(first)) weeks.push({ first, last, n });
    else Object.assign(week, { last, n: measure === 'flow' ? week.n + n : n });
  }
  return weeks;
}

/** Running sums: what was reached by the end of each day. */
export function runningSums(changes: ReadonlyMap<string, number>, days: readonly string[]) {
  const before = [...changes].reduce((sum, [day, n]) => (day < days[0]! ? sum + n : sum), 0);
  let sum = before;
  return days.map((day) => (sum += changes.get(day) ?? 0));
}
