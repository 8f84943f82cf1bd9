/**
 * The temperature keypad: three digits set the decimal (3-6-5 is 36.5 ℃). Pure.
 * Fewer than three digits are no reading yet; a reading outside 30.0–45.0 is never saved.
 */
const DIGITS = 3;
const TENTHS_MIN = 300;
const TENTHS_MAX = 450;

/** The digits after a key; a key after a full reading begins a new one. */
export function press(digits: string, key: string): string {
  if (key === 'erase') return digits.slice(0, -1);
  return digits.length >= DIGITS ? key : digits + key;
}

/** What is seen while typing: `3`, `36`, `36.5`; empty shows —. */
export function shown(digits: string): string {
  if (!digits) return '—';
  return digits.length < DIGITS ? digits : `${digits.slice(0, 2)}.${digits.slice(2)}`;
}

/** The reading in tenths of a degree; undefined while there is none. */
export function reading(digits: string): number | undefined {
  const tenths = Number(digits);
  return digits.length === DIGITS && tenths >= TENTHS_MIN && tenths <= TENTHS_MAX
    ? tenths
    : undefined;
}

/** Whether the digits are complete but no temperature a person can have. */
export const isOutOfRange = (digits: string): boolean =>
  digits.length === DIGITS && reading(digits) === undefined;
