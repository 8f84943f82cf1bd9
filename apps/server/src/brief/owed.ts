/** What is owed within an area, in numbers: `GET /api/obligations` and the overview. */
import { HOUR_MS, type PlaceCode } from '@doorstep/ledger';
import { obligation, type Queries } from '../store';
import { areaOf, type Area } from './area';
import type { Owed } from '@doorstep/sync';

const digitsBelow = ({ self, children }: Area): number => (children[0] ?? self).code.length;

/** The child of an area a place lies in, or the area's own place. */
export function childFinder(area: Area): (place: PlaceCode) => PlaceCode {
  const codes = new Set(area.children.map(({ code }) => code));
  const digits = digitsBelow(area);
  return (place) => {
    const child = place.slice(0, digits);
    return codes.has(child) ? child : area.self.code;
  };
}

/** What is owed per child place and by the place itself, the soonest due first. */
export async function owedIn(db: Queries, area: Area, module?: string): Promise<Owed[]> {
  const by = { digits: digitsBelow(area), module };
  const rows = await obligation.within(db, area.counties, area.self.code, by);
  const childOf = childFinder(area);
  const sums = new Map<string, Owed>();
  for (const { area: within, dueHour, ...row } of rows) {
    const place = childOf(within);
    const key = [place, row.module, row.kind, row.about, dueHour].join('|');
    const sum = sums.get(key);
    if (sum) sum.count += row.count;
    else sums.set(key, { ...row, place, dueAtMs: dueHour * HOUR_MS });
  }
  return [...sums.values()];
}

/** @returns undefined for an unknown place */
export async function obligations(
  db: Queries,
  query: { place: PlaceCode; module?: string },
): Promise<Owed[] | undefined> {
  const area = await areaOf(db, query.place);
  return area && owedIn(db, area, query.module);
}
