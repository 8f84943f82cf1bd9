/** What is seen of a table, as a file: the same rows, order, groups and columns, and nobody's identity. */
import { wallClock } from '@doorstep/ledger';
import type { TableCell, TableFile, TableLine } from '@doorstep/sheets';
import type { Arranged, Group, Line } from './arrange';
import type { Sums } from './sums';
import { saidOf, type Column, type Value } from './table';
import { widthsOf } from './widths';

export interface FileWords {
  /** On the tab. */
  name: string;
  /** Lines above the table: what, where and when, as known when. */
  title: readonly string[];
  /** The word for the sum of all. */
  total: string;
  /** A group in words, with how many rows it has. */
  groupOf: (said: string, rows: number) => string;
  zone: string;
}

const MINUTES = 16;

function cellOf<Row>(column: Column<Row>, value: Value, zone: string): TableCell {
  if (value === undefined) return undefined;
  if (column.kind === 'moment') return wallClock(Number(value), zone).slice(0, MINUTES);
  return typeof value === 'number' ? value : saidOf(column, value);
}

const sumCells = <Row>(columns: readonly Column<Row>[], sums: Sums, first: string): TableCell[] =>
  columns.map(({ id }, at) => (at === 0 ? first : sums.get(id)));

/** The text of a group's heading. */
const headingOf = <Row>(by: Column<Row>, group: Group, { groupOf }: FileWords): string =>
  groupOf(saidOf(by, group.value) || '—', group.rows);

function* linesOf<Row>(
  arranged: Arranged<Row>,
  columns: readonly Column<Row>[],
  words: FileWords,
): Iterable<TableLine> {
  const { groupedBy, lines, sums, rows } = arranged;
  const cellsOf = ({ row, group }: Line<Row>): TableLine =>
    group
      ? { cells: sumCells(columns, group.sums, headingOf(groupedBy!, group, words)), strong: true }
      : { cells: columns.map((column) => cellOf(column, column.value(row), words.zone)) };
  for (const line of lines) yield cellsOf(line);
  if (rows > 0 && sums.size > 0)
    yield { cells: sumCells(columns, sums, words.total), strong: true };
}

/** Ready to be written by `tableXlsx` or `tableCsv`; lines are made as they are asked for, as often as they are. */
export function fileOf<Row>(arranged: Arranged<Row>, words: FileWords): TableFile {
  const columns = arranged.columns.filter(({ isIdentity }) => !isIdentity);
  const widths = widthsOf(columns, arranged);
  return {
    name: words.name,
    title: words.title,
    columns: columns.map(({ label, sub, kind }, at) => ({
      label: sub ? `${label} · ${sub}` : label,
      kind,
      width: widths[at]!,
    })),
    lines: { [Symbol.iterator]: () => linesOf(arranged, columns, words)[Symbol.iterator]() },
  };
}
