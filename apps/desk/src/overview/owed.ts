/** What is owed, put together by matter: a round and its hour, with the places that owe most. Pure. */
import type { Owed } from '@doorstep/sync';

export interface Matter {
  key: string;
  module: string;
  /** The round or item. */
  about: string;
  dueAtMs: number;
  overdue: boolean;
  count: number;
  /** Places that owe something, most first. */
  places: { place: string; count: number }[];
}

/** Matters by due time, those with nothing left last. */
export function owedByMatter(owed: readonly Owed[], nowMs: number): Matter[] {
  const matters = new Map<string, Matter>();
  for (const { place, module, kind, about, dueAtMs, count } of owed) {
    const key = [module, kind, about, dueAtMs].join('|');
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
    matter.overdue = matter.count > 0 && dueAtMs < nowMs;
    if (count > 0) matter.places.push({ place, count });
    matters.set(key, matter);
  }
  for (const { places } of matters.values())
    places.sort((a, b) => b.count - a.count || (a.place < b.place ? -1 : 1));
  return [...matters.values()].sort(
    (a, b) => Number(a.count === 0) - Number(b.count === 0) || a.dueAtMs - b.dueAtMs,
  );
}
