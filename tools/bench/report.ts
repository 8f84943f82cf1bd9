/** One figure of a benchmark beside its bound; `met` says whether it holds in this run. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  bound?: { atLeast: number } | { atMost: number };
  met?: boolean;
  /** What the figure is made of or compared with, from the same run. */
  detail?: Record<string, number | string>;
}

export type Bound = NonNullable<Result['bound']>;

const holds = (value: number, bound: Bound): boolean =>
  'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;

/** A figure with its bound, rounded to three significant digits or whole numbers above a thousand. */
export function result(
  name: string,
  value: number,
  unit: string,
  bound?: Bound,
  detail?: Result['detail'],
): Result {
  const rounded = value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
  return {
    name,
    value: rounded,
    unit,
    ...(bound && { bound, met: holds(value, bound) }),
    ...(detail && { detail }),
  };
}

/** The value below which `share` (0…1) of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);
