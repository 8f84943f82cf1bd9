/**
 * The day's report in numbers. Every indicator of the catalogue is present, 0 when nothing was
 * counted: a zero report is a report.
 */
import { CATALOGUE, type PlaceCode } from '@doorstep/ledger';
import { places, type Queries } from '../store';
import { countsOf } from './area';
import { knownAt } from './known';
import { overview, type OverviewQuery } from './overview';
import type { Brief, BriefCount, PlaceName } from '@doorstep/sync';

async function indicatorsOf(
  db: Queries,
  place: PlaceCode,
  day: string,
  heardBefore: number | undefined,
): Promise<Record<string, BriefCount>> {
  const counts: Record<string, BriefCount> = {};
  for (const { id, dims } of CATALOGUE)
    counts[id] = dims.length > 0 ? { total: 0, day: 0, byDims: {} } : { total: 0, day: 0 };
  for (const { indicator, dims, total, day: onDay } of await countsOf(db, [place], {
    day,
    heardBefore,
  })) {
    const count = counts[indicator];
    if (!count || (total === 0 && onDay === 0)) continue;
    count.total += total;
    count.day += onDay;
    if (count.byDims) count.byDims[dims] = { total, day: onDay };
  }
  return counts;
}

/** @returns undefined for an unknown place */
export async function brief(db: Queries, query: OverviewQuery): Promise<Brief | undefined> {
  const seen = await overview(db, query);
  if (!seen) return undefined;
  const { place, day, knownAtMs, self, silent } = seen;
  const { heardBefore } = knownAt(query.knownAtMs, query.nowMs);
  const named = [place, ...[...seen.children, ...silent].map((one) => one.place)];
  const rows = new Map((await places.findAll(db, named)).map((row) => [row.code, row]));
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
      untold: self.untold,
      villages: self.villages,
      silent: silent.map((one) => ({ ...one, name: nameOf(one.place) })),
      lastHeardMs: self.lastHeardMs,
    },
  };
}
