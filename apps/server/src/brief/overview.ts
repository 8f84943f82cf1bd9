/**
 * The desk's first screen in one answer: per child place how far the open rounds are, what is owed
 * and since when nothing was heard, and the area's leading figures by day. Figures are as known at
 * the hour asked for; what is owed is always as of now, for absence is not recorded but derived.
 */
import { addDays, dimsOf, instantOf, type PlaceCode } from '@doorstep/ledger';
import { foldHead, obligation, type Queries } from '../store';
import type { PlaceObligation } from '../store/obligation';
import type { SumRow } from '../store/tally';
import { areaOf, sumsOf, type Area } from './area';
import { knownAt } from './known';
import { addedUp, childFinder } from './owed';
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
  'visits.round_reached',
  'visits.person_times',
  'visits.fevers',
];

/** Total and day's sums by place and indicator (with dims where they matter). */
type Sums = Map<string, Count>;

const keyOf = (row: SumRow): string => `${row.place}|${row.indicator}|${row.dims}`;

function merged(totals: readonly SumRow[], onDay: readonly SumRow[]): Sums {
  const sums: Sums = new Map();
  for (const row of totals) sums.set(keyOf(row), { total: row.n, day: 0 });
  for (const row of onDay) {
    const key = keyOf(row);
    sums.set(key, { total: sums.get(key)?.total ?? 0, day: row.n });
  }
  return sums;
}

/** A village that should report: it did before, or work is open in it. */
interface Reporting extends Silent {
  child: PlaceCode;
  heard: boolean;
}

async function reportingVillages(
  db: Queries,
  area: Area,
  day: string,
  open: readonly PlaceObligation[],
): Promise<Reporting[]> {
  const rows = await foldHead.heard(db, area.counties, area.self.code);
  const heardAtMs = new Map(rows.map((one) => [one.place, one.heardAtMs]));
  const isOpen = new Set(open.map(({ place }) => place));
  const childOf = childFinder(area);
  return area.villages
    .map(({ code }) => ({
      place: code,
      child: childOf(code),
      lastHeardMs: heardAtMs.get(code) || null,
    }))
    .filter(({ place, lastHeardMs }) => lastHeardMs !== null || isOpen.has(place))
    .map((one) => ({
      ...one,
      heard: one.lastHeardMs !== null && one.lastHeardMs >= instantOf(day),
    }));
}

function roundsOf(place: PlaceCode, owed: readonly Owed[], sums: Sums): RoundProgress[] {
  const missing = new Map<string, number>();
  for (const one of owed) {
    if (one.kind === 'reach') missing.set(one.about, (missing.get(one.about) ?? 0) + one.count);
  }
  return [...missing].map(([round, count]) => ({
    round,
    reached: sums.get(`${place}|visits.round_reached|${dimsOf({ round })}`)?.total ?? 0,
    missing: count,
  }));
}

function rowOf(
  place: PlaceCode,
  sums: Sums,
  owed: readonly Owed[],
  villages: readonly Reporting[],
  nowMs: number,
): OverviewRow {
  const countOf = (indicator: string, dims = ''): Count =>
    sums.get(`${place}|${indicator}|${dims}`) ?? { total: 0, day: 0 };
  const countOwed = (some: readonly Owed[]): number =>
    some.reduce((sum, one) => sum + one.count, 0);
  const lastHeardMs = Math.max(0, ...villages.map((one) => one.lastHeardMs ?? 0));
  return {
    place,
    households: countOf('register.households').total,
    householdsStated: countOf('register.households_stated', dimsOf({ basis: 'registered' })).total,
    rounds: roundsOf(place, owed, sums),
    personTimes: countOf('visits.person_times'),
    fevers: countOf('visits.fevers'),
    due: countOwed(owed),
    overdue: countOwed(owed.filter(({ dueAtMs }) => dueAtMs <= nowMs)),
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
  const from = addDays(day, 1 - SERIES_DAYS);
  const query = { to: day, heardBefore, indicators: LEADING_INDICATORS };
  const [totals, byDay] = await Promise.all([
    sumsOf(db, [self.code], { ...query, by: ['indicator'] }),
    sumsOf(db, [self.code], { ...query, from, by: ['indicator', 'day'] }),
  ]);
  const days = Array.from({ length: SERIES_DAYS }, (_, i) => addDays(from, i));
  return LEADING_INDICATORS.map((indicator) => {
    const nOf = (on: string) =>
      byDay.find((row) => row.indicator === indicator && row.day === on)?.n ?? 0;
    const total = totals.find((row) => row.indicator === indicator)?.n ?? 0;
    return { indicator, total, day: nOf(day), series: days.map((on) => ({ day: on, n: nOf(on) })) };
  });
}

/** @returns undefined for an unknown place */
export async function overview(db: Queries, query: OverviewQuery): Promise<Overview | undefined> {
  const area = await areaOf(db, query.place);
  if (!area) return undefined;
  const { day, nowMs } = query;
  const { heardBefore, knownAtMs } = knownAt(query.knownAtMs, nowMs);
  const places = [query.place, ...area.children.map(({ code }) => code)];
  const rowQuery = {
    to: day,
    heardBefore,
    indicators: ROW_INDICATORS,
    by: ['place', 'indicator', 'dims'] as const,
  };
  const open = await obligation.within(db, area.counties, query.place);
  const [totals, onDay, figures, villages] = await Promise.all([
    sumsOf(db, places, rowQuery),
    sumsOf(db, places, { ...rowQuery, from: day }),
    leadingFigures(db, area, day, heardBefore),
    reportingVillages(db, area, day, open),
  ]);
  const sums = merged(totals, onDay);
  const owed = addedUp(open, childFinder(area));
  const rowFor = (place: PlaceCode): OverviewRow =>
    rowOf(
      place,
      sums,
      owed.filter((one) => one.place === place),
      villages.filter((one) => one.child === place),
      nowMs,
    );
  const children = area.children.map(({ code }) => rowFor(code));
  const silent = villages
    .filter(({ heard }) => !heard)
    .map(({ place, lastHeardMs }) => ({ place, lastHeardMs }))
    .sort((a, b) => (a.lastHeardMs ?? 0) - (b.lastHeardMs ?? 0) || (a.place < b.place ? -1 : 1));
  return {
    place: query.place,
    day,
    knownAtMs,
    nowMs,
    self: rowOf(query.place, sums, owed, villages, nowMs),
    children,
    figures,
    owed,
    silent,
  };
}
