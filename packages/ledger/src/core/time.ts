/** Instants are milliseconds since 1970 (UTC); days are the village's days; nothing here reads a clock. */
export const ZONE = 'Asia/Shanghai';
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** An RFC 3339 instant with its offset or Z, as devices write it. */
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;
/** A day of the village: 2020-01-28. */
export const DAY = /^\d{4}-\d{2}-\d{2}$/;

const QUARTER_MS = HOUR_MS / 4;
const formats = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, Map<number, string>>();

function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, found);
  }
  return found;
}

/** The village's day (YYYY-MM-DD) of an instant; cached by quarter hour, which every zone keeps to. */
export function dayOf(instantMs: number, zone: string = ZONE): string {
  let cache = days.get(zone);
  if (!cache) days.set(zone, (cache = new Map()));
  const quarter = Math.floor(instantMs / QUARTER_MS);
  let day = cache.get(quarter);
  if (day === undefined) {
    day = format(zone)
      .format(quarter * QUARTER_MS)
      .slice(0, 10);
    if (cache.size > 50_000) cache.clear();
    cache.set(quarter, day);
  }
  return day;
}

/** The wall clock of a place: `2020-02-04 18:00:00`. */
export function wallClock(instantMs: number, zone: string = ZONE): string {
  return format(zone).format(instantMs);
}

/** How far the zone is ahead of UTC at an instant, in ms. */
export function zoneOffsetMs(instantMs: number, zone: string = ZONE): number {
  const seconds = Math.floor(instantMs / 1000) * 1000;
  return Date.parse(wallClock(seconds, zone).replace(' ', 'T') + 'Z') - seconds;
}

/** The instant of a wall-clock time (HH:MM) on a village's day. */
export function instantOf(day: string, time = '00:00', zone: string = ZONE): number {
  const utc = Date.parse(`${day}T${time}:00Z`);
  return utc - zoneOffsetMs(utc - zoneOffsetMs(utc, zone), zone);
}

/** The day `n` days later (or earlier, when negative). */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);
}

/** The instant in a place's own clock with its offset: `2020-01-28T09:12:05.120+08:00`. */
export function localInstant(instantMs: number, zone: string = ZONE): string {
  const offset = zoneOffsetMs(instantMs, zone);
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.abs(offset) / 60_000;
  const hhmm = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
  const wall = new Date(instantMs + offset).toISOString().slice(0, 23);
  return `${wall}${sign}${hhmm.join(':')}`;
}

/** The hour something became known, as whole hours since 1970 (`heard` of a tally). */
export const hourOf = (instantMs: number): number => Math.floor(instantMs / HOUR_MS);
