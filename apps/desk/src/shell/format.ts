/** How the desk writes numbers, days and times, by language and the village's zone. Pure. */
import { formatClock, formatDay, formatMoment } from '@doorstep/ui';
import type { Locale } from '@doorstep/words';

export interface Format {
  /** 12345 → 12,345. */
  count(n: number): string;
  /** +213, −4, ±0. */
  change(n: number): string;
  /** 94%: never rounded up to 100 % while something is missing. */
  share(part: number, whole: number): string;
  /** 4 Feb, 2月4日; with its year when today is in another. */
  day(day: string): string;
  /** 4 Feb 2020, 2020年2月4日: on paper, which is read in other years. */
  dayInFull(day: string): string;
  /** 2/4: under a bar of a chart. */
  dayShort(day: string): string;
  /** 18:05. */
  time(instantMs: number): string;
  /** 18:05 on `today`, otherwise with its day. */
  moment(instantMs: number, today: string): string;
}

export function formatFor(locale: Locale, zone: string, today: () => string): Format {
  const counts = new Intl.NumberFormat(locale);
  return {
    count: (n) => counts.format(n),
    change: (n) => (n === 0 ? '±0' : `${n > 0 ? '+' : '−'}${counts.format(Math.abs(n))}`),
    share: (part, whole) => (whole > 0 ? `${Math.floor((part / whole) * 100)}%` : '—'),
    day: (day) => formatDay(day, locale, today()),
    dayInFull: (day) => formatDay(day, locale, ''),
    dayShort: (day) => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`,
    time: (instantMs) => formatClock(instantMs, zone),
    moment: (instantMs, today) => formatMoment(instantMs, locale, today, zone),
  };
}
