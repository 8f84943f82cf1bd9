import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithin, type PlaceCode } from '@doorstep/ledger';
import { createHub } from './hub';

const PLACES = [
  '22',
  '2224',
  '222401',
  '222406',
  '222401101',
  '222401101205',
  '222406100203',
  '2224U1',
];
const place = fc.constantFrom(...PLACES);

test('who listens hears of their place and what lies within, of nothing else, and of nothing afterwards', () => {
  const news = fc.array(fc.uniqueArray(place, { minLength: 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 12 }),
      fc.nat(12),
      news,
      (listening, leaving, told) => {
        const hub = createHub();
        const heard = listening.map((): { heads: PlaceCode[]; rolled: PlaceCode[] } => ({
          heads: [],
          rolled: [],
        }));
        const leave = listening.map((at, i) =>
          hub.subscribe(at, {
            head: (event) => heard[i]!.heads.push(event.place),
            rollup: (event) => heard[i]!.rolled.push(...event.places),
          }),
        );
        leave.slice(0, leaving).forEach((stop) => stop());
        for (const places of told) {
          hub.rollup({ places });
          for (const one of places) hub.head({ place: one, head: 1 });
        }
        for (const [i, at] of listening.entries()) {
          const due = i < leaving ? [] : told.flat().filter((one) => isWithin(one, at));
          expect(heard[i]).toEqual({ heads: due, rolled: due });
        }
      },
    ),
  );
});
