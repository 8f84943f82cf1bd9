/**
 * The desk's first screen in one answer: per child place how far the open rounds are, what is owed
 * and since when nothing was heard, and the area's leading figures by day. All of it is as known at
 * the hour asked for, up to the day asked for; only whom to tell in their language is as of now.
 */
import { addDays, dimsOf, instantOf, type PlaceCode } from '@doorstep/ledger';
import { foldHead, type Queries } from '../store';
import { areaOf, countsOf, sumsOf, type Area } from './area';
import { owedThen, REACHED, sinceThen, viewOf, type View } from './back';
import { childFinder, owedIn } from './owed';
import type {
  Count,
  Figure,
  Overview,
  OverviewRow,
  Owed,
  RoundProgress,
  Silent,
} from '@doorstep/sync';

/** The six figures the desk leads with. */
const LEADING_INDICATORS = [
  'visits.person_times',
  'visits.households_reached',
  'visits.fevers',
  'visits.nobody_home',
  'visits.refused',
  'duty.cadres',
] as const;
const SERIES_DAYS = 14;

export interface OverviewQuery {
  place: PlaceCode;
  day: string;
  /** As known at this instant (to the hour); otherwise as known now. */
  knownAtMs?: number;
  nowMs: number;
}

const ROW_INDICATORS = [
  'register.households',
  'register.households_stated',
  REACHED,
  'visits.person_times',
  'visits.fevers',
];

/** Counts by place, indicator and dims. */
type Sums = Map<string, Count>;

async function knownOf(
  db: Queries,
  { self, children }: Area,
  query: { day: string; heardBefore: number | undefined },
): Promise<Sums> {
  const shown = [self, ...children].map(({ code }) => code);
  const rows = await countsOf(db, shown, { ...query, indicators: ROW_INDICATORS });
  return new Map(rows.map((row) => [`${row.place}|${row.indicator}|${row.dims}`, row]));
}

/** What is owed per child place and by the place itself; households are only owed visits below offices. */
async function owedBy(db: Queries, area: Area, view: View): Promise<Owed[]> {
  const { self, children } = area;
  const below = (children.length > 0 ? children : [self]).map(({ code }) => code);
  const [owed, since] = await Promise.all([
    owedIn(db, area),
    sinceThen(view, (query) => sumsOf(db, below, query)),
  ]);
  return owedThen(owed, since);
}

/** A village that should report: it did before, or work is open in it. */
interface Reporting extends Silent {
  child: PlaceCode;
  heard: boolean;
}

const VILLAGE = /^\d{12}$/;

async function reportingVillages(db: Queries, area: Area, view: View): Promise<Reporting[]> {
  const rows = await foldHead.heard(db, area.counties, area.self.code, view);
  const childOf = childFinder(area);
  const beganMs = instantOf(view.day);
  return rows
    .filter(({ place, heardAtMs, isOpen }) => VILLAGE.test(place) && (heardAtMs > 0 || isOpen))
    .map(({ place, heardAtMs }) => ({
      place,
      child: childOf(place),
      lastHeardMs: heardAtMs || null,
      heard: heardAtMs >= beganMs,
    }));
}

function roundsOf(place: PlaceCode, owed: readonly Owed[], then: Sums): RoundProgress[] {
  const missing = new Map<string, number>();
  for (const one of owed) {
    if (one.kind === 'reach') missing.set(one.about, (missing.get(one.about) ?? 0) + one.count);
  }
  return [...missing].map(([round, count]) => {
    const reached = then.get(`${place}|${REACHED}|${dimsOf({ round })}`)?.total ?? 0;
    return { round, reached, missing: count };
  });
}

function rowOf(
  place: PlaceCode,
  then: Sums,
  owed: readonly Owed[],
  villages: readonly Reporting[],
  asOfMs: number,
): OverviewRow {
  const countOf = (indicator: string, dims = ''): Count => {
    const { total = 0, day = 0 } = then.get(`${place}|${indicator}|${dims}`) ?? {};
    return { total, day };
  };
  const countOwed = (some: readonly Owed[]): number =>
    some.reduce((sum, one) => sum + one.count, 0);
  const toReach = owed.filter(({ kind }) => kind === 'reach');
  const lastHeardMs = Math.max(0, ...villages.map((one) => one.lastHeardMs ?? 0));
  return {
    place,
    households: countOf('register.households').total,
    householdsStated: countOf('register.households_stated', dimsOf({ basis: 'registered' })).total,
    rounds: roundsOf(place, owed, then),
    personTimes: countOf('visits.person_times'),
    fevers: countOf('visits.fevers'),
    due: countOwed(toReach),
    overdue: countOwed(toReach.filter(({ dueAtMs }) => dueAtMs <= asOfMs)),
    untold: countOwed(owed.filter(({ kind }) => kind === 'tell')),
    villages: villages.length,
    villagesHeard: villages.filter(({ heard }) => heard).length,
    lastHeardMs: lastHeardMs || null,
  };
}

async function leadingFigures(
  db: Queries,
  { self }: Area,
  day: string,
  heardBefore: number | undefined,
): Promise<Figure[]> {
  const query = { to: day, heardBefore, indicators: LEADING_INDICATORS };
  const rows = await sumsOf(db, [self.code], { ...query, by: ['indicator', 'day'] });
  const first = addDays(day, 1 - SERIES_DAYS);
  const days = Array.from({ length: SERIES_DAYS }, (_, i) => addDays(first, i));
  return LEADING_INDICATORS.map((indicator) => {
    const byDay = new Map(
      rows.filter((row) => row.indicator === indicator).map((row) => [row.day!, row.n]),
    );
    const series = days.map((on) => ({ day: on, n: byDay.get(on) ?? 0 }));
    const total = [...byDay.values()].reduce((sum, n) => sum + n, 0);
    return { indicator, total, day: byDay.get(day) ?? 0, series };
  });
}

const listed = (villages: readonly Reporting[]): Silent[] =>
  villages
    .filter(({ heard }) => !heard)
    .map(({ place, lastHeardMs }) => ({ place, lastHeardMs }))
    .sort((a, b) => (a.lastHeardMs ?? 0) - (b.lastHeardMs ?? 0) || (a.place < b.place ? -1 : 1));

/**
 * @param seenFrom where that is known already
 * @returns undefined for an unknown place
 */
export async function overview(
  db: Queries,
  query: OverviewQuery,
  seenFrom?: View,
): Promise<Overview | undefined> {
  const { place, day, nowMs } = query;
  const [area, view] = await Promise.all([areaOf(db, place), seenFrom ?? viewOf(db, query)]);
  if (!area) return undefined;
  const { heardBefore, knownAtMs, asOfMs } = view;
  const [then, figures, villages, owed] = await Promise.all([
    knownOf(db, area, { day, heardBefore }),
    leadingFigures(db, area, day, heardBefore),
    reportingVillages(db, area, view),
    owedBy(db, area, view),
  ]);
  const rowFor = (child: PlaceCode): OverviewRow =>
    rowOf(
      child,
      then,
      owed.filter((one) => one.place === child),
      villages.filter((one) => one.child === child),
      asOfMs,
    );
  return {
    place,
    day,
    knownAtMs,
    asOfMs,
    nowMs,
    self: rowOf(place, then, owed, villages, asOfMs),
    children: area.children.map(({ code }) => rowFor(code)),
    figures,
    owed,
    silent: listed(villages),
  };
}
