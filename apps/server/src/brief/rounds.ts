/** The rounds that concern an area, opened by the offices above it, of it or within it: `GET /api/rounds`. */
import {
  createFold,
  isWithin,
  type PlaceCode,
  type RoundBody,
  type Stored,
} from '@doorstep/ledger';
import { reports, type Queries } from '../store';
import type { RoundInfo } from '@doorstep/sync';

interface Opened extends RoundInfo {
  scope: string[];
  /** When it came to be known of: the receipt of its opening, however it was corrected since. */
  openedAtMs: number;
}

/** By round: the first receipt of an entry that opens it. */
function firstReceipts(entries: readonly Stored[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { entry, receivedAt } of entries) {
    if (entry.kind !== 'round.opened') continue;
    const { round } = entry.body as RoundBody;
    first.set(round, Math.min(first.get(round) ?? Infinity, Date.parse(receivedAt)));
  }
  return first;
}

function roundsOf(office: PlaceCode, entries: readonly Stored[]): Opened[] {
  const fold = createFold(office);
  fold.add(entries);
  const receipts = firstReceipts(entries);
  return [...fold.place.state.visits.rounds.values()].map(
    ({ round, title, opens, closes, closed, scope }) => ({
      round,
      title,
      opens,
      closes,
      closed: closed ?? null,
      by: office,
      scope,
      openedAtMs: receipts.get(round)!,
    }),
  );
}

/** What of a round's opening, or of one of its corrections, is asked about. */
type Asked = (opening: { opens: string; openedAtMs: number }) => boolean;

const isAbout =
  (asked: Asked) =>
  ({ entry, receivedAt }: Stored): boolean =>
    entry.kind === 'round.opened' &&
    asked({ opens: (entry.body as RoundBody).opens, openedAtMs: Date.parse(receivedAt) });

/** Those that concern a place and are asked about, in one statement; other offices' are not folded. */
async function openedAround(
  db: Queries,
  place: PlaceCode,
  asked: Asked = () => true,
): Promise<Opened[]> {
  const byOffice = new Map<PlaceCode, Stored[]>();
  for (const { place: office, stored } of await reports.roundsAround(db, place)) {
    const entries = byOffice.get(office);
    if (entries) entries.push(stored);
    else byOffice.set(office, [stored]);
  }
  return [...byOffice]
    .filter(([, entries]) => entries.some(isAbout(asked)))
    .flatMap(([office, entries]) => roundsOf(office, entries))
    .filter(asked)
    .filter(({ scope }) => scope.some((code) => isWithin(code, place) || isWithin(place, code)));
}

/** Latest opened first. */
export async function rounds(db: Queries, place: PlaceCode): Promise<RoundInfo[]> {
  return (await openedAround(db, place))
    .map(({ scope: _, openedAtMs: __, ...round }) => round)
    .sort((a, b) => (a.opens < b.opens ? 1 : a.opens > b.opens ? -1 : a.round < b.round ? -1 : 1));
}

/** Those that had not begun: they were to begin after the day, or nobody had opened them by then. */
export async function begunAfter(
  db: Queries,
  place: PlaceCode,
  { day, asOfMs }: { day: string; asOfMs: number },
): Promise<string[]> {
  const later: Asked = ({ opens, openedAtMs }) => opens > day || openedAtMs >= asOfMs;
  return (await openedAround(db, place, later)).map(({ round }) => round);
}
