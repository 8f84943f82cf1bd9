/** What the rows of one sheet are read with. */
import type {
  Day,
  Household,
  Meaning,
  Person,
  Problem,
  ProblemCode,
  Sheet,
  Understanding,
} from '../face';
import { PROBLEM_SEVERITIES } from '../face';
import type { Plan } from '../header/columns';
import { letterOf, type Cell, type Row } from '../read/workbook';

export interface FileContext {
  understanding: Understanding;
  today: Day;
  /** People by the 18 characters of their ID number. */
  personByKey: Map<string, number>;
}

export interface SheetContext extends FileContext {
  sheet: Sheet;
  plan: Plan;
  date1904: boolean;
  /** The day the sheet speaks on. */
  reference: Day;
  /** Ages that a sound ID number contradicts, held until it is known whether all do. */
  ages: { checked: number; contradicted: Problem[] };
}

/** A person whose household is not settled yet, with what was found wrong. */
export interface Draft {
  person: Person;
  key?: string;
  problems: Problem[];
}

/** Merged over several rows these hold for each of them. */
export const CONVEYED: ReadonlySet<Meaning> = new Set<Meaning>([
  'householder',
  'householdNumber',
  'group',
  'door',
  'address',
  'declaredCount',
  'poor',
  'lowIncome',
  'fiveGuarantees',
]);

export interface Found {
  cell: Cell;
  column: number;
}

/** The cells of a meaning in one block of a row that say something for that row. */
export function cellsOf(row: Row, plan: Plan, block: number, meaning: Meaning): Found[] {
  const columns = plan.blocks[block]?.get(meaning);
  if (!columns) return [];
  const found: Found[] = [];
  for (const column of columns) {
    const cell = row.cells[column];
    if (!cell) continue;
    const { origin } = cell;
    const isElsewhere = origin && (origin.row === row.number || !CONVEYED.has(meaning));
    if (!isElsewhere) found.push({ cell, column });
  }
  return found;
}

/** The first of them. */
export const cellOfMeaning = (
  row: Row,
  plan: Plan,
  block: number,
  meaning: Meaning,
): Found | undefined => cellsOf(row, plan, block, meaning)[0];

/** A problem at a cell; it is added to the understanding by whoever keeps it. */
export function problemAt(
  context: { sheet: Sheet },
  row: number,
  column: number,
  code: ProblemCode,
  params: Problem['params'] = {},
): Problem {
  return {
    sheet: context.sheet.index,
    row,
    cell: `${letterOf(column)}${row}`,
    code,
    severity: PROBLEM_SEVERITIES[code],
    params,
  };
}

const cellColumns = (
  { columns }: Understanding,
  at: Pick<Person | Household, 'sheet' | 'row' | 'block'>,
  meaning: Meaning,
) =>
  columns.filter(
    (one) =>
      one.sheet === at.sheet &&
      one.meaning === meaning &&
      one.block === at.block &&
      one.fromRow <= at.row,
  );

/**
 * The cell (`C12`) of the original sheet that a fact of a person or a household was read from;
 * undefined where the sheet has no such column.
 */
export function cellOf(
  understanding: Understanding,
  at: Pick<Person | Household, 'sheet' | 'row' | 'block'>,
  meaning: Meaning,
): string | undefined {
  const columns = cellColumns(understanding, at, meaning);
  const fromRow = Math.max(...columns.map((one) => one.fromRow));
  const column = columns.find((one) => one.fromRow === fromRow);
  return column && `${column.letter}${at.row}`;
}
