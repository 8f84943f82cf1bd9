/** Rounds and how far they are: what has not been reached comes first. */
import type { VillageFold } from '../modules';
import type { QuestionSet } from '../visits/kinds';
import type { Round } from '../visits/state';
import { householdRows, type HouseholdRow } from './households';

/** All rounds, latest opened first. */
export function roundsOf(fold: VillageFold): Round[] {
  return [...fold.place.state.visits.rounds.values()].sort(
    (a, b) =>
      (a.opens < b.opens ? 1 : a.opens > b.opens ? -1 : b.openedMs - a.openedMs) ||
      (a.round < b.round ? 1 : -1),
  );
}

/** The round a visit belongs to today: the latest one open on that day. */
export function roundInForce(fold: VillageFold, day: string): Round | undefined {
  return roundsOf(fold).find((round) => !round.closed && round.opens <= day);
}

/** The question set a round asks with: the version it names, if it has arrived. */
export function questionSetOf(
  fold: VillageFold,
  round: Round | undefined,
): QuestionSet | undefined {
  const named = round?.questionSet;
  return named && fold.place.state.visits.questionSets.get(`${named.id}@${named.version}`);
}

export interface Coverage {
  households: number;
  reached: number;
  nobody: number;
  refused: number;
  untried: number;
}

/** How many of these households are reached, and where the others stand. */
export function coverageOf(rows: readonly HouseholdRow[]): Coverage {
  const coverage: Coverage = {
    households: rows.length,
    reached: 0,
    nobody: 0,
    refused: 0,
    untried: 0,
  };
  for (const row of rows) coverage[row.standing] += 1;
  return coverage;
}

/** What is still to be reached in a round, in walking order; `cadre` narrows to the groups they walk. */
export function toReach(fold: VillageFold, round: string, cadre?: string): HouseholdRow[] {
  return householdRows(fold, round).filter(
    (row) => row.standing !== 'reached' && (!cadre || row.responsible === cadre),
  );
}
