/** One row a place: its figures of a span, how far the round is, what is owed, since when nothing was heard. */
import { dimsOf } from '@doorstep/ledger';
import type { FigureTable, Grain, Owed, Standing, StandingRow } from '@doorstep/sync';
import { shareOf, type Column, type ColumnChoice } from '../table';
import { figureChoices, figureColumns, type Figured, type FigureColumn } from './figure-columns';
import { placeColumns, type Telling } from './telling';

export interface PlaceTableRow extends Figured {
  place: string;
  standing: StandingRow | undefined;
  /** Households reached in the round, and those still owed a visit. */
  reached: number;
  missing: number;
  due: number;
  overdue: number;
  untold: number;
}

const countOf = (owed: readonly Owed[], isOne: (row: Owed) => boolean): number =>
  owed.reduce((sum, row) => sum + (isOne(row) ? row.count : 0), 0);

const isReach = ({ kind }: Owed): boolean => kind === 'reach';

function byPlace<T extends { place: string }>(rows: readonly T[]): Map<string, T[]> {
  const places = new Map<string, T[]>();
  for (const row of rows) {
    const known = places.get(row.place);
    if (known) known.push(row);
    else places.set(row.place, [row]);
  }
  return places;
}

/** Places in use: something was counted there, or a village there should report. */
export function placeRows(
  figures: FigureTable,
  standing: Standing,
  round: string | undefined,
): PlaceTableRow[] {
  const stands = new Map(standing.places.map((one) => [one.place, one]));
  const owedBy = byPlace(standing.owed);
  const reachedBy = byPlace(standing.reached.filter((one) => one.round === round));
  return figures.rows.flatMap(([place, , n]) => {
    const stand = stands.get(place);
    if (!stand && n.every((one) => one === 0)) return [];
    const owed = owedBy.get(place) ?? [];
    return {
      place,
      n,
      standing: stand,
      reached: (reachedBy.get(place) ?? []).reduce((sum, one) => sum + one.n, 0),
      missing: countOf(owed, (one) => isReach(one) && one.about === round),
      due: countOf(owed, isReach),
      overdue: countOf(owed, (one) => isReach(one) && one.dueAtMs <= standing.asOfMs),
      untold: countOf(owed, ({ kind }) => kind === 'tell'),
    };
  });
}

const number = <Row>(id: string, label: string, value: (row: Row) => number, isExtra = false) => ({
  id,
  label,
  kind: 'number' as const,
  value,
  adds: true,
  isExtra,
});

/** Which round it is about, and whether it is looked back: then what is known as of now only says so. */
export interface Looked {
  round: string | undefined;
  isBack?: boolean | undefined;
}

function standingColumns({ t }: Telling, { round, isBack }: Looked): PlaceColumn[] {
  const ofRound = t('tables.ofRound');
  return [
    {
      ...number('missing', t('desk.notDone'), ({ missing }: PlaceTableRow) => missing),
      sub: ofRound,
    },
    {
      ...number('reached', t('visits.standing_reached'), ({ reached }: PlaceTableRow) => reached),
      sub: ofRound,
      ...(round && {
        counted: { indicator: 'visits.round_reached', dims: dimsOf({ round }), isTotal: true },
      }),
    },
    {
      id: 'share',
      label: t('desk.share'),
      sub: ofRound,
      kind: 'share',
      value: ({ reached, missing }) => shareOf(reached, reached + missing),
      shareOf: ['reached', 'whole'],
    },
    number(
      'whole',
      t('tables.whole'),
      ({ reached, missing }: PlaceTableRow) => reached + missing,
      true,
    ),
    number('due', t('tables.due'), ({ due }: PlaceTableRow) => due, true),
    number('overdue', t('tables.overdue'), ({ overdue }: PlaceTableRow) => overdue),
    {
      ...number('untold', t('tables.untold'), ({ untold }: PlaceTableRow) => untold),
      ...(isBack && { sub: t('brief.now') }),
    },
    number(
      'villages',
      t('tables.villages'),
      ({ standing }: PlaceTableRow) => standing?.villages ?? 0,
      true,
    ),
    number('silent', t('tables.silent'), ({ standing }: PlaceTableRow) =>
      standing ? standing.villages - standing.villagesHeard : 0,
    ),
    {
      id: 'heard',
      label: t('tables.heard'),
      kind: 'moment',
      value: ({ standing }) => standing?.lastHeardMs ?? undefined,
    },
  ];
}

export type PlaceColumn = Column<PlaceTableRow> &
  Partial<Pick<FigureColumn<PlaceTableRow>, 'counted'>>;

export function placeTableColumns(
  area: string,
  grain: Grain,
  keys: FigureTable['keys'],
  telling: Telling,
  looked: Looked,
): PlaceColumn[] {
  return [
    ...placeColumns<PlaceTableRow>(area, grain, telling),
    ...standingColumns(telling, looked),
    ...figureColumns<PlaceTableRow>(keys, false, telling),
  ];
}

/** What there is to choose from, besides the place itself. */
export function placeTableChoices(area: string, grain: Grain, telling: Telling): ColumnChoice[] {
  const own = [
    ...placeColumns(area, grain, telling),
    ...standingColumns(telling, { round: undefined }),
  ];
  const part = telling.t('tables.module_standing');
  return [
    ...own.filter(({ isFixed }) => !isFixed).map(({ id, label }) => ({ spec: id, label, part })),
    ...figureChoices(telling),
  ];
}
