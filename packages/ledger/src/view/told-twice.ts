/**
 * What a village told by phone and its own record says again: likely one visit or one broadcast,
 * recorded twice. Both count until a person settles it; the house does not guess (decision 0015). Pure.
 */
import type { Entry } from '../core/entry';
import { pairOf } from '../core/on-behalf';
import type { VillageFold } from '../modules';
import type { Broadcast } from '../publicity/state';
import type { Visit } from '../visits/state';

interface Pair<T> {
  /** The one an office wrote down. */
  told: T;
  other: T;
}

export type ToldTwice =
  | ({ kind: 'visit.recorded' } & Pair<Visit>)
  | ({ kind: 'broadcast.made' } & Pair<Broadcast>);

/** How a thing said twice is known again, and which pairs are known to be two. */
interface Likeness<T> {
  isAlike: (a: T, b: T) => boolean;
  apart: ReadonlySet<string>;
}

const isAlikeVisit = (a: Visit, b: Visit): boolean =>
  a.household === b.household &&
  a.day === b.day &&
  a.body.round === b.body.round &&
  a.body.outcome === b.body.outcome;

/**
 * What is told on the phone is rough: how often, how many copies and which messages may differ, and
 * it names the villagers where the village adds people from outside.
 */
const isAlikeBroadcast = (a: Broadcast, b: Broadcast): boolean =>
  a.day === b.day &&
  a.body.channel === b.body.channel &&
  a.body.language === b.body.language &&
  a.body.audience.some((one) => b.body.audience.includes(one));

type Told = Visit | Broadcast;

const isTold = ({ body }: Told): boolean => body.onBehalf !== undefined;

/** The likeliest first: the village's own record, then the nearest in time. */
const byLikelihood =
  <T extends Told>(told: T) =>
  (a: T, b: T): number =>
    Number(isTold(a)) - Number(isTold(b)) ||
    Math.abs(a.timeMs - told.timeMs) - Math.abs(b.timeMs - told.timeMs) ||
    (a.id < b.id ? -1 : 1);

/** Of each record told by phone the likeliest other one, unless both are known to stand. */
function pairsAmong<T extends Told>(
  records: readonly T[],
  { isAlike, apart }: Likeness<T>,
): Pair<T>[] {
  const found: Pair<T>[] = [];
  const seen = new Set(apart);
  for (const told of records.filter(isTold)) {
    const order = byLikelihood(told);
    const other = records
      .filter((one) => one !== told && isAlike(one, told) && !seen.has(pairOf(one.id, told.id)))
      .reduce<T | undefined>((a, b) => (a && order(a, b) < 0 ? a : b), undefined);
    if (!other) continue;
    seen.add(pairOf(other.id, told.id));
    found.push({ told, other });
  }
  return found;
}

/** Every pair that is likely one, the latest first. */
export function toldTwice(fold: VillageFold): ToldTwice[] {
  const visits = [...fold.dossiers()].flatMap(({ state: { visits: of } }) =>
    pairsAmong(of.visits, { isAlike: isAlikeVisit, apart: of.apart }).map((pair): ToldTwice => ({
      kind: 'visit.recorded',
      ...pair,
    })),
  );
  const { broadcasts, apart } = fold.place.state.publicity;
  const made = pairsAmong(broadcasts, { isAlike: isAlikeBroadcast, apart }).map(
    (pair): ToldTwice => ({ kind: 'broadcast.made', ...pair }),
  );
  return [...visits, ...made].sort(
    (a, b) => b.told.timeMs - a.told.timeMs || (a.told.id < b.told.id ? -1 : 1),
  );
}

/** The fact that both stand: they are not asked about again. */
export function bothStand(pair: ToldTwice): Pick<Entry, 'kind' | 'subjects' | 'body'> {
  const { told, other } = pair;
  if (pair.kind === 'visit.recorded')
    return {
      kind: 'visit.told-apart',
      subjects: [pair.told.household],
      body: { visit: told.id, other: other.id },
    };
  return {
    kind: 'broadcast.told-apart',
    subjects: [...new Set([pair.told.message, pair.other.message])],
    body: { broadcast: told.id, other: other.id },
  };
}
