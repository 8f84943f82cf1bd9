/**
 * Carries merged values to the cells they cover, row by row: of all merges only those that reach
 * the present row are held. A workbook whose merges overlap without end is refused.
 */
import { UnreadableFile } from '../face';
import { LIMITS, type Cell, type Merge, type Row } from './workbook';

interface Active {
  merge: Merge;
  cell: Cell | undefined;
}

const ACTIVE_MAX = LIMITS.columns;

/** The same rows, with every merged cell's value on all the cells it covers. */
export function* withMerges(rows: Iterable<Row>, merges: Merge[]): Iterable<Row> {
  const byTop = merges
    .filter(
      ({ left, top, bottom, right }) => left < LIMITS.columns && (top < bottom || left < right),
    )
    .sort((a, b) => a.top - b.top);
  let next = 0;
  let active: Active[] = [];
  for (const row of rows) {
    if (next === byTop.length && active.length === 0) {
      yield row;
      continue;
    }
    active = active.filter(({ merge }) => merge.bottom >= row.number);
    for (; next < byTop.length && byTop[next]!.top <= row.number; next++) {
      const merge = byTop[next]!;
      if (merge.bottom < row.number) continue;
      active.push({ merge, cell: merge.top === row.number ? row.cells[merge.left] : undefined });
    }
    if (active.length > ACTIVE_MAX) throw new UnreadableFile('unsafe');
    for (const one of active) carry(row, one);
    yield row;
  }
}

function carry(row: Row, { merge, cell }: Active): void {
  const origin = { row: merge.top, column: merge.left };
  const right = Math.min(merge.right, LIMITS.columns - 1);
  for (let column = merge.left; column <= right; column++) {
    if (row.number === merge.top && column === merge.left) continue;
    row.cells[column] = cell && { ...cell, origin };
  }
}
