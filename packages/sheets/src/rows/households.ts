/**
 * Whose household a row is of. A household is a household number where there is one; else it begins
 * with the householder's row: where the householder's name changes or stands again, or where the
 * relation says so. What nothing marks is a household of its own.
 */
import type { Household, Labels, Meaning, Problem, ProblemCode, Relation } from '../face';
import { detached, type Cell, type Row } from '../read/workbook';
import { saysNothing, tidy } from '../values/blank';
import { countOf } from '../values/figure';
import { nameIn } from '../values/name';
import { relationOf } from '../values/relation';
import type { Habits } from './habits';
import { cellOfMeaning, problemAt, type Found, type SheetContext } from './sheet-context';

/** A household while its rows come in. */
export interface Open {
  household: Household;
  hasHead: boolean;
  /** Where the householder's merged name stands. */
  holderRow: number | undefined;
}

interface Signs {
  number: string | undefined;
  group: string | undefined;
  holder: { name: string; row: number; isOwn: boolean; found: Found } | undefined;
  relation: Relation | undefined;
  markerRow: number | undefined;
}

/** What is written like 1-2 and easily taken for a day. */
const NUMBERS: Meaning[] = ['householdNumber', 'group', 'door'];
export const isDay = ({ kind, text }: Cell): boolean =>
  kind === 'date' || /^\d{1,2}月\d{1,2}日$/.test(text.trim());

const NO_LABELS: Labels = Object.freeze({});

/** The households of one block of one sheet. */
export class Households {
  current: Open | undefined;
  private readonly byNumber = new Map<string, Open>();
  private section: string | undefined;
  private carriedGroup: string | undefined;
  /** Whether every row that names a householder is a household. */
  private readonly isRowHousehold: boolean;

  constructor(
    private readonly context: SheetContext,
    private readonly block: number,
    private readonly habits: Habits,
  ) {
    const { mode, blocks } = context.plan;
    const hasNames = this.has('name') || this.has('member');
    this.isRowHousehold = mode === 'members' ? blocks.length > 2 : !hasNames;
  }

  /** The household of a row, and whether the row began it. */
  householdOf(row: Row, name: string): { open: Open; isNew: boolean; signs: Signs } {
    const signs = this.signsOf(row);
    const key = signs.number && `${signs.group ?? ''}\n${signs.number}`;
    let found = key ? this.byNumber.get(key) : undefined;
    const { current } = this;
    if (!key && current && (this.isRunningOn(row) || this.continues(current, signs, name))) {
      found = current;
    }
    const isNew = found === undefined;
    const open = found ?? this.open(row, signs);
    this.current = open;
    if (key && isNew) this.byNumber.set(key, open);
    if (signs.holder) open.holderRow = signs.holder.row;
    this.describe(open, row, signs);
    return { open, isNew, signs };
  }

  /** A household of which only a count is written. */
  begin(row: Row): void {
    const signs = this.signsOf(row);
    const known = signs.number && this.byNumber.get(`${signs.group ?? ''}\n${signs.number}`);
    this.current = known || this.open(row, signs);
    this.describe(this.current, row, signs);
  }

  /** A group's name stood in a row of its own: what follows is of it. */
  beginSection(group: string | undefined): void {
    this.current = undefined;
    this.carriedGroup = undefined;
    if (group) this.section = group;
  }

  private has(meaning: Meaning): boolean {
    return this.context.plan.blocks[this.block]?.has(meaning) === true;
  }

  private at(row: Row, meaning: Meaning): Found | undefined {
    return cellOfMeaning(row, this.context.plan, this.block, meaning);
  }

  private textAt(row: Row, meaning: Meaning): string | undefined {
    const cell = this.at(row, meaning)?.cell;
    if (cell && NUMBERS.includes(meaning) && isDay(cell)) return undefined;
    const text = tidy(cell?.text ?? '');
    return text === '' || saysNothing(text) ? undefined : text;
  }

