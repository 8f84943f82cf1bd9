/** The ten days of the demo: 26 January to the evening of 4 February 2020, in half-hour steps. */
import { addDays, instantOf } from '@doorstep/ledger';

export const FIRST_DAY = '2020-01-26';
export const LAST_DAY = '2020-02-04';
/** The day the second round opens; the first closes on the eve. */
export const SECOND_ROUND_DAY = '2020-02-01';

export const STEP_MS = 30 * 60_000;
const DUTY_BEGINS = '07:00';
const DUTY_ENDS = '22:00';

/** Where the server's clock is set first, and where it is let go. */
export const STARTS_MS = instantOf(FIRST_DAY, DUTY_BEGINS);
export const ENDS_MS = instantOf(LAST_DAY, '18:00');

/** Every day of the demo. */
export function demoDays(): string[] {
  const days = [FIRST_DAY];
  while (days.at(-1)! < LAST_DAY) days.push(addDays(days.at(-1)!, 1));
  return days;
}

/** The instants the clock is stepped to, after its start: while phones are at work (F38). */
export function steps(): number[] {
  return demoDays().flatMap((day) => {
    const all: number[] = [];
    for (let ms = instantOf(day, DUTY_BEGINS); ms <= instantOf(day, DUTY_ENDS); ms += STEP_MS)
      all.push(ms);
    return all.filter((ms) => ms > STARTS_MS && ms <= ENDS_MS);
  });
}
