/**
 * Figures of the catalogue as columns: an indicator as a whole, and by what it is narrowed to, one
 * column for each value that was counted (`publicity.times/language`).
 */
import { CATALOGUE, indicatorKey, type Indicator } from '@doorstep/ledger';
import type { FigureKey } from '@doorstep/sync';
import { dimsText } from '@doorstep/ui/plain';
import type { MessageKey } from '@doorstep/words';
import type { Column, ColumnChoice } from '../table';
import type { Telling } from './telling';

/** Where a row's figures stand. */
export interface Figured {
  n: readonly number[];
}

/** What a column of figures counts: what its cells open to. */
export interface Counted {
  indicator: string;
  /** With these dims; undefined: whatever they are. */
  dims?: string;
  /** From the beginning, whatever the first day of the table. */
  isTotal?: boolean;
}

/** Households are stated by two ways of counting, and reached by round: these do not add up. */
const ONLY_BY_DIMS = new Set([
  'visits.round_reached',
  'register.households_stated',
  'register.people_stated',
]);
/** What a table shows before anything is chosen. */
const USUAL = new Set([
  'register.households',
  'visits.person_times',
  'visits.households_reached',
  'visits.fevers',
  'visits.nobody_home',
  'visits.refused',
  'publicity.times',
]);

const nameOf = ({ id }: Indicator): MessageKey => indicatorKey(id) as MessageKey;

/** Everything there is to choose from, by module. */
export function figureChoices({ t }: Telling): ColumnChoice[] {
  return CATALOGUE.flatMap((indicator) => {
    const part = t(`tables.module_${indicator.module}`);
    const whole = { spec: indicator.id, label: t(nameOf(indicator)), part };
    const split = indicator.dims.map((dim) => ({
      spec: `${indicator.id}/${dim}`,
      label: t('tables.by', {
        what: t(nameOf(indicator)),
        dim: t(`tables.dim_${dim}` as MessageKey),
      }),
      part,
    }));
    return ONLY_BY_DIMS.has(indicator.id) ? split : [whole, ...split];
  });
}

/** The indicators some chosen columns need; undefined: those of a table as it comes. */
export function indicatorsFor(chosen: readonly string[] | undefined): string[] {
  const wanted = chosen?.map((spec) => spec.split('/')[0]!) ?? [...USUAL];
  return CATALOGUE.map(({ id }) => id).filter((id) => wanted.includes(id));
}

const dimIn = (dims: string, dim: string): string | undefined =>
  dims
    .split('&')
    .map((pair) => pair.split('='))
    .find(([name]) => name === dim)?.[1];

/** A column that adds up the keys it is about. */
function columnOver<Row extends Figured>(
  keys: readonly FigureKey[],
  isAbout: (key: FigureKey) => boolean,
): Column<Row>['value'] {
  const about = keys.flatMap((key, at) => (isAbout(key) ? [at] : []));
  return ({ n }) => about.reduce((sum, at) => sum + (n[at] ?? 0), 0);
}

export interface FigureColumn<Row> extends Column<Row> {
  counted: Counted;
}

/**
 * @param keys what the figures of a row are of
 * @param daily rows are of single days: what stands adds up over places only
 */
export function figureColumns<Row extends Figured>(
  keys: readonly FigureKey[],
  daily: boolean,
  telling: Telling,
): FigureColumn<Row>[] {
  const { t } = telling;
  return CATALOGUE.flatMap((indicator) => {
    const { id, dims, measure } = indicator;
    const shared = {
      label: t(nameOf(indicator)),
      kind: 'number' as const,
      adds: true,
      ...(daily && measure === 'stock' && { addsWithin: 'day' }),
    };
    const whole: FigureColumn<Row> = {
      ...shared,
      id,
      value: columnOver(keys, (key) => key.indicator === id),
      isExtra: !USUAL.has(id),
      counted: { indicator: id },
    };
    const own = keys.filter((key) => key.indicator === id);
    const split = dims.flatMap((dim) =>
      [...new Set(own.flatMap((key) => dimIn(key.dims, dim) ?? []))]
        .sort()
        .map((value): FigureColumn<Row> => ({
          ...shared,
          id: `${id}/${dim}=${value}`,
          sub: dimsText(`${dim}=${value}`, telling),
          spec: `${id}/${dim}`,
          value: columnOver(keys, (key) => key.indicator === id && dimIn(key.dims, dim) === value),
          isExtra: true,
          counted: { indicator: id, dims: `${dim}=${value}` },
        })),
    );
    return ONLY_BY_DIMS.has(id) ? split : [whole, ...split];
  });
}
