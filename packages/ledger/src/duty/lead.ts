/** Who leads a village's work, and with it keeps the register. Pure. */
import type { Role } from './kinds';
import type { Cadre, DutyPlace } from './state';

const LEADING: ReadonlySet<Role> = new Set<Role>([
  'first-secretary',
  'team-leader',
  'village-secretary',
]);

/** Those who lead now, in the order they came. */
export const leadersOf = ({ cadres }: DutyPlace): Cadre[] =>
  [...cadres.values()].filter(
    ({ withdrawn, role, furtherRoles }) =>
      !withdrawn && [role, ...furtherRoles].some((one) => LEADING.has(one)),
  );

/**
 * Whether somebody may take in the register: a leader. Where the ledger knows no leader, or knows
 * nothing of this person, nobody is kept from it.
 */
export function keepsRegister(duty: DutyPlace, account: string): boolean {
  const leaders = leadersOf(duty);
  const own = duty.cadres.get(account);
  const isUnknown = !own || own.withdrawn !== undefined;
  return isUnknown || leaders.length === 0 || leaders.includes(own);
}
