/** How the places of a level stood by a day: how far the rounds were, what they owed, since when nothing was heard. */
import { HOUR_MS, instantOf, type PlaceCode } from '@doorstep/ledger';
import type { Grain, Owed, Standing, StandingRow } from '@doorstep/sync';
import { owedThen, REACHED, sinceThen, viewOf } from '../brief/back';
import { obligation, type Queries } from '../store';
import { DIGITS, placesWithin, reporting, sumsAt } from './grain';

export interface StandingQuery {
  place: PlaceCode;
  grain: Grain;
  day: string;
  /** As known at this instant (to the hour); otherwise as known now. */
  knownAtMs?: number;
  nowMs: number;
}

type Heard = Awaited<ReturnType<typeof reporting>>;

function standingRows(villages: Heard, digits: number, beganMs: number): StandingRow[] {
  const rows = new Map<PlaceCode, StandingRow>();
  for (const { place, heardAtMs } of villages) {
    const code = place.slice(0, digits);
    const row = rows.get(code) ?? { place: code, villages: 0, villagesHeard: 0, lastHeardMs: null };
    row.villages += 1;
    row.villagesHeard += heardAtMs >= beganMs ? 1 : 0;
    if (heardAtMs > (row.lastHeardMs ?? 0)) row.lastHeardMs = heardAtMs;
    rows.set(code, row);
  }
  return [...rows.values()];
}

async function owedRows(
  db: Queries,
  counties: readonly string[],
  { place, grain }: StandingQuery,
): Promise<Owed[]> {
  const rows = await obligation.within(db, counties, place, { digits: DIGITS[grain] });
  return rows.map(({ area, module, kind, about, dueHour, count }) => ({
    place: area,
    module,
    kind,
    about,
    dueAtMs: dueHour * HOUR_MS,
    count,
  }));
}

/** @returns undefined for an unknown place */
export async function standing(db: Queries, query: StandingQuery): Promise<Standing | undefined> {
  const { place, grain, day, nowMs } = query;
  const [within, view] = await Promise.all([placesWithin(db, place, grain), viewOf(db, query)]);
  if (!within) return undefined;
  const { counties } = within;
  const { heardBefore, knownAtMs, asOfMs } = view;
  const [villages, owed, since, reached] = await Promise.all([
    reporting(db, place, counties, view),
    owedRows(db, counties, query),
    sinceThen(view, (asked) => sumsAt(db, within.places, asked)),
    sumsAt(db, within.places, {
      by: ['place', 'dims'],
      to: day,
      heardBefore,
      indicators: [REACHED],
    }),
  ]);
  return {
    knownAtMs,
    asOfMs,
    nowMs,
    places: standingRows(villages, DIGITS[grain], instantOf(day)),
    owed: owedThen(owed, since),
    reached: reached.map((row) => ({
      place: row.place!,
      round: row.dims!.replace('round=', ''),
      n: row.n,
    })),
  };
}
