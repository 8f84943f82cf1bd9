/**
 * Where the lines of a long list stand: the height of a line is known once it was drawn; until then
 * it counts as high as the others are on average. Pure.
 */

/** The lines from `first` up to, not including, `end`. */
export interface Span {
  first: number;
  end: number;
}

export class LineHeights {
  private readonly knownPx = new Map<string, number>();
  private sumPx = 0;

  /** `guessPx`: the height of a line before any was drawn. */
  constructor(private readonly guessPx: number) {}

  /** A line was drawn this high. */
  note(key: string, heightPx: number): void {
    this.sumPx += heightPx - (this.knownPx.get(key) ?? 0);
    this.knownPx.set(key, heightPx);
  }

  /** The height of the lines `first` … `end`, drawn or not. */
  between(keys: readonly string[], { first, end }: Span): number {
    const averagePx = this.averagePx;
    let heightPx = 0;
    for (let at = first; at < end; at++) heightPx += this.knownPx.get(keys[at]!) ?? averagePx;
    return heightPx;
  }

  /** The lines any part of which lies between two heights; the nearest one when none does. */
  within(keys: readonly string[], fromPx: number, toPx: number): Span {
    const averagePx = this.averagePx;
    const of = (at: number): number => this.knownPx.get(keys[at]!) ?? averagePx;
    let first = 0;
    let belowPx = keys.length > 0 ? of(0) : 0;
    while (belowPx <= fromPx && first < keys.length - 1) belowPx += of(++first);
    let end = Math.min(first + 1, keys.length);
    while (belowPx < toPx && end < keys.length) belowPx += of(end++);
    return { first, end };
  }

  private get averagePx(): number {
    return this.knownPx.size > 0 ? this.sumPx / this.knownPx.size : this.guessPx;
  }
}
