/** Who is stationed where, in which role, and which groups they walk (F15–F18, F42). */
import * as v from 'valibot';
import { day, id, label } from '../core/schema';

/** Counts go by the primary role: 564 = 189 first secretaries + 375 team members, whoever holds two. */
export const ROLES = [
  'first-secretary',
  'team-member',
  'team-leader',
  'village-secretary',
  'committee-member',
  'group-head',
  'village-doctor',
  'grid-worker',
  'official',
] as const;
export type Role = (typeof ROLES)[number];

export const cadreStationed = v.strictObject({
  cadre: id('c'),
  role: v.picklist(ROLES),
  furtherRoles: v.optional(v.array(v.picklist(ROLES))),
  /** The sending unit's code or short name, e.g. a bureau; units are not persons. */
  unit: v.optional(label),
  from: day,
});
export const cadreWithdrawn = v.strictObject({ cadre: id('c'), day });
/** Groups are assigned to cadres; `cadre` missing: nobody. */
export const groupAssigned = v.strictObject({ group: label, cadre: v.optional(id('c')) });
