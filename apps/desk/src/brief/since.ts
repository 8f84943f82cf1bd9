/** Which figures of a sent report moved, and why: what the server explained, put together by figure. Pure. */
import { CAUSES, type Cause } from '@doorstep/ledger';
import { figureAt, type Moved, type SentReport, type Why } from '@doorstep/sync';

/** Up to the day of the report, and on it. */
export interface Amount {
  total: number;
  day: number;
}

/** What one cause did in one ledger. */
export interface PlacePart extends Amount {
  place: string;
  records: number;
  /** The first of the records, by id. */
  entries: string[];
  days: { day: string | null; n: number }[];
}

export interface CausePart extends Amount {
  cause: Cause;
  reason?: string;
  records: number;
  /** Largest first. */
  places: PlacePart[];
}

export interface MovedFigure {
  indicator: string;
  then: Amount;
  change: Amount;
  causes: CausePart[];
}

const amountOf = (days: readonly { day: string | null; n: number }[], on: string): Amount => ({
  total: days.reduce((sum, { n }) => sum + n, 0),
  day: days.reduce((sum, { day, n }) => (day === on ? sum + n : sum), 0),
});

const sumOf = (some: readonly Amount[]): Amount => ({
  total: some.reduce((sum, { total }) => sum + total, 0),
  day: some.reduce((sum, { day }) => sum + day, 0),
});

/** The causes of one figure, each with the ledgers it lies in. */
function causesOf(whys: readonly Why[], indicator: string, on: string): CausePart[] {
  const found = new Map<string, Omit<CausePart, keyof Amount>>();
  for (const { place, causes } of whys.flatMap(({ ledgers }) => ledgers)) {
    for (const { cause, reason, figures } of causes) {
      const figure = figures.find((one) => one.indicator === indicator);
      if (!figure) continue;
      const key = `${cause} ${reason ?? ''}`;
      const named = reason === undefined ? { cause } : { cause, reason };
      const part = found.get(key) ?? { ...named, records: 0, places: [] };
      found.set(key, part);
      const { records, entries, days } = figure;
      part.records += records;
      part.places.push({ place, records, entries, days, ...amountOf(days, on) });
    }
  }
  const size = ({ total, day }: Amount): number => Math.abs(total) || Math.abs(day);
  return [...found.values()]
    .map((part) => ({
      ...part,
      ...sumOf(part.places),
      places: part.places.sort((a, b) => size(b) - size(a) || (a.place < b.place ? -1 : 1)),
    }))
    .sort((a, b) => CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause));
}

/** What the server said at first, of the places not explained yet. */
const movedIn = (moved: readonly Moved[], i: number): Amount =>
  sumOf(moved.map(({ figures }) => figureAt(figures, i)));

/**
 * Every figure that moved, in the order of the report.
 * @param whys by place: where a place is explained, what was explained counts
 */
export function movedFigures(report: SentReport, whys: ReadonlyMap<string, Why>): MovedFigure[] {
  const open = report.now.moved.filter(({ place }) => !whys.has(place));
  const explained = [...whys.values()];
  return report.figures.flatMap(({ indicator, total, day }, i) => {
    const causes = causesOf(explained, indicator, report.day);
    const change = sumOf([...causes, movedIn(open, i)]);
    const isMoved = change.total !== 0 || change.day !== 0 || causes.length > 0;
    return isMoved ? [{ indicator, then: { total, day }, change, causes }] : [];
  });
}

/** Days of all places of a cause, latest first; null for days before the day before. */
export function daysOf({ places }: CausePart): { day: string | null; n: number }[] {
  const sums = new Map<string | null, number>();
  for (const { day, n } of places.flatMap(({ days }) => days))
    sums.set(day, (sums.get(day) ?? 0) + n);
  return [...sums]
    .map(([day, n]) => ({ day, n }))
    .filter(({ n }) => n !== 0)
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1));
}
