/**
 * Figures of the places of a level over some days, or day by day, a few places at a time: what is
 * held of a long table is the rows on their way. A flow is counted on its days; a stock is what
 * stands at the end of the last of them.
 */
import { addDays, DAY_MS, indicatorNamed, type PlaceCode } from '@doorstep/ledger';
import {
  TABLE_ROWS_MAX,
  type FigureKey,
  type FigureRow,
  type FigureTable,
  type Grain,
} from '@doorstep/sync';
import { knownAt } from '../brief';
import type { Queries } from '../store';
import type { SumRow } from '../store/tally';
import { placesWithin, reporting, sumsAt, type Within } from './grain';

export interface FiguresQuery {
  place: PlaceCode;
  grain: Grain;
  /** Days, both included. */
  from?: string;
  to: string;
  /** As known at this instant (to the hour); otherwise as known now. */
  knownAtMs?: number;
  nowMs: number;
  indicators: readonly string[];
  /** A row a place and day instead of a place. */
  daily: boolean;
}

export interface Figures {
  head: Omit<FigureTable, 'rows'>;
  /** By place, then by day; walked once. */
  rows: AsyncIterable<FigureRow[]>;
}

/** What a long table asks the database for at once. */
const CELLS_PER_QUERY = 20_000;

/** Rows that fit neither a browser nor a person's patience. */
export class TooManyRows extends Error {
  constructor() {
    super('too many rows');
  }
}

interface Asked {
  heardBefore: number | undefined;
  to: string;
  from: string | undefined;
  keys: readonly FigureKey[];
  indicators: readonly string[];
}

const keyText = ({ indicator, dims }: Pick<SumRow, 'indicator' | 'dims'>): string =>
  `${indicator}|${dims}`;
const isStock = (indicator: string): boolean => indicatorNamed(indicator)?.measure === 'stock';

/** Sums of these places: flows from the first day on, stocks from the beginning. */
async function sumsFor(
  db: Queries,
  some: readonly PlaceCode[],
  { from, to, heardBefore, indicators }: Omit<Asked, 'keys'>,
  by: readonly ('place' | 'day')[],
): Promise<SumRow[]> {
  const ask = (of: readonly string[], since: string | undefined): Promise<SumRow[]> =>
    of.length === 0
      ? Promise.resolve([])
      : sumsAt(db, some, {
          by: [...by, 'indicator', 'dims'],
          from: since,
          to,
          heardBefore,
          indicators: of,
        });
  const [flows, stocks] = await Promise.all([
    ask(
      indicators.filter((one) => !isStock(one)),
      from,
    ),
    ask(indicators.filter(isStock), undefined),
  ]);
  return [...flows, ...stocks];
}

/** What was counted at all, each once. */
function keysOf(sums: readonly SumRow[]): FigureKey[] {
  const keys = new Map(
    sums.map((row) => [keyText(row), { indicator: row.indicator!, dims: row.dims! }]),
  );
  return [...keys.values()];
}

const firstDay = (sums: readonly SumRow[], otherwise: string): string =>
  sums.reduce((first, { day = first }) => (day < first ? day : first), otherwise);

const zeros = (keys: readonly FigureKey[]): number[] => keys.map(() => 0);

/** One row for each place. */
function placeRows(
  some: readonly PlaceCode[],
  sums: readonly SumRow[],
  keys: readonly FigureKey[],
) {
  const at = new Map(keys.map((key, i) => [keyText(key), i]));
  const rows = new Map(some.map((place): [string, FigureRow] => [place, [place, '', zeros(keys)]]));
  for (const row of sums) {
    const key = at.get(keyText(row));
    if (key !== undefined) rows.get(row.place!)![2][key] = row.n;
  }
  return [...rows.values()];
}

/** The days of a period, both included, for so many places. @throws TooManyRows before any is made */
function daysBetween(from: string, to: string, over: number): string[] {
  const length = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1);
  if (length * Math.max(1, over) > TABLE_ROWS_MAX) throw new TooManyRows();
  return Array.from({ length }, (_, i) => addDays(from, i));
}

/** One row for each place and day; what stands goes on standing from day to day. */
function dayRows(
  some: readonly PlaceCode[],
  sums: readonly SumRow[],
  keys: readonly FigureKey[],
  days: readonly string[],
): FigureRow[] {
  const stocks = keys.flatMap(({ indicator }, i) => (isStock(indicator) ? [i] : []));
  const at = new Map(keys.map((key, i) => [keyText(key), i]));
  const changes = new Map(some.map((place) => [place, new Map<string, number[]>()]));
  for (const row of sums) {
    const key = at.get(keyText(row));
    if (key === undefined) continue;
    const ofPlace = changes.get(row.place!)!;
    // Whatever came before the first day stands on it.
    const day = row.day! < days[0]! ? '' : row.day!;
    const n = ofPlace.get(day) ?? zeros(keys);
    n[key]! += row.n;
    ofPlace.set(day, n);
  }
  return some.flatMap((place) => {
    const ofPlace = changes.get(place)!;
    const level = ofPlace.get('') ?? zeros(keys);
    return days.map((day): FigureRow => {
      const n = [...(ofPlace.get(day) ?? zeros(keys))];
      for (const key of stocks) n[key] = level[key]! += n[key]!;
      return [place, day, n];
    });
  });
}

/** Places something was ever counted in or that should report. */
async function placesInUse(
  db: Queries,
  query: FiguresQuery,
  { places, counties }: Within,
  heardBefore: number | undefined,
): Promise<PlaceCode[]> {
  const [counted, villages] = await Promise.all([
    sumsAt(db, places, { by: ['place'], to: query.to, heardBefore, indicators: query.indicators }),
    reporting(db, query.place, counties),
  ]);
  const digits = places[0]?.length ?? 0;
  const used = new Set([
    ...counted.map((row) => row.place!),
    ...villages.map(({ place }) => place.slice(0, digits)),
  ]);
  return places.filter((place) => used.has(place));
}

async function* inBatches(
  db: Queries,
  over: readonly PlaceCode[],
  asked: Asked,
  days: readonly string[] | undefined,
): AsyncGenerator<FigureRow[]> {
  const cells = Math.max(1, asked.keys.length) * (days?.length ?? 1);
  const size = Math.max(1, Math.floor(CELLS_PER_QUERY / cells));
  for (let from = 0; from < over.length; from += size) {
    const some = over.slice(from, from + size);
    const sums = await sumsFor(db, some, asked, days ? ['place', 'day'] : ['place']);
    yield days ? dayRows(some, sums, asked.keys, days) : placeRows(some, sums, asked.keys);
  }
}

/**
 * @returns undefined for an unknown place
 * @throws TooManyRows before anything is answered
 */
export async function figures(db: Queries, query: FiguresQuery): Promise<Figures | undefined> {
  const { place, to, indicators, daily } = query;
  const within = await placesWithin(db, place, query.grain);
  if (!within) return undefined;
  const { heardBefore, knownAtMs } = knownAt(query.knownAtMs, query.nowMs);
  const asked = { to, from: query.from, heardBefore, indicators };
  const own = await sumsFor(db, [place], asked, daily ? ['day'] : []);
  const keys = keysOf(own);
  const over = daily ? await placesInUse(db, query, within, heardBefore) : within.places;
  const from = query.from ?? (daily ? firstDay(own, to) : undefined);
  if (over.length > TABLE_ROWS_MAX) throw new TooManyRows();
  const days = daily ? daysBetween(from!, to, over.length) : undefined;
  return {
    head: { knownAtMs, from: from ?? '', to, keys },
    rows: inBatches(db, over, { ...asked, keys }, days),
  };
}
