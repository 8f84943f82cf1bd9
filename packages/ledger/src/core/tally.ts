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

/** What is counted where: a day's indicator in one of its dims. One object for equal cells of a fold. */
export interface Cell {
  readonly day: string;
  readonly indicator: string;
  readonly dims: string;
}

/** What one fact contributes to a cell, with the record it opens to. */
export interface Emission {
  cell: Cell;
  n: number;
  /** The root id of the fact counted (its first version), and of whom it speaks. */
  source: string;
  subject: string;
}

/** Sums by cell; zeros are dropped, so equal totals are equal maps. */
export type Totals = Map<Cell, number>;

/** Rows of tallies by the hour they became known. */
export type RowsByHour = Map<number, Totals>;

export const dimsOf = (dims: Record<string, string>): string =>
  Object.keys(dims)
    .sort()
    .map((name) => `${name}=${dims[name]}`)
    .join('&');

/** Whether dims hold every pair of these, as made by `dimsOf`: of all of an indicator's, or of some. */
export function holdsDims(dims: string, wanted: string): boolean {
  if (dims === wanted || wanted === '') return true;
  const pairs = dims.split('&');
  return wanted.split('&').every((pair) => pairs.includes(pair));
}

/** Keeps one object for each cell, so that sums need no text keys. */
export class Cells {
  private readonly byDay = new Map<string, Map<string, Map<string, Cell>>>();

  at(day: string, indicator: string, dims: string): Cell {
    let ofDay = this.byDay.get(day);
    if (!ofDay) this.byDay.set(day, (ofDay = new Map()));
    let ofIndicator = ofDay.get(indicator);
    if (!ofIndicator) ofDay.set(indicator, (ofIndicator = new Map()));
    let cell = ofIndicator.get(dims);
    if (!cell) ofIndicator.set(dims, (cell = { day, indicator, dims }));
    return cell;
  }
}

/** Adds `n` to a cell and forgets it when nothing is left. */
export function addTo(totals: Totals, cell: Cell, n: number): void {
  const sum = (totals.get(cell) ?? 0) + n;
  if (sum === 0) totals.delete(cell);
  else totals.set(cell, sum);
}

/** The totals of an hour, made when there are none yet. */
export function totalsAt(rows: RowsByHour, heard: number): Totals {
  let totals = rows.get(heard);
  if (!totals) rows.set(heard, (totals = new Map()));
  return totals;
}

export function totalsOf(emissions: readonly Emission[]): Totals {
  const totals: Totals = new Map();
  for (const e of emissions) addTo(totals, e.cell, e.n);
  return totals;
}

/** `a − b`, without zeros. */
export function difference(a: Totals, b: Totals): Totals {
  const out: Totals = new Map(a);
  for (const [cell, n] of b) addTo(out, cell, -n);
  return out;
}

/** As plain tally rows. */
export function flatRows(rows: RowsByHour): TallyRow[] {
  const flat: TallyRow[] = [];
  for (const [heard, totals] of rows)
    for (const [cell, n] of totals) flat.push({ ...cell, heard, n });
  return flat;
}
