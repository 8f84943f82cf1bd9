/** Figures counted anew from the stored text, without the fold; slow and plain. */
import { plainRows } from '../../../packages/ledger/src/testing/naive';
import type { Row } from './copy';

export interface Figure {
  day: string;
  heard: number;
  indicator: string;
  dims: string;
  n: number;
}

/** Indicators of visits counted apart from households and rounds: merging changes nothing of them. */
const OF_VISITS = [
  'visits.visits',
  'visits.nobody_home',
  'visits.refused',
  'visits.person_times',
] as const;
const OF_HOUSEHOLDS = ['visits.households_reached', 'visits.round_reached'] as const;

/** What is counted here, when households may be merged and when not. */
const counted = (merges: boolean): readonly string[] =>
  merges ? OF_VISITS : [...OF_VISITS, ...OF_HOUSEHOLDS];

/** `hour day indicator [round]` → n, of the indicators counted. */
export function plainCount(rows: readonly Row[], merges: boolean): Map<string, number> {
  const wanted = new Set(counted(merges));
  const raw = rows
    .map(({ content, receivedAt, offsetMs }) => ({
      receivedAt,
      offsetMs,
      entry: JSON.parse(content) as Parameters<typeof plainRows>[0][number]['entry'] & {
        v: number;
      },
    }))
    .filter(({ entry }) => entry.v === 1);
  return new Map([...plainRows(raw)].filter(([key]) => wanted.has(key.split(' ')[2]!)));
}

/** Stored figures in the same form. */
export function inPlainForm(figures: readonly Figure[], merges: boolean): Map<string, number> {
  const wanted = new Set(counted(merges));
  const sums = new Map<string, number>();
  for (const { heard, day, indicator, dims, n } of figures) {
    if (!wanted.has(indicator)) continue;
    const round = dims === '' ? '' : ` ${dims.replace('round=', '')}`;
    const key = `${heard} ${day} ${indicator}${round}`;
    sums.set(key, (sums.get(key) ?? 0) + n);
  }
  return new Map([...sums].filter(([, n]) => n !== 0));
}

/** The first key by which two sums differ. */
export function difference(
  is: ReadonlyMap<string, number>,
  must: ReadonlyMap<string, number>,
): string | undefined {
  for (const key of new Set([...is.keys(), ...must.keys()])) {
    const [a, b] = [is.get(key) ?? 0, must.get(key) ?? 0];
    if (a !== b) return `${key}: ${a}, must be ${b}`;
  }
  return undefined;
}
