/**
 * The desk's first screen in one answer: per child place how far the open rounds are, what is owed
 * and since when nothing was heard, and the area's leading figures by day. Figures are as known at
 * the hour asked for, and so is how far a round was; what is owed is always as of now, for absence
 * is not recorded but derived.
 */
import { addDays, dayOf, dimsOf, instantOf, type PlaceCode } from '@doorstep/ledger';
import { foldHead, type Queries } from '../store';
import { areaOf, countsOf, sumsOf, type Area } from './area';
import { knownAt } from './known';
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

const REACHED = 'visits.round_reached';
const ROW_INDICATORS = [
  'register.households',
  'register.households_stated',
  REACHED,
  'visits.person_times',
  'visits.fevers',
];

/** Counts by place, indicator and dims. */
type Sums = Map<string, Count>;

/** As known at the time asked for, up to the day asked for; and today, as known now. */
interface Known {
  then: Sums;
  now: Sums;
}

async function knownOf(
  db: Queries,
  shown: readonly PlaceCode[],
  { day, heardBefore, today }: { day: string; heardBefore: number | undefined; today: string },
): Promise<Known> {
  const summed = async (query: Parameters<typeof countsOf>[2]): Promise<Sums> =>
    new Map(
      (await countsOf(db, shown, query)).map((row) => [
        `${row.place}|${row.indicator}|${row.dims}`,
        row,
      ]),
    );
  const then = await summed({ day, heardBefore, indicators: ROW_INDICATORS });
  if (heardBefore === undefined && day >= today) return { then, now: then };
  const now = await summed({ day: today, heardBefore: undefined, indicators: [REACHED] });
  return { then, now };
}

/** A village that should report: it did before, or work is open in it. */
interface Reporting extends Silent {
  child: PlaceCode;
  heard: boolean;
}

const VILLAGE = /^\d{12}$/;

async function reportingVillages(db: Queries, area: Area, day: string): Promise<Reporting[]> {
  const rows = await foldHead.heard(db, area.counties, area.self.code);
  const childOf = childFinder(area);
  const beganMs = instantOf(day);
  return rows
    .filter(({ place, heardAtMs, isOpen }) => VILLAGE.test(place) && (heardAtMs > 0 || isOpen))
    .map(({ place, heardAtMs }) => ({
      place,
      child: childOf(place),
      lastHeardMs: heardAtMs || null,
      heard: heardAtMs >= beganMs,
    }));
}

/** What was reached at the time asked for, and what was not: owed now, or reached only since. */
function roundsOf(place: PlaceCode, owed: readonly Owed[], { then, now }: Known): RoundProgress[] {
  const missing = new Map<string, number>();
  for (const one of owed) {
    if (one.kind === 'reach') missing.set(one.about, (missing.get(one.about) ?? 0) + one.count);
  }
  return [...missing].map(([round, count]) => {
    const key = `${place}|${REACHED}|${dimsOf({ round })}`;
    const reached = then.get(key)?.total ?? 0;
    const since = (now.get(key)?.total ?? 0) - reached;
    return { round, reached, missing: Math.max(0, count + since) };
  });
}

function rowOf(
  place: PlaceCode,
  known: Known,
  owed: readonly Owed[],
  villages: readonly Reporting[],
  nowMs: number,
): OverviewRow {
  const countOf = (indicator: string, dims = ''): Count => {
    const { total = 0, day = 0 } = known.then.get(`${place}|${indicator}|${dims}`) ?? {};
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
    rounds: roundsOf(place, owed, known),
    personTimes: countOf('visits.person_times'),
    fevers: countOf('visits.fevers'),
    due: countOwed(toReach),
    overdue: countOwed(toReach.filter(({ dueAtMs }) => dueAtMs <= nowMs)),
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

/** @returns undefined for an unknown place */
export async function overview(db: Queries, query: OverviewQuery): Promise<Overview | undefined> {
  const area = await areaOf(db, query.place);
  if (!area) return undefined;
  const { place, day, nowMs } = query;
  const { heardBefore, knownAtMs } = knownAt(query.knownAtMs, nowMs);
  const shown = [place, ...area.children.map(({ code }) => code)];
  const [known, figures, villages, owed] = await Promise.all([
    knownOf(db, shown, { day, heardBefore, today: dayOf(nowMs) }),
    leadingFigures(db, area, day, heardBefore),
    reportingVillages(db, area, day),
    owedIn(db, area),
  ]);
  const rowFor = (child: PlaceCode): OverviewRow =>
    rowOf(
      child,
      known,
      owed.filter((one) => one.place === child),
      villages.filter((one) => one.child === child),
      nowMs,
    );
  return {
    place,
    day,
    knownAtMs,
    nowMs,
    self: rowOf(place, known, owed, villages, nowMs),
    children: area.children.map(({ code }) => rowFor(code)),
    figures,
    owed,
    silent: listed(villages),
  };
}
