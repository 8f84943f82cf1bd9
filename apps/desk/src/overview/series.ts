/** Geometry of the small charts: bars of a series of days. Pure. */

export interface Bar {
  day: string;
  n: number;
  /** In the chart's own units: x and width of a slot of 10, heights up to `height`. */
  x: number;
  height: number;
}

export const SLOT = 10;

/** Bars of a series, the highest as high as `height`; a count above zero is always visible. */
export function barsOf(series: readonly { day: string; n: number }[], height: number): Bar[] {
  const highest = Math.max(1, ...series.map(({ n }) => n));
  return series.map(({ day, n }, i) => ({
    day,
    n,
    x: i * SLOT,
    height: n > 0 ? Math.max(1, (n / highest) * height) : 0,
  }));
}

/** The points of a line through a series, as SVG wants them; flat when nothing varies. */
export function lineOf(series: readonly { n: number }[], height: number): string {
  const values = series.map(({ n }) => n);
  const lowest = Math.min(0, ...values);
  const range = Math.max(1, Math.max(...values) - lowest);
  return values
    .map((n, i) => `${i * SLOT},${(height - ((n - lowest) / range) * height).toFixed(2)}`)
    .join(' ');
}

/** What stood at the end of each day, from what stands at the end of the last and the changes of each. */
export function levels(
  total: number,
  changes: readonly { day: string; n: number }[],
): { day: string; n: number }[] {
  let level = total;
  const standing = [...changes].reverse().map(({ day, n }) => {
    const stood = { day, n: level };
    level -= n;
    return stood;
  });
  return standing.reverse();
}
