/** What `verify` found: where, and what differs. Ids, numbers and codes only. */
import type { PlaceCode } from '@doorstep/ledger';

/** What can be off. */
export type FindingCode =
  /** A seq is missing or there twice. */
  | 'gap'
  /** The content, a time or a chain value was changed. */
  | 'chain'
  /** The head does not say what the last entry says, or not what the database does. */
  | 'head'
  /** A segment's bytes are not the entries they stand for, or it is not there before a later one. */
  | 'segment'
  /** What was set aside does not open, or is not what it is called by. */
  | 'aside'
  /** Said to be delivered further than the ledger reaches. */
  | 'delivery'
  /** The row's id or kind is not its content's. */
  | 'id'
  /** Folded further than the ledger reaches. */
  | 'fold'
  | 'heard'
  | 'tally'
  | 'rollup'
  | 'obligation'
  /** Whom to call, or what a place was reminded of. */
  | 'contact'
  /** A sealed part's key is not there, or does not open. */
  | 'key-missing'
  | 'key-broken';

export interface Finding {
  place: PlaceCode;
  code: FindingCode;
  /** The entry it is about, where it is about one. */
  seq?: number;
  /** A figure, a key id, or numbers: `visits.households 2020-02-04: 12, must be 13`. */
  detail: string;
}

const FINDINGS_MAX = 1_000;

/** Collects findings; beyond a thousand they are only counted. */
export class Findings {
  readonly kept: Finding[] = [];
  count = 0;

  add(finding: Finding): void {
    this.count += 1;
    if (this.kept.length < FINDINGS_MAX) this.kept.push(finding);
  }
}
