/**
 * From agreeing to written. What was agreed to is bound to the register it was compared with:
 *
 *   pull ─► compare again ─┬─ another difference ─► shown and asked again, nothing written
 *                          └─ the same ─► recorded at once, on the condition that nobody was first
 *                                             └─ somebody was ─► once more from the start
 *
 * Without a network it is recorded here and goes out later. An import of somebody else that is
 * still on its way would be half a register to compare with: it is waited for.
 */
import type { Stored } from '@doorstep/ledger';
import type { Understanding } from '@doorstep/sheets';
import type { Replica } from '@doorstep/sync';
import { compare, type Difference } from './compare';
import { draftsOf, type Leavings } from './drafts';
import {
  isArriving,
  readKnown,
  type KnownImport,
  type KnownRegister,
  type ListFile,
} from './known';
import type { Answers } from './match';

export interface Agreed {
  understanding: Understanding;
  file: ListFile;
  answers: Answers;
  leavings: Leavings;
  /** The difference the person saw; undefined: whatever it is now. */
  seen: Difference | undefined;
  /** Goes on although an import of somebody else has not come in whole. */
  evenArriving?: boolean;
}

export type Outcome =
  | { outcome: 'recorded'; saved: Stored[]; difference: Difference }
  | { outcome: 'nothing'; difference: Difference }
  | { outcome: 'moved'; known: KnownRegister; difference: Difference }
  | { outcome: 'arriving'; import: KnownImport };

const TRIES = 5;

/** What a difference would write, whatever order it was found in. */
const gistOf = ({ households, missing, questions, counted }: Difference): string =>
  JSON.stringify([
    households.map(({ state, known, changes, people }) => [
      state,
      known?.name,
      changes,
      people.map((one) => [one.state, one.known?.name, one.changes, one.movesFrom]),
    ]),
    missing.map(({ name }) => name),
    questions.map(({ key }) => key),
    counted,
  ]);

/** Whether agreeing to one is agreeing to the other. */
const sameDifference = (a: Difference, b: Difference): boolean => gistOf(a) === gistOf(b);

/** Writes what a person agreed to, or says why it has to be looked at again. */
export async function agree(replica: Replica, agreed: Agreed): Promise<Outcome> {
  const { understanding, file, answers, leavings, seen } = agreed;
  for (let tries = 0; ; tries += 1) {
    const { online, problem, head } = await replica.syncNow();
    const known = await readKnown(replica);
    const arriving = known.imports.find(isArriving);
    if (arriving && !agreed.evenArriving) return { outcome: 'arriving', import: arriving };
    const difference = compare({ understanding, file }, known, answers);
    if (tries === TRIES || (seen && !sameDifference(seen, difference)))
      return { outcome: 'moved', known, difference };
    const { place, newSubject } = replica;
    const drafts = draftsOf(difference, { place, newSubject, file, known, leavings });
    if (drafts.length === 0) return { outcome: 'nothing', difference };
    const isReached = online && !problem;
    const saved = isReached ? await replica.recordIf(head, drafts) : await replica.record(drafts);
    if (saved !== 'moved') return { outcome: 'recorded', saved, difference };
  }
}
