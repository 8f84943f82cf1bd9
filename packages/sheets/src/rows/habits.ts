/**
 * How a sheet marks where a household begins, seen in its first rows: whether the householder is
 * repeated in every row, and, where neither number, householder nor relation is written, which
 * column stands only in a household's first row.
 */
import type { Meaning } from '../face';
import type { Plan } from '../header/columns';
import type { Row } from '../read/workbook';

export interface Habits {
  /** The householder stands only in the first row of a household, alone or merged down. */
  isHolderFirstOnly: boolean;
  /** The column whose own value begins a household where nothing else says so. */
  marker: Meaning | undefined;
  /** The group stands only where it changes. */
  isGroupSparse: boolean;
  /** 序号 begins again at 1 with every household. */
  doesSerialRestart: boolean;
}

const OFTEN = 0.95;
const MARKERS: Meaning[] = ['serial', 'declaredCount', 'door', 'address', 'phone'];
const RESTARTS_MIN = 2;

/** Reads the habits of one block off the first rows that may be people. */
export function habitsOf(rows: Row[], plan: Plan, block: number): Habits {
  const columns = (meaning: Meaning) => plan.blocks[block]?.get(meaning) ?? [];
  const naming = [...columns('name'), ...columns('member')];
  const holders = columns('householder');
  const named = rows.filter((row) =>
    (naming.length > 0 ? naming : holders).some((column) => row.cells[column]?.kind === 'text'),
  );
  const people = plan.mode === 'members' ? rows : named;
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
    isGroupSparse: columns('group').length > 0 && ownShare('group') < 0.5,
    doesSerialRestart: restarts(people, columns('serial')),
  };
}

function restarts(rows: Row[], [column]: number[]): boolean {
  if (column === undefined) return false;
  const serials = rows.map((row) => row.cells[column]?.text.trim());
  return serials.filter((serial) => serial === '1').length > RESTARTS_MIN;
}
