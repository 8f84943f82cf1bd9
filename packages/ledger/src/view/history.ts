/** The history of a household, a person or a record: every version, also the voided ones. */
import { resolve, versionsOf, type Item, type Resolved } from '../core/amend';
import type { Entry } from '../core/entry';
import type { Finding } from '../core/module';
import type { VillageFold } from '../modules';
import type { Sequence } from '../core/sequence';

export interface Version {
  entry: Entry;
  /** 0 while it is only on this phone. */
  seq: number;
  effectiveMs: number;
  inForce: boolean;
}

export interface HistoryRecord {
  /** Root id. */
  id: string;
  kind: string;
  subjects: string[];
  /** When it is held to have happened. */
  timeMs: number;
  enteredLater: boolean;
  voided: boolean;
  concurrent: boolean;
  /** Oldest first; the one in force is marked. */
  versions: Version[];
  inForce: Entry;
  findings: Finding[];
}

function recordOf(resolved: Resolved, sequence: Sequence<never>): HistoryRecord {
  const { root, inForce, voided, concurrent, factMs } = resolved;
  const items = sequence.items as Item[];
  return {
    id: root.entry.id,
    kind: root.entry.kind,
    subjects: root.entry.subjects,
    timeMs: factMs,
    enteredLater: inForce.entry.happened !== undefined,
    voided,
    concurrent,
    versions: versionsOf(root.entry.id, items).map((item) => ({
      entry: item.entry,
      seq: item.seq,
      effectiveMs: item.effectiveMs,
      inForce: item === inForce,
    })),
    inForce: inForce.entry,
    findings: sequence.findings.filter(
      (one) => one.entry === root.entry.id || one.entry === inForce.entry.id,
    ),
  };
}

const sequenceFor = (fold: VillageFold, subject: string): Sequence<never> =>
  (fold.dossierOf(subject) ?? fold.place) as unknown as Sequence<never>;

/** Everything recorded about a subject, latest first. */
export function historyOf(fold: VillageFold, subject: string): HistoryRecord[] {
  const sequence = sequenceFor(fold, subject);
  return resolve(sequence.items)
    .facts.filter(
      ({ root, inForce }) =>
        root.entry.subjects.includes(subject) || inForce.entry.subjects.includes(subject),
    )
    .map((one) => recordOf(one, sequence))
    .sort((a, b) => b.timeMs - a.timeMs || (a.id < b.id ? 1 : -1));
}

/** One record by the id of any of its versions. */
export function recordNamed(fold: VillageFold, id: string): HistoryRecord | undefined {
  for (const sequence of [fold.place, ...fold.dossiers()] as unknown as Sequence<never>[]) {
    if (!sequence.items.some((item) => item.entry.id === id)) continue;
    const found = resolve(sequence.items).facts.find((one) =>
      versionsOf(one.root.entry.id, sequence.items).some((item) => item.entry.id === id),
    );
    return found && recordOf(found, sequence);
  }
  return undefined;
}

/** A record in one line of a list. */
export interface RecordRow {
  /** Root id. */
  id: string;
  kind: string;
  subjects: string[];
  /** When it is held to have happened. */
  timeMs: number;
  enteredLater: boolean;
  state: 'plain' | 'corrected' | 'concurrent' | 'voided';
  /** The first version, and the one in force: of a voided record the void. */
  first: Entry;
  inForce: Entry;
}

function stateOf({ root, inForce, voided, concurrent }: Resolved): RecordRow['state'] {
  if (voided) return 'voided';
  if (concurrent) return 'concurrent';
  return inForce === root ? 'plain' : 'corrected';
}

/** Every record of a ledger, latest first. */
export function recordRows(fold: VillageFold): RecordRow[] {
  return [fold.place, ...fold.dossiers()]
    .flatMap((sequence) => resolve((sequence as unknown as Sequence<never>).items as Item[]).facts)
    .map((resolved): RecordRow => {
      const { root, inForce, factMs } = resolved;
      return {
        id: root.entry.id,
        kind: root.entry.kind,
        subjects: root.entry.subjects,
        timeMs: factMs,
        enteredLater: inForce.entry.happened !== undefined,
        state: stateOf(resolved),
        first: root.entry,
        inForce: inForce.entry,
      };
    })
    .sort((a, b) => b.timeMs - a.timeMs || (a.id < b.id ? 1 : -1));
}
