/** Folded ledgers kept in memory, the least recently used given up first; bounded by their entries. */
import { createFold, type PlaceCode, type VillageFold } from '@doorstep/ledger';

/** A fold and how far it has come. */
export interface HeldFold {
  fold: VillageFold;
  /** The last seq it holds. */
  seq: number;
  /** The obligations last written for it, as JSON; undefined when not known. */
  owed: string | undefined;
}

export class FoldCache {
  private readonly held = new Map<PlaceCode, HeldFold>();
  private readonly sizes = new Map<PlaceCode, number>();
  private entries = 0;

  constructor(private readonly entriesMax: number) {}

  /** The fold of a place, new and empty when none is held. */
  open(place: PlaceCode): HeldFold {
    const held = this.held.get(place) ?? { fold: createFold(place), seq: 0, owed: undefined };
    this.held.delete(place);
    this.held.set(place, held);
    return held;
  }

  drop(place: PlaceCode): void {
    this.held.delete(place);
    this.entries -= this.sizes.get(place) ?? 0;
    this.sizes.delete(place);
  }

  /** To be called after a fold has grown; the one used last is never given up. */
  grown(place: PlaceCode): void {
    const held = this.held.get(place);
    if (!held) return;
    this.entries += held.fold.size - (this.sizes.get(place) ?? 0);
    this.sizes.set(place, held.fold.size);
    for (const oldest of this.held.keys()) {
      if (this.entries <= this.entriesMax || oldest === place) return;
      this.drop(oldest);
    }
  }
}
