/** The very records a figure counts. Σ n of what is listed is the figure, by construction. */
import type { VillageFold } from '../modules';
import { holdsDims, type Emission } from '../core/tally';

export interface Selection {
  /** First and last village day, inclusive. */
  from?: string | undefined;
  to?: string | undefined;
  /** With all of these dims, as made by `dimsOf`; missing: whatever they are. */
  dims?: string | undefined;
}

/** What an indicator counts in a selection, in order of day. */
export function recordsOf(
  fold: VillageFold,
  indicator: string,
  selection: Selection = {},
): Emission[] {
  const { from, to, dims } = selection;
  const found: Emission[] = [];
  for (const sequence of [fold.place, ...fold.dossiers()]) {
    for (const emission of sequence.emissions) {
      const { cell } = emission;
      if (cell.indicator !== indicator) continue;
      if (from !== undefined && cell.day < from) continue;
      if (to !== undefined && cell.day > to) continue;
      if (dims !== undefined && !holdsDims(cell.dims, dims)) continue;
      found.push(emission);
    }
  }
  return found.sort((a, b) =>
    a.cell.day === b.cell.day ? (a.source < b.source ? -1 : 1) : a.cell.day < b.cell.day ? -1 : 1,
  );
}

/** A figure: up to and including a day, and on that day. */
export interface Figure {
  total: number;
  day: number;
}

/** Every indicator's figure of a place for a day. */
export function figuresOf(fold: VillageFold, day: string): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const sequence of [fold.place, ...fold.dossiers()]) {
    for (const emission of sequence.emissions) {
      const { cell, n } = emission;
      if (cell.day > day) continue;
      let figure = figures.get(cell.indicator);
      if (!figure) figures.set(cell.indicator, (figure = { total: 0, day: 0 }));
      figure.total += n;
      if (cell.day === day) figure.day += n;
    }
  }
  return figures;
}
