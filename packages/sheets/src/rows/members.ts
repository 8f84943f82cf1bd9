/**
 * Rows in which the householder has columns of their own beside the members': one household a row,
 * or the householder once and the members below. A householder listed among the members too is one
 * person; one who is not is a person all the same.
 */
import type { Person } from '../face';
import type { Row } from '../read/workbook';
import { nameIn } from '../values/name';
import type { Households, Open } from './households';
import { addPerson } from './people';
import { createBlockReader, draftOf } from './person';
import type { NameReader } from './names';
import type { Draft, SheetContext } from './sheet-context';

/** Reads rows of households with their members beside them. */
export class MembersReader {
  /** Householders whose own row has not come. */
  private readonly waiting = new Map<Open, Draft>();

  constructor(
    private readonly context: SheetContext,
    private readonly households: Households,
    private readonly names: NameReader,
  ) {}

  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Takes the people of one row. */
  read(row: Row): void {
    const { names, households, context } = this;
    const holder = names.nameOf(row, 0);
    const drafts = this.membersOf(row, holder !== undefined);
    const read = holder && nameIn(holder.found.cell.text);
    if (holder && read?.problem) names.badName(row, holder.found, read.problem);
    if (!read?.name && drafts.length === 0) return names.nameless(row, 0, households);
    const head = drafts.find(({ person }) => person.relation === 'head');
    const previous = households.current;
    const { open, isNew } = households.householdOf(row, read?.name ?? head?.person.name ?? '');
    if (isNew && previous) this.settle(previous);
    if (isNew && read?.name) {
      const draft = draftOf(createBlockReader(context, row, 0), 0, read.name, read.note);
      draft.person.relation ??= 'head';
      this.waiting.set(open, draft);
    }
    const isAmong = drafts.some((draft) => isSamePerson(this.waiting.get(open), draft));
    if (context.plan.blocks.length > 2 && !isAmong) this.settle(open);
    for (const draft of drafts) addPerson(context, this.merged(open, draft), open);
  }

  /** Adds the householders who were not listed among their members. */
  end(): void {
    for (const open of [...this.waiting.keys()]) this.settle(open);
  }

  private membersOf(row: Row, hasHolder: boolean): Draft[] {
    const { names, context, households } = this;
    const drafts: Draft[] = [];
    for (let block = 1; block < context.plan.blocks.length; block++) {
      const named = names.nameOf(row, block);
      const read = named && nameIn(named.found.cell.text);
      if (read?.name) {
        const reader = createBlockReader(context, row, block);
        drafts.push(draftOf(reader, block, read.name, read.note));
      } else if (named && read) names.badName(row, named.found, read.problem);
      else if (!hasHolder) names.nameless(row, block, households);
    }
    return drafts;
  }

  /** What only one of a householder's two places says is kept. */
  private merged(open: Open, draft: Draft): Draft {
    const head = this.waiting.get(open);
    if (!head || !isSamePerson(head, draft)) return draft;
    this.waiting.delete(open);
    const person = draft.person;
    fill(person, head.person);
    person.relation = 'head';
    const problems = [...head.problems, ...draft.problems];
    return { person, key: draft.key ?? head.key, problems };
  }

  private settle(open: Open): void {
    const head = this.waiting.get(open);
    if (!head) return;
    this.waiting.delete(open);
    addPerson(this.context, head, open);
  }
}

const isSamePerson = (head: Draft | undefined, { person }: Draft): boolean =>
  head !== undefined && (person.relation === 'head' || person.name === head.person.name);

/** Takes from one row of somebody what the other does not say. */
function fill(person: Person, other: Person): void {
  if (person.idNumber === undefined) person.idTrusted = other.idTrusted;
  if (person.phones.length === 0) person.phones = other.phones;
  if (Object.keys(person.labels).length === 0) person.labels = other.labels;
  const known = Object.entries(other) as [keyof Person, never][];
  for (const [fact, value] of known) person[fact] ??= value;
}
