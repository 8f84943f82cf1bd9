/**
 * An obligation is something that must be done: reach this household in this round.
 * The fold emits it, readers compare `dueAt` with their own now. Nobody tallies absence.
 */
export interface Obligation {
  module: string;
  /** What is owed, e.g. `reach`. */
  kind: string;
  subject: string;
  /** Instant, ms since 1970. */
  dueAtMs: number;
  /** The round, item … it belongs to. */
  about?: string;
  /** The cadre whose task it is (`c_…`), when somebody is assigned. */
  responsible?: string;
  /** Walking order: villagers' group and door number. */
  group?: string;
  door?: string;
}
