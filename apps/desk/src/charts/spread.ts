/** Labels that would stand on each other, set apart. Pure. */

interface Group {
  sum: number;
  size: number;
}

const meanOf = ({ sum, size }: Group): number => sum / size;

/** Values in order, raised and lowered as little as makes none smaller than the one before it. */
function ascending(values: readonly number[]): number[] {
  const groups: Group[] = [];
  for (const value of values) {
    let last: Group = { sum: value, size: 1 };
    for (let before = groups.at(-1); before && meanOf(before) > meanOf(last);) {
      groups.pop();
      last = { sum: before.sum + last.sum, size: before.size + last.size };
      before = groups.at(-1);
    }
    groups.push(last);
  }
  return groups.flatMap((group) => Array<number>(group.size).fill(meanOf(group)));
}

/**
 * Where labels stand so that they keep `gap` from each other, each as near as can be to where it
 * wants to be, all between 0 and `room`; their order stays.
 */
export function spread(wanted: readonly number[], gap: number, room: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const free = Math.max(0, room - (wanted.length - 1) * gap);
  const apart = ascending(order.map((i, rank) => wanted[i]! - rank * gap));
  const placed: number[] = [];
  for (const [rank, i] of order.entries())
    placed[i] = Math.min(free, Math.max(0, apart[rank]!)) + rank * gap;
  return placed;
}
