/**
 * The day's report in numbers. Every indicator of the catalogue is present, 0 when nothing was
 * counted: a zero report is a report.
 */
import { CATALOGUE, type PlaceCode } from '@doorstep/ledger';
import { places, type Queries } from '../store';
import { sumsOf } from './area';
import { knownAt } from './known';
import { overview, type OverviewQuery } from './overview';
import type { Brief, BriefCount, Count, PlaceName } from '@doorstep/sync';

async function indicatorsOf(
  db: Queries,
  place: PlaceCode,
  day: string,
  heardBefore: number | undefined,
): Promise<Record<string, BriefCount>> {
  const by = ['indicator', 'dims'] as const;
  const [totals, onDay] = await Promise.all([
    sumsOf(db, [place], { to: day, heardBefore, by }),
    sumsOf(db, [place], { from: day, to: day, heardBefore, by }),
  ]);
  const counts: Record<string, BriefCount> = {};
  for (const { id, dims } of CATALOGUE)
    counts[id] = dims.length > 0 ? { total: 0, day: 0, byDims: {} } : { total: 0, day: 0 };
  const note = (rows: typeof totals, measure: keyof Count): void => {
    for (const { indicator = '', dims = '', n } of rows) {
      const count = counts[indicator];
      if (!count) continue;
      count[measure] += n;
      if (count.byDims) (count.byDims[dims] ??= { total: 0, day: 0 })[measure] += n;
    }
  };
  note(totals, 'total');
  note(onDay, 'day');
  return counts;
}

/** @returns undefined for an unknown place */
export async function brief(db: Queries, query: OverviewQuery): Promise<Brief | undefined> {
  const seen = await overview(db, query);
  if (!seen) return undefined;
  const { place, day, knownAtMs, self, silent } = seen;
  const { heardBefore } = knownAt(query.knownAtMs, query.nowMs);
  const rows = new Map((await places.under(db, place)).map((row) => [row.code, row]));
  const nameOf = (code: PlaceCode): PlaceName => {
    const { zh, ko, en } = rows.get(code)!;
    return { zh, ko, en };
  };
  return {
    place,
    name: nameOf(place),
    level: rows.get(place)!.level,
    day,
    knownAtMs,
    indicators: await indicatorsOf(db, place, day, heardBefore),
    byChild: seen.children.map((child) => ({ ...child, name: nameOf(child.place) })),
    missing: {
      asOfMs: query.nowMs,
      rounds: self.rounds,
      due: self.due,
      overdue: self.overdue,
      villages: self.villages,
      silent: silent.map((one) => ({ ...one, name: nameOf(one.place) })),
      lastHeardMs: self.lastHeardMs,
    },
  };
}
