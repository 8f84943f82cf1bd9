/**
 * Why figures are no longer what a report said: what each entry the report was not made from did
 * to them, in the order of the ledger.
 *
 *   fold(basis) ──e₁──► ──e₂──► … ──eₙ──► fold(now)      Σ of what each eᵢ changed = now − then
 *
 * So the parts add up to the difference by construction, and each belongs to one record.
 */
import { VOID } from '../core/amend';
import type { Stored } from '../core/entry';
import { itemOf } from '../core/fold';
import type { TallyRow } from '../core/tally';
import { ZONE } from '../core/time';
import { createFold, type VillageFold } from '../modules';

/**
 * `after`: it happened after the report; `late`: before it, and came in after; `admitted`: was
 * received before it and stood aside, or was given back since; `restored`: a correction of what was
 * voided;
 * `recounted`: the same entries count differently today (never said of an entry).
 */
export const CAUSES = [
  'after',
  'late',
  'admitted',
  'corrected',
  'voided',
  'restored',
  'recounted',
] as const;
export type Cause = (typeof CAUSES)[number];

/** `n` more (or fewer) of an indicator on a day. */
export interface FigureChange {
  indicator: string;
  day: string;
  n: number;
}

/** What one entry did to the figures. */
export interface Effect {
  /** Its id. */
  entry: string;
  cause: Cause;
  /** Why a fact was voided. */
  reason?: string;
  changes: FigureChange[];
}

/** What a report was made from in one ledger. */
export interface Basis {
  seq: number;
  /** Only what was received before this hour. */
  heardBefore?: number | undefined;
  knownAtMs: number;
}

/** Sums of tally rows by indicator and day, without zeros. */
function changesIn(rows: readonly TallyRow[]): FigureChange[] {
  const sums = new Map<string, FigureChange>();
  for (const { indicator, day, n } of rows) {
    const key = `${indicator} ${day}`;
    const sum = sums.get(key);
    if (sum) sum.n += n;
    else sums.set(key, { indicator, day, n });
  }
  return [...sums.values()].filter(({ n }) => n !== 0);
}

/** Takes a ledger's entries in order and says what those not in the basis changed. */
export class Since {
  private readonly fold: VillageFold;
  private readonly since: Stored[] = [];
  private readonly voids = new Set<string>();
  private latestMs = 0;

  constructor(
    place: string,
    private readonly basis: Basis,
    zone: string = ZONE,
  ) {
    this.fold = createFold(place, zone);
  }

  /** Adds the next entries of the ledger. */
  add(stored: readonly Stored[]): void {
    const { seq, heardBefore = Infinity } = this.basis;
    const known: Stored[] = [];
    for (const one of stored) {
      if (one.entry.kind === VOID) this.voids.add(one.entry.id);
      if (one.seq <= seq) this.latestMs = Math.max(this.latestMs, Date.parse(one.receivedAt));
      const isKnown = one.seq <= seq && itemOf(one).heard < heardBefore;
      (isKnown ? known : this.since).push(one);
    }
    this.fold.add(known);
  }

  /** What the basis gives, as this program counts it; call once, when every entry was added. */
  atBasis(): FigureChange[] {
    return changesIn(this.fold.takeChanges());
  }

  /** What each later entry changed, which may be nothing; call after `atBasis`. */
  *effects(): Generator<Effect> {
    for (const stored of this.since) {
      this.fold.add([stored]);
      const changes = changesIn(this.fold.takeChanges());
      yield { entry: stored.entry.id, ...this.causeOf(stored), changes };
    }
  }

  private causeOf(stored: Stored): Pick<Effect, 'cause' | 'reason'> {
    const { entry, seq } = stored;
    if (entry.replaces !== undefined) {
      if (entry.kind === VOID) return { cause: 'voided', reason: String(entry.body['reason']) };
      return { cause: this.voids.has(entry.replaces) ? 'restored' : 'corrected' };
    }
    if (seq > this.basis.seq && Date.parse(stored.receivedAt) < this.latestMs)
      return { cause: 'admitted' };
    return { cause: itemOf(stored).factMs > this.basis.knownAtMs ? 'after' : 'late' };
  }
}
