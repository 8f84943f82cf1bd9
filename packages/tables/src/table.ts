/**
 * What a table is: columns that say what stands in them, and rows of any kind. The same for the
 * screen, its address and the file it is exported to. Pure.
 */
import type { TableKind } from '@doorstep/sheets';

/** Of a text or a day its text, of a moment ms since 1970, of a share a part of 1; undefined: nothing known. */
export type Value = string | number | undefined;

export interface Column<Row> {
  /** Stands in the address; the same in every language. */
  id: string;
  label: string;
  /** Under the label: what a figure is narrowed to. */
  sub?: string;
  kind: TableKind;
  value: (row: Row) => Value;
  /** The words for a value that is a code. */
  say?: (value: string) => string;
  /** Its rows add up. */
  adds?: boolean;
  /** They do only where all rows have the same in this column: a stock adds up over places, not over days. */
  addsWithin?: string;
  /** Of a share: the columns of its part and its whole, from which that of a sum is made. */
  shareOf?: readonly [part: string, whole: string];
  /** Its values are few: they are chosen from. */
  isChoice?: boolean;
  /** Rows can be put together by it; days and choices always can. */
  groups?: boolean;
  /** Stands first and cannot be left out. */
  isFixed?: boolean;
  /** Not there until it is chosen. */
  isExtra?: boolean;
  /** Under which name it is chosen, where several are chosen as one; otherwise its own. */
  spec?: string;
  /** Shows who somebody is: it is seen by whoever may, and never leaves in a file. */
  isIdentity?: boolean;
  /** Holds whole sentences: on paper it takes several lines. */
  isLong?: boolean;
  /** Order says nothing here. */
  isUnordered?: boolean;
}

export const specOf = ({ id, spec }: { id: string; spec?: string }): string => spec ?? id;

export const isGrouping = <Row>({ groups, isChoice, kind }: Column<Row>): boolean =>
  groups === true || isChoice === true || kind === 'day';

/** What is chosen from under one name; `parts` are chosen apart. */
export interface ColumnChoice {
  spec: string;
  label: string;
  /** What it belongs to; equal texts stand together. */
  part: string;
}

/** A text as people read it. */
export const saidOf = <Row>(column: Column<Row>, value: Value): string => {
  if (value === undefined) return '';
  return column.say ? column.say(String(value)) : String(value);
};

/** A part of a whole, in whole percents; never 1 while something is missing. Undefined of nothing. */
export const shareOf = (part: number, whole: number): number | undefined =>
  whole > 0 ? Math.floor((part / whole) * 100) / 100 : undefined;
