/**
 * How a sheet marks where a household begins, seen in its first rows: whether the householder is
 * repeated in every row, and, where neither number, householder nor relation is written, which
 * column stands only in a household's first row.
 */
import type { Meaning } from '../face';
import type { Plan } from '../header/columns';
import type { Row } from '../read/workbook';
import { nameIn } from '../values/name';
import { relationOf } from '../values/relation';
import { nobodyIn } from './nobody';

export interface Habits {
  /** The householder stands only in the first row of a household, alone or merged down. */
  isHolderFirstOnly: boolean;
  /** The column whose own value begins a household where nothing else says so. */
  marker: Meaning | undefined;
  /** The group stands only where it changes. */
  isGroupSparse: boolean;
  /** Householders stand among the members, or have nothing but their own column. */
  isHolderListed: boolean;
  /** 序号 begins again at 1 with every household. */
  doesSerialRestart: boolean;
}

const OFTEN = 0.95;
const SPARSE = 0.7;
const MARKERS: Meaning[] = ['serial', 'declaredCount', 'door', 'address', 'phone'];
const RESTARTS_MIN = 2;

/** Reads the habits of one block off the first rows that may be people. */
export function habitsOf(rows: Row[], plan: Plan, block: number): Habits {
  const columns = (meaning: Meaning) => plan.blocks[block]?.get(meaning) ?? [];
  const holders = columns('householder');
  const people = peopleRows(rows, plan, block);
  const ownShare = (meaning: Meaning): number => {
    const own = people.filter((row) =>
      columns(meaning).some((column) => row.cells[column] && !row.cells[column].origin),
    );
    return people.length === 0 ? 1 : own.length / people.length;
  };
  const marks = (meaning: Meaning) =>
    columns(meaning).length > 0 && ownShare(meaning) > 0 && ownShare(meaning) < OFTEN;
  const markers = MARKERS.filter((meaning) => meaning !== 'phone' && marks(meaning));
  return {
    isHolderFirstOnly: holders.length > 0 && ownShare('householder') < OFTEN,
    marker: markers[0],
    isGroupSparse: columns('group').length > 0 && ownShare('group') < SPARSE,
    isHolderListed: isHolderListed(people, plan, block),
    doesSerialRestart: restarts(people, columns('serial')),
  };
}

/** Rows that name somebody: in this block, or in any where a row is a household. */
function peopleRows(rows: Row[], plan: Plan, block: number): Row[] {
  const blocks = plan.mode === 'members' ? plan.blocks : plan.blocks.slice(block, block + 1);
  const named = blocks.flatMap((one) => [...(one.get('name') ?? []), ...(one.get('member') ?? [])]);
  const naming = named.length > 0 ? named : (blocks[0]?.get('householder') ?? []);
  const isNamed = ({ cells }: Row) =>
    naming.some((column) => cells[column]?.kind === 'text' && !cells[column].origin);
  return rows.filter((row) => isNamed(row) && !nobodyIn(row, plan));
}

function restarts(rows: Row[], [column]: number[]): boolean {
  if (column === undefined) return false;
  const serials = rows.map((row) => row.cells[column]?.text.trim());
  return serials.filter((serial) => serial === '1').length > RESTARTS_MIN;
}

/** Whether some row of members is its householder's own; without a column of members all rows are. */
function isHolderListed(rows: Row[], plan: Plan, block: number): boolean {
  const columns = plan.blocks[block];
  const [member] = columns?.get('member') ?? [];
  const [holder] = columns?.get('householder') ?? [];
  const [relation] = columns?.get('relation') ?? [];
  if (member === undefined || holder === undefined) return true;
  return rows.some(({ cells }) => {
    const name = nameIn(cells[member]?.text ?? '').name;
    const isHead = relation !== undefined && relationOf(cells[relation]?.text ?? '') === 'head';
    return isHead || (name !== undefined && name === nameIn(cells[holder]?.text ?? '').name);
  });
}
