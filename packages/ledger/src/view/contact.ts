/** Whom to call in a village, which of its groups are behind, and what it was reminded of. Pure. */
import type { VillageFold } from '../modules';
import { ROLES, type Role } from '../duty/kinds';
import { leadersOf } from '../duty/lead';
import { matterOf } from '../contact/hour';
import type { Reminder, Seen } from '../contact/state';
import { standingOf, type Standing } from './households';

/** Somebody on duty; the entries (ids, oldest first) whose sealed part may say name and phone. */
export interface OnDuty {
  cadre: string;
  role: Role;
  furtherRoles: Role[];
  unit: string;
  /** Villagers' groups they walk. */
  groups: string[];
  stated: string[];
}

/** Of a cadre stationed again and again the latest entries are enough. */
const STATED_MAX = 8;

/** Those not withdrawn, whoever leads first; of the same rank by role. */
export function cadresOnDuty({ place }: VillageFold): OnDuty[] {
  const { duty } = place.state;
  const leaders = new Set(leadersOf(duty).map(({ id }) => id));
  const stated = new Map<string, string[]>();
  for (const { entry, body } of place.facts) {
    if (entry.kind !== 'cadre.stationed') continue;
    const { cadre } = body as { cadre: string };
    stated.set(cadre, [...(stated.get(cadre) ?? []), entry.id].slice(-STATED_MAX));
  }
  const rank = (id: string, role: Role): number =>
    (leaders.has(id) ? 0 : ROLES.length) + ROLES.indexOf(role);
  return [...duty.cadres.values()]
    .filter(({ withdrawn }) => withdrawn === undefined)
    .sort((a, b) => rank(a.id, a.role) - rank(b.id, b.role) || (a.id < b.id ? -1 : 1))
    .map(({ id, role, furtherRoles, unit }) => ({
      cadre: id,
      role,
      furtherRoles,
      unit,
      groups: [...duty.groups].flatMap(([group, cadre]) => (cadre === id ? [group] : [])).sort(),
      stated: stated.get(id) ?? [],
    }));
}

const numeric = new Intl.Collator('zh', { numeric: true });

/** How far a villagers' group is in a round: households by where they stand. */
export interface GroupStanding extends Record<Standing, number> {
  group: string;
}

/** Every group of the village in a round, in walking order. */
export function groupStandings(fold: VillageFold, round: string): GroupStanding[] {
  const groups = new Map<string, GroupStanding>();
  for (const dossier of fold.dossiers()) {
    for (const { id, group, left } of dossier.state.register.households.values()) {
      if (left) continue;
      const found = groups.get(group) ?? { group, reached: 0, nobody: 0, refused: 0, untried: 0 };
      found[standingOf(dossier, id, round)] += 1;
      groups.set(group, found);
    }
  }
  return [...groups.values()].sort((a, b) => numeric.compare(a.group, b.group));
}

export interface ReminderRow extends Reminder {
  seen: Seen | undefined;
}

/** Every reminder, latest first. */
export function remindersOf({ place }: VillageFold): ReminderRow[] {
  const { reminders, seen } = place.state.contact;
  return [...reminders.values()]
    .map((one) => ({ ...one, seen: seen.get(one.id) }))
    .sort((a, b) => b.sentMs - a.sentMs || (a.id < b.id ? 1 : -1));
}

/** Households still owed what a reminder is about. */
export function stillOwed(fold: VillageFold, { about, round }: Reminder): number {
  return fold
    .obligations()
    .filter((one) => one.module === about && (about !== 'visits' || one.about === round)).length;
}

/** What the village has still to read: of each office's matters the latest, unless seen or done. */
export function openReminders(fold: VillageFold): ReminderRow[] {
  const latest = new Map<string, ReminderRow>();
  for (const one of remindersOf(fold))
    if (!latest.has(matterOf(one))) latest.set(matterOf(one), one);
  return [...latest.values()].filter((one) => !one.seen && stillOwed(fold, one) > 0);
}
