/**
 * The day's report in numbers. Every indicator of the catalogue is present, 0 when nothing was
 * counted: a zero report is a report.
 */
import { CATALOGUE, instantOf, type PlaceCode } from '@doorstep/ledger';
import { obligation, places, reports, type Queries } from '../store';
import { isOffice } from '../folder/roll-step';
import { countsOf, sumsOf } from './area';
import { owedThen, sinceThen, viewOf, type View } from './back';
import { overview, type OverviewQuery } from './overview';
import { changesOf, type DayCount } from './stated';
import type { Brief, BriefCount, Overview, PlaceName } from '@doorstep/sync';

export interface Counted {
  /** By indicator. */
  counts: Map<string, DayCount>;
  /** By indicator and dims. */
  byDims: Map<string, Record<string, { total: number; day: number }>>;
}

/** What the place's figures come to: everything within it, as rolled up. */
async function countedIn(
  db: Queries,
  place: PlaceCode,
  day: string,
  heardBefore: number | undefined,
): Promise<Counted> {
  const counted: Counted = { counts: new Map(), byDims: new Map() };
  for (const row of await countsOf(db, [place], { day, heardBefore })) {
    const { indicator, dims, total, day: onDay, before } = row;
    if (total === 0 && onDay === 0 && before === 0) continue;
    const count = counted.counts.get(indicator) ?? { total: 0, day: 0, before: 0 };
    counted.counts.set(indicator, {
      total: count.total + total,
      day: count.day + onDay,
      before: count.before + before,
    });
    if (total === 0 && onDay === 0) continue;
    const byDims = counted.byDims.get(indicator) ?? {};
    counted.byDims.set(indicator, { ...byDims, [dims]: { total, day: onDay } });
  }
  return counted;
}

const indicatorsOf = ({ counts, byDims }: Counted): Record<string, BriefCount> =>
  Object.fromEntries(
    CATALOGUE.map(({ id, dims }) => {
      const { total, day } = counts.get(id) ?? { total: 0, day: 0 };
      return [id, dims.length > 0 ? { total, day, byDims: byDims.get(id) ?? {} } : { total, day }];
    }),
  );

/** Offices one level below, with villages that report, whose report of the day was not there. */
async function unsentBelow(
  db: Queries,
  { children, day, knownAtMs }: Overview,
): Promise<PlaceCode[]> {
  const offices = children
    .filter(({ place, villages }) => isOffice(place) && villages > 0)
    .map(({ place }) => place);
  const senders = new Set(
    await reports.sendersOf(db, offices, day, { beganMs: instantOf(day), knownAtMs }),
  );
  return offices.filter((office) => !senders.has(office));
}

/** Visits owed by then in villages that were silent. */
async function unheardIn(db: Queries, { silent }: Overview, view: View): Promise<number> {
  const villages = silent.map((one) => one.place);
  const [owed, since] = await Promise.all([
    obligation.countsIn(db, villages, 'reach'),
    sinceThen(view, (query) => sumsOf(db, villages, query)),
  ]);
  return owedThen(owed, since).reduce((sum, { count }) => sum + count, 0);
}

/**
 * @param counted the figures, where they are not to be what is rolled up now
 * @returns undefined for an unknown place
 */
export async function brief(
  db: Queries,
  query: OverviewQuery,
  counted?: Counted,
): Promise<Brief | undefined> {
  const view = await viewOf(db, query);
  const seen = await overview(db, query, view);
  if (!seen) return undefined;
  const { place, day, knownAtMs, self, silent } = seen;
  const named = [place, ...[...seen.children, ...silent].map((one) => one.place)];
  const [found, unsent, unheard, figures] = await Promise.all([
    places.findAll(db, named),
    unsentBelow(db, seen),
    unheardIn(db, seen, view),
    counted ?? countedIn(db, place, day, view.heardBefore),
  ]);
  const rows = new Map(found.map((row) => [row.code, row]));
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
    indicators: indicatorsOf(figures),
    changes: changesOf(figures.counts),
    byChild: seen.children.map((child) => ({ ...child, name: nameOf(child.place) })),
    missing: {
      asOfMs: seen.asOfMs,
      nowMs: seen.nowMs,
      rounds: self.rounds,
      due: self.due,
      overdue: self.overdue,
      untold: self.untold,
      unheard,
      villages: self.villages,
      silent: silent.map((one) => ({ ...one, name: nameOf(one.place) })),
      lastHeardMs: self.lastHeardMs,
      unsent: unsent.map((office) => ({ place: office, name: nameOf(office) })),
    },
  };
}
