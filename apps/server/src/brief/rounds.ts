/** The rounds that concern an area, opened by the offices above it, of it or within it: `GET /api/rounds`. */
import { ancestorsOf, createFold, isWithin, VOID, type PlaceCode } from '@doorstep/ledger';
import { ledger, places, reports, type Queries } from '../store';
import { isOffice } from '../folder/roll-step';
import type { RoundInfo } from '@doorstep/sync';

async function roundsOf(
  db: Queries,
  office: PlaceCode,
): Promise<(RoundInfo & { scope: string[] })[]> {
  const fold = createFold(office);
  fold.add(await reports.entriesOf(db, office, ['round.opened', 'round.closed', VOID]));
  return [...fold.place.state.visits.rounds.values()].map(
    ({ round, title, opens, closes, closed, scope }) => ({
      round,
      title,
      opens,
      closes,
      closed: closed ?? null,
      by: office,
      scope,
    }),
  );
}

/** Latest opened first. */
export async function rounds(db: Queries, place: PlaceCode): Promise<RoundInfo[]> {
  const within = (await places.under(db, place)).map(({ code }) => code).filter(isOffice);
  const heads = await ledger.heads(db, [...ancestorsOf(place), ...within]);
  const found = (await Promise.all(heads.map((one) => roundsOf(db, one.place)))).flat();
  return found
    .filter(({ scope }) => scope.some((code) => isWithin(code, place) || isWithin(place, code)))
    .map(({ scope: _, ...round }) => round)
    .sort((a, b) => (a.opens < b.opens ? 1 : a.opens > b.opens ? -1 : a.round < b.round ? -1 : 1));
}
