/** Which cell of a row names its person, and what a row without a name is. */
import type { Meaning, Problem } from '../face';
import type { Row } from '../read/workbook';
import { saysNothing, tidy } from '../values/blank';
import { nameIn } from '../values/name';
import { relationOf } from '../values/relation';
import type { Households } from './households';
import { cellOfMeaning, problemAt, type Found, type SheetContext } from './sheet-context';

/** Without a name one number of papers or phone makes a row a problem; of the rest two do. */
const NUMBERS: Meaning[] = ['idNumber', 'phone'];
const DIGITS_MIN = 6;
const SIGNS: Meaning[] = [
  'birthDate',
  'age',
  'relation',
  'sex',
  'returnedDay',
  'returnedFrom',
  'transportNumber',
];
const SIGNS_MIN = 2;
const NAMING = ['name', 'member', 'householder'] as const;

/** Finds names in rows. */
export class NameReader {
  constructor(
    private readonly context: SheetContext,
    private readonly householdsOf: (block: number) => Households | undefined,
  ) {}

  /** The cell that names a block's person; `isHolder` where it is the householder's column. */
  nameOf(row: Row, block: number): { found: Found; isHolder: boolean } | undefined {
    for (const meaning of NAMING) {
      const found = this.at(row, block, meaning);
      if (!found || found.cell.kind === 'error' || found.cell.kind === 'no-value') continue;
      const isHolder = meaning === 'householder';
      if (isHolder && (found.cell.origin || !this.standsForName(row, block, found))) continue;
      if (!saysNothing(found.cell.text)) return { found, isHolder };
    }
    return undefined;
  }

  /** Reports a name that is none. */
  badName(row: Row, { cell, column }: Found, code: Problem['code'] | undefined): void {
    if (code) this.report(row, column, code, { value: tidy(cell.text) });
  }

  /** A row without a name: a counted household, a problem, or a prepared line. */
  nameless(row: Row, block: number, households: Households): void {
    const says = (meaning: Meaning): boolean => {
      const found = this.at(row, block, meaning);
      return found !== undefined && !found.cell.origin && !saysNothing(found.cell.text);
    };
    const isNumber = (meaning: Meaning): boolean =>
      says(meaning) && digitsIn(this.at(row, block, meaning)) >= DIGITS_MIN;
    const isSomebody = () => NUMBERS.some(isNumber) || SIGNS.filter(says).length >= SIGNS_MIN;
    const columns = this.context.plan.blocks[block]!;
    const [column = 0] = NAMING.flatMap((meaning) => columns.get(meaning) ?? []);
    const name = this.at(row, block, 'name');
    if (name?.cell.kind === 'error') {
      this.report(row, column, 'cell_error', { value: name.cell.text });
    } else if (isSomebody()) this.report(row, column, 'name_missing', {});
    else if (says('declaredCount') && (says('householdNumber') || says('door'))) {
      households.begin(row);
    }
  }

  private at(row: Row, block: number, meaning: Meaning): Found | undefined {
    return cellOfMeaning(row, this.context.plan, block, meaning);
  }

  /** Whether a householder's cell names the row's person: only where that person has no other name. */
  private standsForName(row: Row, block: number, { cell }: Found): boolean {
    const columns = this.context.plan.blocks[block]!;
    if (!columns.has('name') && !columns.has('member')) return true;
    const relation = this.at(row, block, 'relation');
    if (relation && relationOf(relation.cell.text) !== 'head') return false;
    const open = this.householdsOf(block)?.current;
    const isListed = open?.hasHead && open.household.householderName === nameIn(cell.text).name;
    return !isListed || relation !== undefined;
  }

  private report(row: Row, column: number, code: Problem['code'], params: Problem['params']): void {
    const problem = problemAt(this.context, row.number, column, code, params);
    this.context.understanding.problems.push(problem);
  }
}

const digitsIn = (found: Found | undefined): number =>
  found?.cell.text.normalize('NFKC').replace(/\D/g, '').length ?? 0;
