/** What is owed, put together by matter: a round and its hour, with the places that owe most. Pure. */
import { isBack, type Overview } from '@doorstep/sync';

export interface Matter {
  key: string;
  module: string;
  /** Of a round: as of the instant looked at; anything else is as of now. */
  isRound: boolean;
  /** The round; empty for what is owed to each household whatever it lacks. */
  about: string;
  dueAtMs: number;
  overdue: boolean;
  count: number;
  /** Places that owe something, most first. */
  places: { place: string; count: number }[];
}

function addTo(places: Matter['places'], place: string, count: number): void {
  const known = places.find((one) => one.place === place);
  if (known) known.count += count;
  else places.push({ place, count });
}

/** Matters by due time, those with nothing left last; looking back, what is as of now comes after those of then. */
export function owedByMatter({
  owed,
  asOfMs,
  nowMs,
}: Pick<Overview, 'owed' | 'asOfMs' | 'nowMs'>): Matter[] {
  const matters = new Map<string, Matter>();
  for (const { place, module, kind, dueAtMs, count, ...one } of owed) {
    const isRound = module === 'visits';
    const about = isRound ? one.about : '';
    const key = isRound ? [module, kind, about, dueAtMs].join('|') : [module, kind].join('|');
    const matter = matters.get(key) ?? {
      key,
      module,
      isRound,
      about,
      dueAtMs,
      overdue: false,
      count: 0,
      places: [],
    };
    matter.count += count;
    matter.dueAtMs = Math.min(matter.dueAtMs, dueAtMs);
    matter.overdue = matter.count > 0 && matter.dueAtMs < (isRound ? asOfMs : nowMs);
    if (count > 0) addTo(matter.places, place, count);
    matters.set(key, matter);
  }
  for (const { places } of matters.values())
    places.sort((a, b) => b.count - a.count || (a.place < b.place ? -1 : 1));
  return [...matters.values()].sort(
    (a, b) =>
      (isBack({ asOfMs, nowMs }) ? Number(b.isRound) - Number(a.isRound) : 0) ||
      Number(a.count === 0) - Number(b.count === 0) ||
      a.dueAtMs - b.dueAtMs,
  );
}
