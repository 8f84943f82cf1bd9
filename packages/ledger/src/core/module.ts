/**
 * A module is a room of the house: the kinds it understands and what they do to the state.
 * `apply` is called for each fact of a dossier (or of the place) in order of its time; it changes
 * the state it is handed and emits what the fact counts for. It never reads a clock or `sealed`,
 * and what it emits depends on the dossier's own entries only: nothing recorded elsewhere can
 * silently change a figure.
 */
import type { GenericSchema } from 'valibot';
import type { Entry } from './entry';

/** A root entry in its version in force. */
export interface Fact<B> {
  /** The id of the first version: what the fact is called by ever after. */
  id: string;
  entry: Entry;
  body: B;
  /** `happened ?? effective time`, ms. */
  timeMs: number;
  /** The village's day of it. */
  day: string;
}

/** Counts `n` for an indicator of the catalogue; `dims` as made by `dimsOf`. */
export type Emit = (
  indicator: string,
  subject: string,
  n?: number,
  dims?: string,
  day?: string,
) => void;

/** Something that makes no sense, shown to people instead of thrown. */
export interface Finding {
  /** Id of the entry it is about. */
  entry: string;
  code: string;
  subject: string;
}

export interface Context {
  emit: Emit;
  finding: (code: string, subject?: string) => void;
  zone: string;
  /** The place whose ledger is folded. */
  place: string;
}

/** Where an entry of a kind is folded: with the household it speaks of, or with the place. */
export type Scope = 'dossier' | 'place';

export interface Kind<S, B = unknown> {
  kind: string;
  v: number;
  scope: Scope;
  schema: GenericSchema<unknown, B>;
  /**
   * Too many to check once more in every fold: checked where they enter (phone, server), and
   * `apply` must survive whatever body it is given.
   */
  frequent?: true;
  /** Never said in a village's ledger. */
  offices?: true;
  /** Prefixes its subjects must contain, e.g. `['h']`. */
  subjects: string[];
  /** The ledgers it is delivered to, beyond its own (rule 9): places or prefixes of places. */
  addressees?: (body: B) => string[];
  apply: (state: S, fact: Fact<B>, context: Context) => void;
}

/** Types a kind's body from its schema; the state is given by the module. */
export function kindOf<S>() {
  return <B>(kind: Kind<S, B>): Kind<S> => kind as unknown as Kind<S>;
}
