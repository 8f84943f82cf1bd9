/**
 * The household list: every household of the fold in walking order, changed only where entries
 * touched it. A row is plain data, small enough to be kept in the snapshot a start opens with.
 */
import {
  byWalkingOrder,
  householdRow,
  type HouseholdDossier,
  type HouseholdRow,
  type Stored,
  type VillageFold,
} from '@doorstep/ledger';

export interface Row extends Omit<HouseholdRow, 'lastVisit'> {
  /** The latest visit, whatever came of it. */
  lastTried: { day: string; timeMs: number; outcome: string } | undefined;
  /** The latest day somebody was met. */
  metDay: string | undefined;
}

function rowsOfDossier(
  fold: VillageFold,
  dossier: HouseholdDossier,
  round: string | undefined,
): Row[] {
  const rows: Row[] = [];
  for (const household of dossier.state.register.households.values()) {
    if (household.left) continue;
    const { lastVisit, ...row } = householdRow(fold, dossier, household, round);
    const met = dossier.state.visits.visits.findLast(
      (visit) => visit.household === household.id && visit.body.outcome === 'met',
    );
    const lastTried = lastVisit && {
      day: lastVisit.day,
      timeMs: lastVisit.timeMs,
      outcome: lastVisit.body.outcome,
    };
    rows.push({ ...row, lastTried, metDay: met?.day });
  }
  return rows;
}

/** All rows, from the start. */
export function allRows(fold: VillageFold, round: string | undefined): Row[] {
  const rows = [...fold.dossiers()].flatMap((dossier) => rowsOfDossier(fold, dossier, round));
  return rows.sort(byWalkingOrder);
}

const sameDoor = (a: Row, b: Row): boolean => a.group === b.group && a.door === b.door;

/** The rows after entries about `subjects` were folded. */
export function rowsAfter(
  rows: readonly Row[],
  fold: VillageFold,
  round: string | undefined,
  subjects: Iterable<string>,
): Row[] {
  const touched = new Set<string>();
  const fresh = new Map<string, Row>();
  const seen = new Set<HouseholdDossier>();
  for (const subject of subjects) {
    const dossier = fold.dossierOf(subject);
    if (!dossier || seen.has(dossier)) continue;
    seen.add(dossier);
    for (const one of dossier.subjects) touched.add(one);
    for (const row of rowsOfDossier(fold, dossier, round)) fresh.set(row.id, row);
  }
  const kept: Row[] = [];
  let inOrder = true;
  for (const row of rows) {
    const now = touched.has(row.id) ? fresh.get(row.id) : row;
    fresh.delete(row.id);
    if (!now) continue;
    inOrder &&= sameDoor(now, row);
    kept.push(now);
  }
  if (inOrder && fresh.size === 0) return kept;
  return [...kept, ...fresh.values()].sort(byWalkingOrder);
}

const isOfHousehold = (subject: string): boolean => /^[hp]_/.test(subject);

/** Every entry about the same households and people as `some`, however they hang together. */
export function entriesAbout(entries: readonly Stored[], some: readonly Stored[]): Stored[] {
  const subjects = new Set<string>();
  let about = [...some];
  for (let before = -1; before < subjects.size;) {
    before = subjects.size;
    for (const { entry } of about)
      for (const subject of entry.subjects) if (isOfHousehold(subject)) subjects.add(subject);
    about = entries.filter(({ entry }) => entry.subjects.some((one) => subjects.has(one)));
  }
  return about;
}

/** Somebody who lives in one of the rows; they stand before the ledger is folded. */
export const personIn = (rows: readonly Row[], id: string): Row['people'][number] | undefined =>
  rows.flatMap(({ people }) => people).find((one) => one.id === id);
