/**
 * Folded ledgers kept in memory, the least recently used given up first; bounded by the bytes of
 * heap they take. What a fold takes is reckoned from what went into it: see
 * docs/decisions/0008 for how the three figures were measured.
 */
import {
  CHAIN_START,
  createFold,
  type PlaceCode,
  type Stored,
  type VillageFold,
} from '@doorstep/ledger';

/** Heap a process gives to folds. */
export const FOLD_CACHE_BYTES_MAX = 80 * 2 ** 20;

const BYTES_PER_FOLD = 4_096;
const BYTES_PER_SUBJECT = 1_400;
const BYTES_PER_CHARACTER = 3;

/** The fold never reads what is sealed: ciphertext is not kept. */
function withoutSealed(stored: Stored): Stored {
  const { sealed: _, ...entry } = stored.entry;
  return { ...stored, entry };
}

/** Of many entries one in so many is measured, and counts for all of them. */
const MEASURED_ONE_IN = 8;

/** About how long the entries are as JSON: writing all of them out would take a third of folding them. */
function charactersOf(stored: readonly Stored[]): number {
  const step = stored.length < MEASURED_ONE_IN ** 2 ? 1 : MEASURED_ONE_IN;
  const measured = stored.filter((_, i) => i % step === 0);
  const characters = measured.reduce((sum, { entry }) => sum + JSON.stringify(entry).length, 0);
  return Math.round((characters * stored.length) / Math.max(1, measured.length));
}

/** A fold and how far it has come. */
export class HeldFold {
  /** The last seq it holds. */
  seq = 0;
  /** Chain value there. */
  chain = CHAIN_START;
  /** The obligations last written for it, as JSON; undefined when not known. */
  owed: string | undefined;
  /** Whom to call as last written for it, as JSON; undefined when not known. */
  contact: string | undefined;
  /** The devices last flagged from it, as JSON; undefined when not known. */
  flagged: string | undefined;
  private characters = 0;

  constructor(readonly fold: VillageFold) {}

  /** Heap it takes. */
  get bytes(): number {
    return (
      BYTES_PER_FOLD +
      BYTES_PER_SUBJECT * this.fold.subjects +
      BYTES_PER_CHARACTER * this.characters
    );
  }

  /** Folds the next entries of the ledger. */
  add(stored: readonly Stored[]): void {
    this.chain = stored.at(-1)?.chain ?? this.chain;
    const read = stored.map(withoutSealed);
    this.fold.add(read);
    this.characters += charactersOf(read);
  }
}

export class FoldCache {
  private readonly held = new Map<PlaceCode, HeldFold>();
  private readonly sizes = new Map<PlaceCode, number>();
  private total = 0;

  constructor(
    private readonly bytesMax: number,
    private readonly newFold: (place: PlaceCode) => VillageFold = createFold,
  ) {}

  /** Heap all of them take. */
  get bytes(): number {
    return this.total;
  }

  /** The fold of a place, new and empty when none is held. */
  open(place: PlaceCode): HeldFold {
    const held = this.held.get(place) ?? new HeldFold(this.newFold(place));
    this.held.delete(place);
    this.held.set(place, held);
    return held;
  }

  drop(place: PlaceCode): void {
    this.held.delete(place);
    this.total -= this.sizes.get(place) ?? 0;
    this.sizes.delete(place);
  }

  /** To be called after a fold has grown; the one used last is never given up. */
  grown(place: PlaceCode): void {
    const held = this.held.get(place);
    if (!held) return;
    const { bytes } = held;
    this.total += bytes - (this.sizes.get(place) ?? 0);
    this.sizes.set(place, bytes);
    for (const oldest of this.held.keys()) {
      if (this.total <= this.bytesMax || oldest === place) return;
      this.drop(oldest);
    }
  }
}
