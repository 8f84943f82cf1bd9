/**
 * What a start opens with, before the ledger is loaded: the household list, the names and how they
 * sound, and the place's own entries (rounds, question sets, duty), which are few and fold at once.
 * Kept encrypted beside the ledger; anything it says is replaced when the ledger has been folded.
 */
import type { Text } from '@doorstep/words';
import type { Stored } from '@doorstep/ledger';
import type { Identity } from '@doorstep/sync';
import type { Spelling } from './names';
import type { Row } from './rows';

export const SNAPSHOT = 'village';
/** Raised whenever the shape changes: older snapshots are then left alone and written anew. */
const SNAPSHOT_VERSION = 1;

export interface Snapshot {
  rows: Row[];
  identities: Map<string, Identity>;
  spellings: Map<string, Spelling>;
  /** Committed entries of the place itself. */
  placeEntries: Stored[];
  offsetMs: number;
  /** Committed entries up to this seq are in `identities`. */
  head: number;
  name: Text | undefined;
}

interface Written {
  version: number;
  rows: Row[];
  identities: [string, Identity][];
  spellings: [string, Spelling][];
  placeEntries: Stored[];
  offsetMs: number;
  head: number;
  name?: Text | undefined;
}

/** Whether an entry is about the place itself, not about a household or a person. */
export const isOfPlace = ({ entry }: Stored): boolean =>
  !entry.subjects.some((subject) => /^[hp]_/.test(subject));

export const writeSnapshot = ({ identities, spellings, ...rest }: Snapshot): Written => ({
  version: SNAPSHOT_VERSION,
  identities: [...identities],
  spellings: [...spellings],
  ...rest,
});

/** The snapshot that was written; undefined when there is none, or one of another version. */
export function readSnapshot(value: unknown): Snapshot | undefined {
  const written = value as Written | undefined;
  if (written?.version !== SNAPSHOT_VERSION) return undefined;
  const { rows, placeEntries, offsetMs, head, name } = written;
  return {
    rows,
    placeEntries,
    offsetMs,
    head,
    name,
    identities: new Map(written.identities),
    spellings: new Map(written.spellings),
  };
}
