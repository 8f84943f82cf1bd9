/** A round that is open owes a visit to every household it has not reached. */
import type { Obligation } from '../core/obligation';
import { instantOf } from '../core/time';
import type { DossierState, PlaceState } from '../state';

/** End of the joint-control duty (F38): by then the day's round is to be done. */
export const DUTY_ENDS = '22:00';

export function visitObligations(
  dossier: DossierState,
  place: PlaceState,
  zone: string,
): Obligation[] {
  const owed: Obligation[] = [];
  for (const round of place.visits.rounds.values()) {
    if (round.closed) continue;
    const reached = dossier.visits.reachedInRound.get(round.round);
    const dueAtMs = instantOf(round.closes, DUTY_ENDS, zone);
    for (const { id, group, door, left } of dossier.register.households.values()) {
      if (left || reached?.has(id)) continue;
      const responsible = place.duty.groups.get(group);
      owed.push({
        module: 'visits',
        kind: 'reach',
        subject: id,
        dueAtMs,
        about: round.round,
        responsible,
        group,
        door,
      });
    }
  }
  return owed;
}
