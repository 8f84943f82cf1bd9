/**
 * A tally is a number the fold gives away. Names never travel in one.
 * `heard` is the hour it became known; the rows of an hour are the change of the total in it.
 */
export interface TallyRow {
  /** Village day the counted thing happened, YYYY-MM-DD. */
  day: string;
  /** Whole hours since 1970 in which it became known. */
  heard: number;
  indicator: string;
  /** `name=value` pairs sorted by name and joined by `&`; empty when the indicator has none. */
  dims: string;
  n: number;
}

/** What one fact contributes: the same as a tally row, with the record it opens to. */
export interface Emission {
  day: string;
  indicator: string;
  dims: string;
  n: number;
  /** The root id of the fact counted (its first version), and of whom it speaks. */
  source: string;
  subject: string;
}

/** Sums by `day|indicator|dims`; zeros are dropped, so equal totals are equal maps. */
export type Totals = Map<string, number>;

export const dimsOf = (dims: Record<string, string>): string =>
  Object.keys(dims)
    .sort()
    .map((name) => `${name}=${dims[name]}`)
    .join('&');

export const totalKey = (row: { day: string; indicator: string; dims: string }): string =>
  `${row.day}|${row.indicator}|${row.dims}`;

/** Adds `n` under `key` and forgets the key when nothing is left. */
export function addTo(totals: Totals, key: string, n: number): void {
  const sum = (totals.get(key) ?? 0) + n;
  if (sum === 0) totals.delete(key);
  else totals.set(key, sum);
}

export function totalsOf(emissions: readonly Emission[]): Totals {
  const totals: Totals = new Map();
  for (const e of emissions) addTo(totals, totalKey(e), e.n);
  return totals;
}

/** `a − b`, without zeros. */
export function difference(a: Totals, b: Totals): Totals {
  const out: Totals = new Map(a);
  for (const [key, n] of b) addTo(out, key, -n);
  return out;
}

/** Tally rows of an hour's totals. */
export function rowsOf(heard: number, totals: Totals): TallyRow[] {
  return [...totals].map(([key, n]) => {
    const [day = '', indicator = '', dims = ''] = key.split('|');
    return { day, heard, indicator, dims, n };
  });
}
