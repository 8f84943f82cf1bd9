/** Today in figures: what is reached, what is due, whose it is, and when the next thing begins. Pure. */
import { roundsOf, type Round, type VillageFold } from '@doorstep/ledger';
import type { SyncStatus } from '@doorstep/sync';
import type { Row } from '../village/rows';

export interface Progress {
  households: number;
  reached: number;
  reachedToday: number;
}

/** The households of one cadre's groups, or all of them. */
export const rowsOf = (rows: readonly Row[], cadre: string | undefined): readonly Row[] =>
  cadre === undefined ? rows : rows.filter((row) => row.responsible === cadre);

export function progressOf(rows: readonly Row[], today: string): Progress {
  const count = (test: (row: Row) => boolean) =>
    rows.reduce((n, row) => n + (test(row) ? 1 : 0), 0);
  return {
    households: rows.length,
    reached: count((row) => row.standing === 'reached'),
    reachedToday: count((row) => row.metDay === today),
  };
}

/** What is still to be reached, in walking order; those already tried today come after the others. */
export function dueRows(rows: readonly Row[], today: string): Row[] {
  const due = rows.filter((row) => row.standing !== 'reached');
  const wasTried = (row: Row) => row.lastTried?.day === today;
  return [...due.filter((row) => !wasTried(row)), ...due.filter(wasTried)];
}

/** The next round that will open. */
export function nextRound(fold: VillageFold, today: string): Round | undefined {
  return roundsOf(fold).findLast((round) => !round.closed && round.opens > today);
}

export interface GroupDuty {
  group: string;
  cadre: string | undefined;
}

/** Every group of the village with the cadre who walks it, numbers as numbers. */
export function groupDuties(rows: readonly Row[]): GroupDuty[] {
  const duties = new Map<string, string | undefined>();
  for (const { group, responsible } of rows) if (!duties.has(group)) duties.set(group, responsible);
  return [...duties].map(([group, cadre]) => ({ group, cadre }));
}

/**
 * How much of the ledger is here while more of it is known to be on its way, 0–99 %: until it has
 * come, nothing may be called done or empty. Undefined otherwise; without a network nothing is on
 * its way.
 */
export function shareHere(status: SyncStatus | undefined): number | undefined {
  if (status?.phase !== 'syncing') return undefined;
  const { head, serverHead, lastContactMs } = status;
  if (lastContactMs === undefined) return 0;
  return head < serverHead ? Math.floor((head / serverHead) * 100) : undefined;
}
