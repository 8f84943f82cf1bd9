/** What is owed, put together by matter: a round and its hour, with the places that owe most. Pure. */
import type { Owed } from '@doorstep/sync';

export interface Matter {
  key: string;
  module: string;
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

/** Matters by due time, those with nothing left last. */
export function owedByMatter(owed: readonly Owed[], nowMs: number): Matter[] {
  const matters = new Map<string, Matter>();
  for (const { place, module, kind, dueAtMs, count, ...one } of owed) {
    const isRound = module === 'visits';
    const about = isRound ? one.about : '';
    const key = isRound ? [module, kind, about, dueAtMs].join('|') : [module, kind].join('|');
    const matter = matters.get(key) ?? {
      key,
      module,
      about,
      dueAtMs,
      overdue: false,
      count: 0,
      places: [],
    };
    matter.count += count;
    matter.dueAtMs = Math.min(matter.dueAtMs, dueAtMs);
    matter.overdue = matter.count > 0 && matter.dueAtMs < nowMs;
    if (count > 0) addTo(matter.places, place, count);
    matters.set(key, matter);
  }
  for (const { places } of matters.values())
    places.sort((a, b) => b.count - a.count || (a.place < b.place ? -1 : 1));
  return [...matters.values()].sort(
    (a, b) => Number(a.count === 0) - Number(b.count === 0) || a.dueAtMs - b.dueAtMs,
  );
}
