/** How wide the columns of a table are, from what stands in them. Pure. */
import type { Arranged } from './arrange';
import { saidOf, type Column } from './table';

const SAMPLE_ROWS = 400;
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g;
const TEXT_MAX = 48;
const MIN = 8;
const PADDING = 3;
/** An arrow stands beside a heading. */
const HEADING_PADDING = 5;
/** A mark before a group, the number of its rows behind. */
const GROUP_PADDING = 12;
const HEADING_MAX = 22;
const WIDTHS = { day: 12, moment: 18, share: 8 } as const;

/** The room a text takes, in Latin characters. */
const charsOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

const longest = (texts: Iterable<string>): number => {
  let most = 0;
  for (const text of texts) most = Math.max(most, charsOf(text));
  return most;
};

function widthOf<Row>(column: Column<Row>, rows: readonly Row[], sum: number | undefined): number {
  const { kind, label, sub = '' } = column;
  const heading = Math.min(HEADING_MAX, Math.max(charsOf(label), charsOf(sub)));
  const said = (row: Row): string => {
    const value = column.value(row);
    return typeof value === 'number' ? value.toLocaleString('en') : saidOf(column, value);
  };
  const own =
    kind === 'text' || kind === 'number'
      ? Math.max(longest(rows.map(said)), (sum ?? 0).toLocaleString('en').length)
      : WIDTHS[kind];
  return Math.max(MIN, heading + HEADING_PADDING, Math.min(own, TEXT_MAX) + PADDING);
}

/** The room the longest heading of a group takes, its number of rows included. */
const groupWidth = <Row>({ groupedBy, lines }: Arranged<Row>): number =>
  groupedBy
    ? longest(lines.flatMap(({ group }) => (group ? saidOf(groupedBy, group.value) : []))) +
      GROUP_PADDING
    : 0;

/** In Latin characters, column by column; of long tables some rows are measured. */
export function widthsOf<Row>(columns: readonly Column<Row>[], arranged: Arranged<Row>): number[] {
  const { lines, sums } = arranged;
  const step = Math.max(1, Math.floor(lines.length / SAMPLE_ROWS));
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; at += step) {
    const row = lines[at]!.row;
    if (row !== undefined) rows.push(row);
  }
  const least = Math.min(TEXT_MAX, groupWidth(arranged));
  return columns.map((column, at) =>
    Math.max(at === 0 ? least : 0, widthOf(column, rows, sums.get(column.id))),
  );
}
