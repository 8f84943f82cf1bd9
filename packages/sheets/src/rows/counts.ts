/** Rows of a summary: how many households and people a group is said to have. */
import { detached, type Row } from '../read/workbook';
import { saysNothing, tidy } from '../values/blank';
import { countOf } from '../values/figure';
import { groupIn, nobodyIn } from './nobody';
import { cellOfMeaning, problemAt, type Found, type SheetContext } from './sheet-context';

/** Takes the counts of one row; a total is left out, its parts are there. */
export function readCounts(row: Row, context: SheetContext): void {
  const { plan, understanding, sheet } = context;
  const nobody = nobodyIn(row, plan);
  if (nobody && nobody.reason !== 'section') {
    sheet.skipped[nobody.reason] = (sheet.skipped[nobody.reason] ?? 0) + 1;
    return;
  }
  const find = (meaning: Parameters<typeof cellOfMeaning>[3]) =>
    cellOfMeaning(row, plan, 0, meaning);
  const households = countIn(find('householdCount'));
  const people = countIn(find('peopleCount'));
  if (households === undefined && people === undefined) return;
  const group = tidy(find('group')?.cell.text ?? '') || groupIn(rowText(row));
  understanding.counts.push({
    sheet: sheet.index,
    row: row.number,
    ...(group && { group: detached(group) }),
    ...(households !== undefined && { households }),
    ...(people !== undefined && { people }),
  });

  function countIn(found: Found | undefined): number | undefined {
    if (!found || saysNothing(found.cell.text)) return undefined;
    const count = countOf(found.cell.text);
    if (count !== undefined) return count;
    const params = { value: tidy(found.cell.text) };
    const problem = problemAt(context, row.number, found.column, 'count_unreadable', params);
    understanding.problems.push(problem);
    return undefined;
  }
}

const rowText = (row: Row): string => row.cells.map((cell) => cell?.text ?? '').join(' ');
