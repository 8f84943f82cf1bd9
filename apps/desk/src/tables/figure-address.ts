/** Where the cells of a table of figures lead: a figure to what it counts, a row to its place. */
import { indicatorNamed } from '@doorstep/ledger';
import type { Column, FigureColumn } from '@doorstep/tables';
import { useRouter } from 'vue-router';
import { useView } from '../shell/view';

type FigureCell<Row> = Column<Row> & Partial<Pick<FigureColumn<Row>, 'counted'>>;

/** @param daysOf first and last day of a row's figures; `from` undefined: from the beginning */
export function useFigureAddress<Row extends { place: string }>(
  daysOf: (row: Row) => { from: string | undefined; to: string },
): (row: Row, column: Column<Row>) => string | undefined {
  const router = useRouter();
  const { link, figureLink } = useView();
  return (row, column) => {
    if (column.isFixed) return router.resolve(link('overview', row.place)).href;
    const { counted } = column as FigureCell<Row>;
    if (!counted) return undefined;
    const { indicator, dims } = counted;
    const { from, to } = daysOf(row);
    // What stands at the end of a day is everything up to it.
    const isStock = indicatorNamed(indicator)?.measure === 'stock';
    const span = { span: 'total', dims, from: isStock ? undefined : from, to } as const;
    return router.resolve(figureLink(indicator, span, row.place)).href;
  };
}
