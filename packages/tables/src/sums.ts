/** What the rows of a table, or of a group of it, add up to. Pure. */
import { shareOf, type Column, type Value } from './table';

/** By id of the column; columns whose rows do not add up are missing. */
export type Sums = ReadonlyMap<string, number>;

function areEqual<Row>(column: Column<Row> | undefined, rows: readonly Row[]): boolean {
  const first = column && rows[0] !== undefined ? column.value(rows[0]) : undefined;
  return !column || rows.every((row) => column.value(row) === first);
}

function sumOf<Row>(column: Column<Row>, rows: readonly Row[]): number {
  let sum = 0;
  for (const row of rows) {
    const value: Value = column.value(row);
    if (typeof value === 'number') sum += value;
  }
  return sum;
}

/** @param columns all of the table: a share is made of columns that need not be shown */
export function sumsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Sums {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const equal = new Map<string, boolean>();
  const sums = new Map<string, number>();
  for (const column of columns) {
    const { id, adds, addsWithin } = column;
    if (!adds) continue;
    if (addsWithin !== undefined && !equal.has(addsWithin))
      equal.set(addsWithin, areEqual(byId.get(addsWithin), rows));
    if (addsWithin === undefined || equal.get(addsWithin)) sums.set(id, sumOf(column, rows));
  }
  for (const { id, shareOf: of } of columns) {
    const share = of && shareOf(sums.get(of[0]) ?? 0, sums.get(of[1]) ?? 0);
    if (share !== undefined) sums.set(id, share);
  }
  return sums;
}
