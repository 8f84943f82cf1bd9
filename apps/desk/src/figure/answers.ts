/** Sums of an indicator by child place and in all: `/api/tallies`. */
import { holdsDims } from '@doorstep/ledger';
import { TalliesSchema, type Answer } from '@doorstep/sync';
import { ask } from '../shell/ask';

export interface Selection {
  place: string;
  indicator: string;
  /** With all of these dims; undefined: whatever they are. */
  dims: string | undefined;
  /** First and last day; `from` undefined: from the beginning. */
  from: string | undefined;
  to: string;
  /** Known at this instant; undefined: now. */
  knownAtMs: number | undefined;
}

export interface Parts {
  knownAtMs: number;
  /** The figure. */
  total: number;
  /** What each child place gives to it; what is left is the place's own ledger's. */
  byPlace: Map<string, number>;
}

async function sumBy(
  by: 'place' | 'indicator',
  { place, indicator, dims, from, to, knownAtMs }: Selection,
) {
  const answer = await ask(
    '/api/tallies',
    { place, indicator, from, to, known: knownAtMs, by },
    TalliesSchema,
  );
  if (!answer.ok) return answer;
  const rows = answer.value.rows.filter(
    (row) => row.indicator === indicator && (dims === undefined || holdsDims(row.dims, dims)),
  );
  return { ok: true as const, value: { ...answer.value, rows } };
}

/** A figure and the sums it is made of. */
export async function partsOf(selection: Selection): Promise<Answer<Parts>> {
  const [all, split] = await Promise.all([
    sumBy('indicator', selection),
    sumBy('place', selection),
  ]);
  if (!all.ok) return all;
  if (!split.ok) return split;
  const byPlace = new Map<string, number>();
  for (const { place, n } of split.value.rows) {
    if (place !== undefined) byPlace.set(place, (byPlace.get(place) ?? 0) + n);
  }
  const total = all.value.rows.reduce((sum, { n }) => sum + n, 0);
  return { ok: true, value: { knownAtMs: all.value.knownAtMs, total, byPlace } };
}
