/** What the register knows of households and people; identities are elsewhere, sealed. */
import type * as v from 'valibot';
import type { registerImported } from './kinds';

export interface Household {
  id: string;
  group: string;
  door: string;
  residence: string;
  source: 'list' | 'door';
  labels: string[];
  statedPeople: number | undefined;
  registeredMs: number;
  /** Day from which it is no longer of this place. */
  left: string | undefined;
}

export interface Person {
  id: string;
  household: string;
  relation: string;
  sex: string;
  birthYear: number | undefined;
  language: string;
  residence: string;
  labels: string[];
  registeredMs: number;
  left: string | undefined;
}

/** Where somebody is, as last heard. */
export interface Whereabouts {
  presence: 'home' | 'away' | 'unknown';
  region?: string | undefined;
  since?: string | undefined;
  expectedBack?: string | undefined;
  knownMs: number;
}

export interface RegisterDossier {
  households: Map<string, Household>;
  people: Map<string, Person>;
  whereabouts: Map<string, Whereabouts>;
  /** Merged ids and the smallest id they are now called by. */
  mergedInto: Map<string, string>;
}

export interface RegisterPlace {
  /** Counts known before any name is: 658 households, no head-count (F28). */
  counted: { registered: Counted | undefined; resident: Counted | undefined };
  /** Lists taken in, by the import's id. */
  imports: Map<string, Import>;
  publicPlaces: Map<string, { id: string; type: string; group: string }>;
  units: Map<string, { unit: string; type: string }>;
}

/** A list that was taken in, in force. */
export interface Import extends v.InferOutput<typeof registerImported> {
  /** Id of the entry that says so. */
  entry: string;
  by: string;
  timeMs: number;
}

export interface Counted {
  households: number | undefined;
  people: number | undefined;
  day: string;
}

export const createRegisterDossier = (): RegisterDossier => ({
  households: new Map(),
  people: new Map(),
  whereabouts: new Map(),
  mergedInto: new Map(),
});

export const createRegisterPlace = (): RegisterPlace => ({
  counted: { registered: undefined, resident: undefined },
  imports: new Map(),
  publicPlaces: new Map(),
  units: new Map(),
});

/** The id a household or person goes by after merges. */
export function nameOf(register: RegisterDossier, id: string): string {
  return register.mergedInto.get(id) ?? id;
}
