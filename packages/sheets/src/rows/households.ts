/**
 * Whose household a row is of. A household is a household number where there is one; else it begins
 * with the householder's row: where the householder's name changes or stands again, or where the
 * relation says so. What nothing marks is a household of its own.
 */
import type { Household, Labels, Relation } from '../face';
import { detached, type Row } from '../read/workbook';
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
  markerRow: number | undefined;
}

interface Signs {
  number: string | undefined;
  group: string | undefined;
  holder: { name: string; row: number; isOwn: boolean; found: Found } | undefined;
  relation: Relation | undefined;
  markerRow: number | undefined;
}

const NO_LABELS: Labels = Object.freeze({});

/** Keeps the households of one block of one sheet. */
export function createHouseholds(context: SheetContext, block: number, habits: Habits) {
  const { plan, understanding, sheet } = context;
  const byNumber = new Map<string, Open>();
  const isRowHousehold =
    plan.mode === 'members'
      ? plan.blocks.length > 2
      : !plan.blocks[block]?.has('name') && !plan.blocks[block]?.has('member');
  let current: Open | undefined;
  let section: string | undefined;
  let carriedGroup: string | undefined;

  const at = (row: Row, meaning: Parameters<typeof cellOfMeaning>[3]) =>
    cellOfMeaning(row, plan, block, meaning);
  const textAt = (row: Row, meaning: Parameters<typeof cellOfMeaning>[3]): string | undefined => {
    const text = tidy(at(row, meaning)?.cell.text ?? '');
    return text === '' || saysNothing(text) ? undefined : text;
  };

  function groupOf(row: Row): string | undefined {
    const written = textAt(row, 'group');
    if (written) carriedGroup = written;
    const carried = habits.isGroupSparse ? carriedGroup : undefined;
    return written ?? carried ?? section ?? sheet.group;
  }

  function signsOf(row: Row): Signs {
    const found = at(row, 'householder');
    const name = found && nameIn(found.cell.text).name;
    const relation = textAt(row, 'relation');
    const marker = habits.marker && at(row, habits.marker);
    const rowOf = (one: Found) => one.cell.origin?.row ?? row.number;
    return {
      number: textAt(row, 'householdNumber'),
      group: groupOf(row),
      holder: name ? { name, row: rowOf(found), isOwn: !found.cell.origin, found } : undefined,
      relation: relation ? relationOf(relation) : undefined,
      markerRow: marker && !marker.cell.origin ? row.number : undefined,
    };
  }

  function continues(open: Open, signs: Signs, name: string): boolean {
    const { holder, relation } = signs;
    const isHead = relation === 'head';
    if (holder && !isRowHousehold) {
      if (!holder.isOwn) return holder.row === open.holderRow;
      const isSameName = holder.name === open.household.householderName;
      const isNext = isSameName && isHead && open.hasHead && holder.name === name;
      return isSameName && !habits.isHolderFirstOnly && !isNext;
    }
    if (holder) return false;
    if (isHead) return !open.hasHead && open.household.householderName === name;
    if (relation) return true;
    if (has('householder')) return true;
    if (has('relation')) return !(habits.marker && signs.markerRow !== undefined);
    return habits.marker !== undefined && signs.markerRow === undefined;
  }
  const has = (meaning: Parameters<typeof cellOfMeaning>[3]): boolean =>
    plan.blocks[block]?.has(meaning) === true;

  function restarted(row: Row): boolean {
    const isBare = !has('householder') && !has('relation') && habits.doesSerialRestart;
    return isBare && textAt(row, 'serial') !== '1' && current !== undefined;
  }

  function open(row: Row, signs: Signs): Open {
    const household: Household = {
      index: understanding.households.length,
      sheet: sheet.index,
      row: row.number,
      block,
      labels: NO_LABELS,
      people: [],
    };
    if (signs.number) household.number = detached(signs.number);
    understanding.households.push(household);
    sheet.households++;
    return { household, hasHead: false, holderRow: signs.holder?.row, markerRow: signs.markerRow };
  }

  function describe({ household }: Open, row: Row, signs: Signs): void {
    household.group ??= signs.group && detached(signs.group);
    household.door ??= keep(textAt(row, 'door'));
    household.address ??= keep(textAt(row, 'address'));
    const { holder } = signs;
    if (!holder) return countPeople(household, row);
    household.householderName ??= detached(holder.name);
    const differs = household.householderName !== holder.name && holder.isOwn;
    if (differs && signs.number) {
      const params = { value: holder.name, number: signs.number, first: household.householderName };
      const problem = problemAt(
        context,
        row.number,
        holder.found.column,
        'householder_differs',
        params,
      );
      understanding.problems.push(problem);
    }
    countPeople(household, row);
  }
  const keep = (text: string | undefined) => (text === undefined ? undefined : detached(text));

  function countPeople(household: Household, row: Row): void {
    const found = at(row, 'declaredCount');
    if (!found || found.cell.origin || saysNothing(found.cell.text)) return;
    const count = countOf(found.cell.text);
    if (count !== undefined) household.declaredCount ??= count;
    else {
      const params = { value: tidy(found.cell.text) };
      understanding.problems.push(
        problemAt(context, row.number, found.column, 'count_unreadable', params),
      );
    }
  }

  /** The household of a row, and whether the row began it. */
  function householdOf(row: Row, name: string): { open: Open; isNew: boolean; signs: Signs } {
    const signs = signsOf(row);
    const key = signs.number && `${signs.group ?? ''}\n${signs.number}`;
    let found = key ? byNumber.get(key) : undefined;
    if (!key && current && (restarted(row) || continues(current, signs, name))) found = current;
    const isNew = found === undefined;
    current = found ?? open(row, signs);
    if (key && isNew) byNumber.set(key, current);
    if (signs.holder) current.holderRow = signs.holder.row;
    describe(current, row, signs);
    return { open: current, isNew, signs };
  }

  return {
    householdOf,
    beginSection(group: string | undefined): void {
      current = undefined;
      carriedGroup = undefined;
      if (group) section = group;
    },
    current: () => current,
  };
}
