/** The rows of a register below its header: each is somebody, nobody for a reason, or a problem. */
import type { Household, Label, Labels, Meaning, NobodyReason, Problem } from '../face';
import type { Row } from '../read/workbook';
import { saysNothing, tidy } from '../values/blank';
import { nameIn } from '../values/name';
import { relationOf } from '../values/relation';
import type { Habits } from './habits';
import { createHouseholds, type Open } from './households';
import { nobodyIn } from './nobody';
import { createBlockReader, draftOf, type Facts } from './person';
import {
  cellOf,
  cellOfMeaning,
  problemAt,
  type Draft,
  type Found,
  type SheetContext,
} from './sheet-context';

/** What makes a row without a name more than a prepared line. */
const SUBSTANCE: Meaning[] = [
  'idNumber',
  'phone',
  'birthDate',
  'age',
  'relation',
  'sex',
  'returnedDay',
  'returnedFrom',
  'transportNumber',
];
const OF_HOUSEHOLD: ReadonlySet<Label> = new Set<Label>([
  'poor',
  'low-income',
  'five-guarantees',
  'tenant',
]);

/** Reads rows into the understanding, block by block. */
export function createRowReader(context: SheetContext, habits: Habits[]) {
  const { plan, understanding, sheet } = context;
  const isMembers = plan.mode === 'members';
  const blocks = isMembers ? [0] : plan.blocks.map((_, block) => block);
  const households = blocks.map((block) => createHouseholds(context, block, habits[block]!));
  /** The householder of a household whose own row has not come, by household. */
  const waiting = new Map<Open, Draft>();

  function skip(reason: NobodyReason): void {
    sheet.skipped[reason] = (sheet.skipped[reason] ?? 0) + 1;
  }

  /** Whether the row was somebody, or might have been. */
  function read(row: Row): boolean {
    const nobody = nobodyIn(row, plan);
    if (nobody) {
      skip(nobody.reason);
      if (nobody.reason === 'section' || nobody.group) {
        for (const one of households) one.beginSection(nobody.group);
      }
      return false;
    }
    const before = understanding.people.length;
    const doubts = understanding.problems.length;
    if (isMembers) readMembers(row);
    else for (const block of blocks) readBlock(row, block);
    const isNobody = understanding.people.length === before;
    if (!isNobody || understanding.problems.length > doubts || waiting.size > 0) return true;
    skip('numbered');
    return false;
  }

  function nameOf(row: Row, block: number): { found: Found; isHolder: boolean } | undefined {
    for (const meaning of ['name', 'member', 'householder'] as const) {
      const found = cellOfMeaning(row, plan, block, meaning);
      if (!found || found.cell.kind === 'error' || found.cell.kind === 'no-value') continue;
      const isHolder = meaning === 'householder';
      if (isHolder && (found.cell.origin || !standsForName(row, block, found))) continue;
      if (!saysNothing(found.cell.text)) return { found, isHolder };
    }
    return undefined;
  }

  /** Whether a householder's cell names the row's person: only where that person has no other name. */
  function standsForName(row: Row, block: number, { cell }: Found): boolean {
    const columns = plan.blocks[block]!;
    if (!columns.has('name') && !columns.has('member')) return true;
    const relation = cellOfMeaning(row, plan, block, 'relation');
    if (relation && relationOf(relation.cell.text) !== 'head') return false;
    const open = households[blocks.indexOf(block)]?.current();
    const isListed = open?.hasHead && open.household.householderName === nameIn(cell.text).name;
    return !isListed || relation !== undefined;
  }

  function readBlock(row: Row, block: number): void {
    const named = nameOf(row, block);
    if (!named) return readNameless(row, block);
    const { found, isHolder } = named;
    const read = nameIn(found.cell.text);
    if (!read.name) return badName(row, found, read.problem);
    const reader = createBlockReader(context, row, block);
    const draft = draftOf(reader, block, read.name, read.note);
    const { open, isNew, signs } = households[blocks.indexOf(block)]!.householdOf(row, read.name);
    const isHead = draft.person.relation === 'head' || (isHolder && !draft.person.relation);
    const isHeadByName = !draft.person.relation && signs.holder?.name === read.name;
    if (!draft.person.relation && (isHead || isHeadByName)) draft.person.relation = 'head';
    if (isNew && isUnclear(draft.person, open, signs.markerRow)) unclear(row, block);
    ownAddress(row, block, open.household, draft.person);
    add(draft, open, block);
  }

  /** Whether nothing says whose household a member belongs to. */
  const isUnclear = (person: Facts, { household }: Open, markerRow: number | undefined): boolean =>
    person.relation !== undefined &&
    person.relation !== 'head' &&
    household.number === undefined &&
    household.householderName === undefined &&
    markerRow === undefined;

  function unclear(row: Row, block: number): void {
    const relation = cellOfMeaning(row, plan, block, 'relation');
    if (relation) {
      report(row, relation.column, 'household_unclear', { value: tidy(relation.cell.text) });
    }
  }

  function report(
    row: Row,
    column: number,
    code: Problem['code'],
    params: Problem['params'],
  ): void {
    understanding.problems.push(problemAt(context, row.number, column, code, params));
  }

  function badName(row: Row, found: Found, code: Problem['code'] | undefined): void {
    if (code) report(row, found.column, code, { value: tidy(found.cell.text) });
  }

  /** A row without a name: a counted household, a problem, or a prepared line. */
  function readNameless(row: Row, block: number): void {
    const says = (meaning: Meaning) => {
      const found = cellOfMeaning(row, plan, block, meaning);
      return found && !found.cell.origin && !saysNothing(found.cell.text) ? found : undefined;
    };
    const broken = cellOfMeaning(row, plan, block, 'name');
    if (broken?.cell.kind === 'error') {
      report(row, broken.column, 'cell_error', { value: broken.cell.text });
    } else if (SUBSTANCE.some(says)) {
      const [column = 0] =
        plan.blocks[block]!.get('name') ??
        plan.blocks[block]!.get('member') ??
        plan.blocks[block]!.get('householder') ??
        [];
      report(row, column, 'name_missing', {});
    } else if (says('declaredCount') && (says('householdNumber') ?? says('door'))) {
      households[blocks.indexOf(block)]!.householdOf(row, '');
    }
  }

  function ownAddress(row: Row, block: number, household: Household, person: Facts): void {
    const found = cellOfMeaning(row, plan, block, 'address');
    if (!found || found.cell.origin || saysNothing(found.cell.text)) return;
    const address = tidy(found.cell.text);
    if (address !== household.address) person.address = address;
  }

  function readMembers(row: Row): void {
    const [mine] = households;
    const holder = nameOf(row, 0);
    const drafts: { draft: Draft; block: number }[] = [];
    for (let block = 1; block < plan.blocks.length; block++) {
      const named = nameOf(row, block);
      const read = named && nameIn(named.found.cell.text);
      if (!named || !read?.name) {
        if (named && read) badName(row, named.found, read.problem);
        else if (!holder) readNameless(row, block);
        continue;
      }
      const reader = createBlockReader(context, row, block);
      drafts.push({ draft: draftOf(reader, block, read.name, read.note), block });
    }
    const read = holder && nameIn(holder.found.cell.text);
    if (holder && read?.problem) badName(row, holder.found, read.problem);
    if (!read?.name && drafts.length === 0) return readNameless(row, 0);
    const headName = drafts.find(({ draft }) => draft.person.relation === 'head')?.draft.person
      .name;
    const previous = mine!.current();
    const { open, isNew } = mine!.householdOf(row, read?.name ?? headName ?? '');
    if (isNew && previous) settle(previous);
    if (isNew && read?.name) {
      const reader = createBlockReader(context, row, 0);
      const head = draftOf(reader, 0, read.name, read.note);
      head.person.relation ??= 'head';
      waiting.set(open, head);
    }
    if (
      plan.blocks.length > 2 &&
      !drafts.some(({ draft }) => isSamePerson(waiting.get(open), draft))
    ) {
      settle(open);
    }
    for (const { draft, block } of drafts) add(merged(open, draft), open, block);
  }

  const isSamePerson = (head: Draft | undefined, draft: Draft): boolean =>
    head !== undefined &&
    (draft.person.relation === 'head' || draft.person.name === head.person.name);

  /** A householder listed among the members too is one person: what only one of both rows says is kept. */
  function merged(open: Open, draft: Draft): Draft {
    const head = waiting.get(open);
    if (!head || !isSamePerson(head, draft)) return draft;
    waiting.delete(open);
    const own = draft.person;
    const person = { ...head.person, ...defined(own), relation: 'head' as const };
    if (own.phones.length === 0) person.phones = head.person.phones;
    if (Object.keys(own.labels).length === 0) person.labels = head.person.labels;
    if (own.idNumber === undefined) person.idTrusted = head.person.idTrusted;
    return { person, key: draft.key ?? head.key, problems: [...head.problems, ...draft.problems] };
  }

  /** Adds a householder who is not listed among the members. */
  function settle(open: Open): void {
    const head = waiting.get(open);
    if (!head) return;
    waiting.delete(open);
    add(head, open, 0);
  }

  function add({ person: facts, key, problems }: Draft, open: Open, block: number): void {
    const { household } = open;
    const index = understanding.people.length;
    const person = { ...facts, index, household: household.index };
    understanding.people.push(person);
    sheet.people++;
    household.people.push(index);
    for (const problem of problems) understanding.problems.push({ ...problem, person: index });
    if (person.relation === 'head') markHead(open, index, block);
    if (household.householderName === person.name) household.householder ??= index;
    shareLabels(household, person.labels);
    if (key) checkTwice(index, key, block);
  }

  function markHead(open: Open, index: number, block: number): void {
    const { household } = open;
    const person = understanding.people[index]!;
    if (!open.hasHead) {
      open.hasHead = true;
      household.householder = index;
      household.householderName ??= person.name;
      return;
    }
    const cell = cellOf(understanding, person, 'relation');
    if (!cell) return;
    const column = plan.blocks[block]!.get('relation')![0]!;
    const problem = problemAt(context, person.row, column, 'householder_twice', {
      value: person.name,
      first: household.householderName ?? '',
    });
    understanding.problems.push({ ...problem, person: index });
  }

  function shareLabels(household: Household, labels: Labels): void {
    for (const [label, answer] of Object.entries(labels) as [Label, boolean][]) {
      if (!OF_HOUSEHOLD.has(label)) continue;
      if (household.labels[label] !== true) {
        household.labels = { ...household.labels, [label]: answer };
      }
    }
  }

  function checkTwice(index: number, key: string, block: number): void {
    const first = context.personByKey.get(key);
    if (first === undefined) {
      context.personByKey.set(key, index);
      return;
    }
    const person = understanding.people[index]!;
    const other = understanding.people[first]!;
    person.duplicateOf = first;
    person.idTrusted = false;
    const address = cellOf(understanding, other, 'idNumber') ?? `${other.row}`;
    const tab = understanding.sheets[other.sheet]!.name;
    const params = {
      value: person.idNumber ?? '',
      first: other.sheet === person.sheet ? address : `${tab}!${address}`,
      name: other.name,
    };
    const column = plan.blocks[block]!.get('idNumber')?.[0] ?? 0;
    const problem = problemAt(context, person.row, column, 'id_duplicate', params);
    understanding.problems.push({ ...problem, person: index });
  }

  return {
    read,
    end(): void {
      for (const open of [...waiting.keys()]) settle(open);
    },
  };
}

const defined = <T extends object>(facts: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
