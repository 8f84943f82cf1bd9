/** Where the cells of a table of figures lead: a figure to what it counts, a row to its place. */
import { indicatorNamed } from '@doorstep/ledger';
import type { Column, FigureColumn } from '@doorstep/tables';
import { computed, type ComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import { useView } from '../shell/view';

type FigureCell<Row> = Column<Row> & Partial<Pick<FigureColumn<Row>, 'counted'>>;
type HrefOf<Row> = (row: Row, column: Column<Row>) => string | undefined;

/** What stands in an address before a row is put in; no code, day or name holds a tilde. */
const [PLACE, FROM, TO] = ['~place', '~from', '~to'];

/**
 * Addresses differ from row to row in place and days only: each column's is made once and filled
 * in, since a long table has a hundred thousand.
 * @param daysOf first and last day of a row's figures; `from` undefined: from the beginning
 */
export function useFigureAddress<Row extends { place: string }>(
  daysOf: (row: Row) => { from: string | undefined; to: string },
): ComputedRef<HrefOf<Row>> {
  const router = useRouter();
  const { day, known, link, figureLink } = useView();
  const patternOf = ({ isFixed, counted }: FigureCell<Row>, hasFrom: boolean) => {
    if (isFixed) return router.resolve(link('overview', PLACE)).href;
    if (!counted) return undefined;
    const { indicator, dims, isTotal } = counted;
    // What stands at the end of a day is everything up to it.
    const isFlow = indicatorNamed(indicator)?.measure === 'flow';
    const from = hasFrom && isFlow && !isTotal ? FROM : undefined;
    return router.resolve(figureLink(indicator, { span: 'total', dims, from, to: TO }, PLACE)).href;
  };
  return computed(() => {
    void [day.value, known.value];
    const patterns = new Map<Column<Row>, string | undefined>();
    return (row, column) => {
      const { from = '', to } = daysOf(row);
      if (!patterns.has(column)) patterns.set(column, patternOf(column, from !== ''));
      return patterns.get(column)?.replace(PLACE, row.place).replace(FROM, from).replace(TO, to);
    };
  });
}
