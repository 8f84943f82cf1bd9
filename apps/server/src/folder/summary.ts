/**
 * Obligations in numbers. An open round is listed even when nothing of it is missing, so that
 * "all reached" differs from "no round".
 */
import {
  cadresOnDuty,
  DUTY_ENDS,
  groupStandings,
  HOUR_MS,
  instantOf,
  remindersOf,
  type Obligation,
  type VillageFold,
} from '@doorstep/ledger';
import type { ContactState } from '../store/contact';
import type { ObligationRow } from '../store/obligation';

const REMINDERS_MAX = 20;

type Group = Omit<ObligationRow, 'groups'>;

const empty = (one: Pick<Obligation, 'module' | 'kind' | 'about' | 'dueAtMs'>): Group => ({
  module: one.module,
  kind: one.kind,
  about: one.about ?? '',
  dueHour: Math.ceil(one.dueAtMs / HOUR_MS),
  oldestDueAtMs: one.dueAtMs,
  count: 0,
});

function openRounds({ place, zone }: VillageFold): Group[] {
  return [...place.state.visits.rounds.values()]
    .filter((round) => round.closed === undefined)
    .map((round) =>
      empty({
        module: 'visits',
        kind: 'reach',
        about: round.round,
        dueAtMs: instantOf(round.closes, DUTY_ENDS, zone),
      }),
    );
}

/** What a place owes, per kind, matter and due hour, in a fixed order. */
export function summaryOf(fold: VillageFold): ObligationRow[] {
  const keyOf = (group: Group) => `${group.module}|${group.kind}|${group.about}|${group.dueHour}`;
  const groups = new Map(openRounds(fold).map((group) => [keyOf(group), group]));
  for (const obligation of fold.obligations()) {
    const fresh = empty(obligation);
    const group = groups.get(keyOf(fresh)) ?? fresh;
    groups.set(keyOf(fresh), group);
    group.count += 1;
    group.oldestDueAtMs = Math.min(group.oldestDueAtMs, obligation.dueAtMs);
  }
  return [...groups.keys()].sort().map((key) => {
    const group = groups.get(key)!;
    return { ...group, groups: group.kind === 'reach' ? groupStandings(fold, group.about) : [] };
  });
}

/** Whom to call in a place, and what it was reminded of. */
export const contactOf = (fold: VillageFold): ContactState => ({
  onDuty: cadresOnDuty(fold),
  reminders: remindersOf(fold).slice(0, REMINDERS_MAX),
});
