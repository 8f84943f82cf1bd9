/** Who serves in a place; names are sealed under the cadre's id. */
import type { Role } from './kinds';

export interface Cadre {
  id: string;
  role: Role;
  furtherRoles: Role[];
  unit: string;
  from: string;
  withdrawn: string | undefined;
}

export interface DutyPlace {
  cadres: Map<string, Cadre>;
  /** Villagers' group → the cadre who walks it. */
  groups: Map<string, string>;
}

export const createDutyPlace = (): DutyPlace => ({ cadres: new Map(), groups: new Map() });
