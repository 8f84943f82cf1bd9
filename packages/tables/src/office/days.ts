/** One row a place and day: the daily ledger of an area. Places in use; a day without anything stands there as 0. */
import type { FigureTable, Grain } from '@doorstep/sync';
import type { Column, ColumnChoice } from '../table';
import { figureChoices, figureColumns, type Figured, type FigureColumn } from './figure-columns';
import { placeColumns, type Telling } from './telling';

export interface DayTableRow extends Figured {
  place: string;
  day: string;
}

export const dayRows = ({ rows }: FigureTable): DayTableRow[] =>
  rows.map(([place, day, n]) => ({ place, day, n }));

export type DayColumn = Column<DayTableRow> & Partial<Pick<FigureColumn<DayTableRow>, 'counted'>>;

const dayColumn = ({ t }: Telling): Column<DayTableRow> => ({
  id: 'day',
  label: t('desk.day'),
  kind: 'day',
  value: ({ day }) => day,
});

export function dayTableColumns(
  area: string,
  grain: Grain,
  keys: FigureTable['keys'],
  telling: Telling,
): DayColumn[] {
  const [place, ...rest] = placeColumns<DayTableRow>(area, grain, telling);
  return [place!, dayColumn(telling), ...rest, ...figureColumns<DayTableRow>(keys, true, telling)];
}

export function dayTableChoices(area: string, grain: Grain, telling: Telling): ColumnChoice[] {
  const part = telling.t('tables.module_standing');
  const own = [dayColumn(telling), ...placeColumns<DayTableRow>(area, grain, telling)];
  return [
    ...own.filter(({ isFixed }) => !isFixed).map(({ id, label }) => ({ spec: id, label, part })),
    ...figureChoices(telling),
  ];
}