  private groupOf(row: Row): string | undefined {
    const written = this.textAt(row, 'group')?.normalize('NFKC');
    if (written) this.carriedGroup = written;
    const carried = this.habits.isGroupSparse ? this.carriedGroup : undefined;
    return written ?? carried ?? this.section ?? this.context.sheet.group;
  }

  private signsOf(row: Row): Signs {
    const found = this.at(row, 'householder');
    const name = found && nameIn(found.cell.text).name;
    const relation = this.textAt(row, 'relation');
    const marker = this.habits.marker && this.at(row, this.habits.marker);
    const holderRow = found?.cell.origin?.row ?? row.number;
    return {
      number: this.textAt(row, 'householdNumber')?.normalize('NFKC'),
      group: this.groupOf(row),
      holder: name ? { name, row: holderRow, isOwn: !found.cell.origin, found } : undefined,
      relation: relation ? relationOf(relation) : undefined,
      markerRow: marker && !marker.cell.origin ? row.number : undefined,
    };
  }

  private continues(open: Open, signs: Signs, name: string): boolean {
    const { holder, relation } = signs;
    const isHead = relation === 'head';
    if (holder && this.isRowHousehold) return false;
    if (holder && !holder.isOwn) return holder.row === open.holderRow;
    if (holder) {
      const isSameName = holder.name === open.household.householderName;
      const isNext = isHead && open.hasHead && holder.name === name;
      return isSameName && !this.habits.isHolderFirstOnly && !isNext;
    }
    if (isHead) return !open.hasHead && open.household.householderName === name;
    if (relation ?? this.has('householder')) return true;
    if (open.household.number !== undefined) return true;
    if (this.has('relation')) return !(this.habits.marker && signs.markerRow !== undefined);
    return this.habits.marker !== undefined && signs.markerRow === undefined;
  }

  /** Whether 序号, which begins again with every household, goes on. */
  private isRunningOn(row: Row): boolean {
    const isBare = !this.has('householder') && !this.has('relation');
    return isBare && this.habits.doesSerialRestart && this.textAt(row, 'serial') !== '1';
  }

  private open(row: Row, signs: Signs): Open {
    const { understanding, sheet } = this.context;
    const household: Household = {
      index: understanding.households.length,
      sheet: sheet.index,
      row: row.number,
      block: this.block,
      number: kept(signs.number),
      group: undefined,
      door: undefined,
      address: undefined,
      householder: undefined,
      householderName: undefined,
      labels: NO_LABELS,
      declaredCount: undefined,
      people: [],
    };
    understanding.households.push(household);
    sheet.households++;
    return { household, hasHead: false, holderRow: signs.holder?.row };
  }

  private describe({ household }: Open, row: Row, { group, holder, number }: Signs): void {
    household.group ??= kept(group);
    household.door ??= kept(this.textAt(row, 'door'));
    household.address ??= kept(this.textAt(row, 'address'));
    this.countPeople(household, row);
    this.reportDays(row);
    if (!holder) return;
    household.householderName ??= detached(holder.name);
    const first = household.householderName;
    if (first === holder.name || !holder.isOwn || !number) return;
    this.report(row, holder.found, 'householder_differs', { value: holder.name, number, first });
  }

  private countPeople(household: Household, row: Row): void {
    const found = this.at(row, 'declaredCount');
    if (!found || found.cell.origin || saysNothing(found.cell.text)) return;
    const count = countOf(found.cell.text);
    if (count !== undefined) household.declaredCount ??= count;
    else this.report(row, found, 'count_unreadable', { value: tidy(found.cell.text) });
  }

  private reportDays(row: Row): void {
    for (const meaning of NUMBERS) {
      const found = this.at(row, meaning);
      if (!found || found.cell.origin || !isDay(found.cell)) continue;
      this.report(row, found, 'number_became_day', { value: tidy(found.cell.text) });
    }
  }

  private report(row: Row, { column }: Found, code: ProblemCode, params: Problem['params']): void {
    const problem = problemAt(this.context, row.number, column, code, params);
    this.context.understanding.problems.push(problem);
  }
}

const kept = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : detached(text);
