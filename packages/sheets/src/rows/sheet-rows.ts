/** The rows of a register below its header: each is somebody, nobody for a reason, or a problem. */
import type { Household, NobodyReason } from '../face';
import type { Row } from '../read/workbook';
import { saysNothing, tidy } from '../values/blank';
import { nameIn } from '../values/name';
import type { Habits } from './habits';
import { resolveDittos } from './ditto';
import { Households, isDay, type Open } from './households';
import { MembersReader } from './members';
import { NameReader } from './names';
import { nobodyIn } from './nobody';
import { addPerson } from './people';
import { createBlockReader, draftOf, headOnly, type Facts } from './person';
import { cellOfMeaning, problemAt, type SheetContext } from './sheet-context';

/** Reads rows into the understanding, block by block. */
export class RowReader {
  private readonly households: Households[];
  private readonly names: NameReader;
  private readonly members: MembersReader | undefined;
  /** The group whose name stood last in a row of its own. */
  section: string | undefined;
  private above: Row | undefined;

  constructor(
    private readonly context: SheetContext,
    private readonly habits: Habits[],
  ) {
    const { mode, blocks } = context.plan;
    const lists = mode === 'members' ? blocks.slice(0, 1) : blocks;
    this.households = lists.map((_, block) => new Households(context, block, habits[block]!));
    this.names = new NameReader(context, (block) => this.households[block]);
    if (mode === 'members') {
      this.members = new MembersReader(context, this.households[0]!, this.names);
    }
  }

  /** Takes a row; tells whether it was somebody, or might have been. */
  read(row: Row): boolean {
    const { context, members } = this;
    const nobody = nobodyIn(row, context.plan);
    if (nobody) {
      this.passOver(nobody.reason);
      const isSection = nobody.reason === 'section' || nobody.group !== undefined;
      if (isSection) this.beginSection(nobody.group);
      return false;
    }
    this.resolve(row);
    const { people, problems } = context.understanding;
    const { households } = context.understanding;
    const found = () => people.length + problems.length + households.length;
    const before = found();
    if (members) members.read(row);
    else for (let block = 0; block < this.households.length; block++) this.readBlock(row, block);
    if (found() > before || members?.isWaiting) return true;
    this.passOver('numbered');
    return false;
  }

  private resolve(row: Row): void {
    resolveDittos(row, this.above, this.context.plan);
    this.above = row;
  }

  /** What follows is of this group. */
  beginSection(group: string | undefined): void {
    this.section = group ?? this.section;
    for (const one of this.households) one.beginSection(group);
  }

  /** After the last row. */
  end(): void {
    this.members?.end();
    this.households.forEach((one, block) => this.settle(one.current, block));
  }

  private passOver(reason: NobodyReason): void {
    const { skipped } = this.context.sheet;
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  }

  private readBlock(row: Row, block: number): void {
    const { context, names } = this;
    const households = this.households[block]!;
    const named = names.nameOf(row, block);
    if (!named) return names.nameless(row, block, households);
    const read = nameIn(named.found.cell.text);
    if (!read.name) return names.badName(row, named.found, read.problem);
    const draft = draftOf(createBlockReader(context, row, block), block, read.name, read.note);
    const { person } = draft;
    const previous = households.current;
    const { open, isNew, signs } = households.householdOf(row, read.name);
    if (isNew) this.settle(previous, block);
    const isHead = named.isHolder || signs.holder?.name === read.name;
    if (!person.relation && isHead) person.relation = 'head';
    const isElsewhere = !isNew && !signs.number && this.hasOtherDoor(row, block, open.household);
    if (isElsewhere || (isNew && isUnclear(person, open, signs.markerRow))) {
      this.unclear(row, block);
    }
    this.ownAddress(row, block, open.household, person);
    addPerson(context, draft, open);
  }

  /** A householder whom a list of members leaves out is a person all the same. */
  private settle(open: Open | undefined, block: number): void {
    const { context, habits } = this;
    if (!open || habits[block]!.isHolderListed || context.plan.mode !== 'list') return;
    const { row, householderName: name, people } = open.household;
    if (!name || open.hasHead) return;
    const isListed = people.some((index) => context.understanding.people[index]!.name === name);
    if (isListed) return;
    addPerson(
      context,
      { person: headOnly(context.sheet.index, row, block, name), problems: [] },
      open,
    );
  }

  private unclear(row: Row, block: number): void {
    const { plan, understanding } = this.context;
    const found = cellOfMeaning(row, plan, block, 'relation');
    if (!found) return;
    const params = { value: tidy(found.cell.text) };
    const problem = problemAt(this.context, row.number, found.column, 'household_unclear', params);
    understanding.problems.push({ ...problem, person: understanding.people.length });
  }

  private hasOtherDoor(row: Row, block: number, { door }: Household): boolean {
    const found = cellOfMeaning(row, this.context.plan, block, 'door');
    if (!found || isDay(found.cell)) return false;
    return door !== undefined && tidy(found.cell.text) !== door;
  }

  /** An address that differs from the household's is the person's own. */
  private ownAddress(row: Row, block: number, household: Household, person: Facts): void {
    const found = cellOfMeaning(row, this.context.plan, block, 'address');
    if (!found || found.cell.origin || saysNothing(found.cell.text)) return;
    const address = tidy(found.cell.text);
    if (address !== household.address) person.address = address;
  }
}

/** Whether nothing says whose household a member belongs to. */
const isUnclear = (person: Facts, { household }: Open, markerRow: number | undefined): boolean =>
  person.relation !== undefined &&
  person.relation !== 'head' &&
  household.number === undefined &&
  household.householderName === undefined &&
  markerRow === undefined;
