/** A table as a view shows it: its rows filtered, sorted, put together, added up. Pure. */
import { dayOf } from '@doorstep/ledger';
import { sumsOf, type Sums } from './sums';
import { isGrouping, saidOf, specOf, type Column, type Value } from './table';
import type { Filter, TableView } from './view';

export interface Group {
  /** Its value as the address says it. */
  key: string;
  value: Value;
  rows: number;
  sums: Sums;
  isShut: boolean;
}

export type Line<Row> = { row: Row; group?: undefined } | { group: Group; row?: undefined };

export interface Arranged<Row> {
  /** Those shown, in order. */
  columns: Column<Row>[];
  /** The column rows are put together by. */
  groupedBy: Column<Row> | undefined;
  lines: Line<Row>[];
  /** Rows that pass, those of closed groups too. */
  rows: number;
  /** Rows there are. */
  of: number;
  sums: Sums;
}

/** The columns a view shows. */
export function columnsShown<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly string[] | undefined,
): Column<Row>[] {
  return columns.filter(
    (column) => column.isFixed || (chosen ? chosen.includes(specOf(column)) : !column.isExtra),
  );
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

function isBetween<Row>({ kind }: Column<Row>, value: Value, { min, max }: Filter): boolean {
  if (value === undefined) return min === undefined && max === undefined;
  if (kind === 'day' || kind === 'moment') {
    const day = kind === 'day' ? String(value) : dayOf(Number(value));
    return (!min || day >= min) && (!max || day <= max);
  }
  const n = Number(value) * (kind === 'share' ? 100 : 1);
  return (!min || n >= Number(min)) && (!max || n <= Number(max));
}

/** Whether a row passes what is chosen and holds every word looked for. */
function passing<Row>(
  columns: readonly Column<Row>[],
  shown: readonly Column<Row>[],
  { filters, search }: TableView,
): (row: Row) => boolean {
  const tests = columns.flatMap((column) => {
    const filter = filters.get(column.id);
    return filter ? [{ column, filter, oneOf: new Set(filter.oneOf) }] : [];
  });
  const words = folded(search).split(/\s+/).filter(Boolean);
  const texts = shown.filter(({ kind }) => kind === 'text');
  return (row) => {
    for (const { column, filter, oneOf } of tests) {
      const value = column.value(row);
      if (oneOf.size > 0 && !oneOf.has(String(value ?? ''))) return false;
      if (!isBetween(column, value, filter)) return false;
    }
    if (words.length === 0) return true;
    const said = folded(texts.map((column) => saidOf(column, column.value(row))).join('\n'));
    return words.every((word) => said.includes(word));
  };
}

type Compare<T> = (a: T, b: T) => number;

/** What is not known stands last, whichever way. */
function comparing<T>(
  valueOf: (one: T) => Value,
  descending: boolean,
  collator: Intl.Collator,
): Compare<T> {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined);
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * collator.compare(String(x), String(y));
  };
}

const numeric = new Map<string, Intl.Collator>();
function collatorOf(locale: string): Intl.Collator {
  const known = numeric.get(locale) ?? new Intl.Collator(locale, { numeric: true });
  numeric.set(locale, known);
  return known;
}

function grouped<Row>(
  by: Column<Row>,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  shut: ReadonlySet<string>,
): { group: Group; rows: Row[] }[] {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(by.value(row) ?? '');
    const known = byKey.get(key);
    if (known) known.push(row);
    else byKey.set(key, [row]);
  }
  return [...byKey].map(([key, some]) => ({
    rows: some,
    group: {
      key,
      value: by.value(some[0]!),
      rows: some.length,
      sums: sumsOf(columns, some),
      isShut: shut.has(key),
    },
  }));
}

/**
 * @param columns all of the table
 * @param rows in the order they have by themselves, which is kept where nothing else is asked for
 * @param locale by which texts are ordered
 */
export function arrange<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  view: TableView,
  locale: string,
): Arranged<Row> {
  const shown = columnsShown(columns, view.columns);
  const passed = rows.filter(passing(columns, shown, view));
  const sorted = columns.find(({ id, isUnordered }) => id === view.sort?.id && !isUnordered);
  const descending = view.sort?.descending ?? false;
  const collator = collatorOf(locale);
  if (sorted) {
    const said = (row: Row): Value =>
      sorted.say ? saidOf(sorted, sorted.value(row)) : sorted.value(row);
    passed.sort(comparing(said, descending, collator));
  }
  const groupedBy = columns.find((column) => column.id === view.group && isGrouping(column));
  const groups = groupedBy ? grouped(groupedBy, passed, columns, view.shut) : [];
  if (sorted && groups.some(({ group }) => group.sums.has(sorted.id)))
    groups.sort(comparing(({ group }) => group.sums.get(sorted.id), descending, collator));
  return {
    columns: shown,
    groupedBy,
    lines: groupedBy
      ? groups.flatMap(({ group, rows: some }): Line<Row>[] => [
          { group },
          ...(group.isShut ? [] : some.map((row) => ({ row }))),
        ])
      : passed.map((row) => ({ row })),
    rows: passed.length,
    of: rows.length,
    sums: sumsOf(columns, passed),
  };
}

/** The values of a column there are to choose from, in the order they come. */
export function valuesOf<Row>(column: Column<Row>, rows: readonly Row[]): string[] {
  return [...new Set(rows.map((row) => String(column.value(row) ?? '')))];
}
