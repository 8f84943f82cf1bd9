/**
 * Today beside yesterday, fairly: both as known at the same full hour of their day. A day that is
 * over is compared whole. Pure.
 */
import { DAY_MS, HOUR_MS, addDays, instantOf } from '@doorstep/ledger';
import type { Figure, Tallies } from '@doorstep/sync';

export interface SameHour {
  /** Hours since the day began. */
  hour: number;
  /** When that hour ended, today and yesterday. */
  atMs: number;
  beforeMs: number;
}

export interface Looked {
  day: string;
  isToday: boolean;
  /** As known at this instant; undefined: now. */
  knownAtMs: number | undefined;
  nowMs: number;
  zone: string;
}

/** The hour to compare at; undefined: the days are compared whole. */
export function sameHour({ day, isToday, knownAtMs, nowMs, zone }: Looked): SameHour | undefined {
  if (knownAtMs === undefined && !isToday) return undefined;
  const beganMs = instantOf(day, '00:00', zone);
  const hour = Math.floor(((knownAtMs ?? nowMs) - beganMs) / HOUR_MS);
  if (hour < 1 || hour > 23) return undefined;
  const atMs = beganMs + hour * HOUR_MS;
  return { hour, atMs, beforeMs: atMs - DAY_MS };
}

const sumOf = ({ rows }: Tallies, indicator: string): number =>
  rows.reduce((sum, row) => (row.indicator === indicator ? sum + row.n : sum), 0);

/** How a figure of the day stands to the day before's, both at the same hour. */
export const changeAtHour = (indicator: string, now: Tallies, before: Tallies): number =>
  sumOf(now, indicator) - sumOf(before, indicator);

/** The same of two whole days; undefined when the day before is not in the series. */
export function changeOfDay({ day, series }: Figure, on: string): number | undefined {
  const before = series.find((one) => one.day === addDays(on, -1));
  return before && day - before.n;
}
