/** Days, times and temperatures as each language writes them. Instants are ms since 1970. */
import { dayOf, wallClock } from '@doorstep/ledger';
import type { Locale } from '@doorstep/words';

const TAG: Record<Locale, string> = { zh: 'zh-CN', 'ko-CN': 'ko-KR', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(locale: Locale, withYear: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${withYear}`;
  let format = formats.get(key);
  if (!format) {
    const year = withYear ? ({ year: 'numeric' } as const) : {};
    const month = locale === 'en' ? 'short' : 'long';
    format = new Intl.DateTimeFormat(TAG[locale], {
      ...year,
      month,
      day: 'numeric',
      timeZone: 'UTC',
    });
    formats.set(key, format);
  }
  return format;
}

/** A village's day (`2020-01-28`): 1月28日, 1월 28일, 28 Jan; with its year when `today` is in another. */
export function formatDay(day: string, locale: Locale, today: string): string {
  const withYear = day.slice(0, 4) !== today.slice(0, 4);
  return dayFormat(locale, withYear).format(Date.parse(`${day}T00:00:00Z`));
}

/** The wall clock of the village: 09:05. */
export const formatClock = (instantMs: number, zone?: string): string =>
  wallClock(instantMs, zone).slice(11, 16);

/** Day and time; the day is left out when it is today. */
export function formatMoment(
  instantMs: number,
  locale: Locale,
  today: string,
  zone?: string,
): string {
  const day = dayOf(instantMs, zone);
  const clock = formatClock(instantMs, zone);
  return day === today ? clock : `${formatDay(day, locale, today)} ${clock}`;
}

/** Tenths of a degree as degrees: 365 → 36.5. */
export const formatTemperature = (tenths: number): string => (tenths / 10).toFixed(1);
