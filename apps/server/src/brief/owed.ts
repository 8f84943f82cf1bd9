/** What is owed within an area, in numbers: `GET /api/obligations` and the overview. */
import { HOUR_MS, type PlaceCode } from '@doorstep/ledger';
import { obligation, type Queries } from '../store';
import type { PlaceObligation } from '../store/obligation';
import { areaOf, type Area } from './area';
import type { Owed } from '@doorstep/sync';

/** The child of an area a place lies in, or the area's own place. */
export function childFinder({ self, children }: Area): (place: PlaceCode) => PlaceCode {
  const codes = new Set(children.map(({ code }) => code));
  const digits = children[0]?.code.length ?? 0;
  return (place) => (codes.has(place.slice(0, digits)) ? place.slice(0, digits) : self.code);
}

/** Adds up rows of single places per child place (and the place itself), keeping their order. */
export function addedUp(
  rows: readonly PlaceObligation[],
  childOf: (place: PlaceCode) => PlaceCode,
): Owed[] {
  const sums = new Map<string, Owed>();
  for (const row of rows) {
    const place = childOf(row.place);
    const key = [place, row.module, row.kind, row.about, row.dueHour].join('|');
    const sum = sums.get(key);
    if (sum) sum.count += row.count;
    else {
      const { module, kind, about, count, dueHour } = row;
      sums.set(key, {
        place,
        module,
        kind,
        about,
        count,
        dueAtMs: dueHour * HOUR_MS,
        top: place === row.place ? row.top : [],
      });
    }
  }
  return [...sums.values()];
}

/** What is owed per child place, the soonest due first; undefined for an unknown place. */
export async function obligations(
  db: Queries,
  query: { place: PlaceCode; module?: string },
): Promise<Owed[] | undefined> {
  const area = await areaOf(db, query.place);
  if (!area) return undefined;
  return addedUp(
    await obligation.within(db, area.counties, query.place, query.module),
    childFinder(area),
  );
}
