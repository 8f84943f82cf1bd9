/** Places side by side in one figure. Pure. */

export interface PlaceFigure {
  place: string;
  n: number;
  /** On the register, otherwise as stated; 0: not known. */
  households: number;
}

/**
 * From the most to the least, equals by code.
 * @param perHundred for each 100 households; places whose households are not known are left out
 */
export function compared(
  figures: readonly PlaceFigure[],
  perHundred: boolean,
): { place: string; n: number }[] {
  const rows = perHundred
    ? figures
        .filter(({ households }) => households > 0)
        .map(({ place, n, households }) => ({ place, n: (n * 100) / households }))
    : figures.map(({ place, n }) => ({ place, n }));
  return rows.sort((a, b) => b.n - a.n || (a.place < b.place ? -1 : 1));
}
