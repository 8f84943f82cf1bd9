/** Geometry of the small lines beside figures. Pure. */

/** Width of a day, in the line's own units. */
export const SLOT = 10;

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
