import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFold, roundInForce, type Stored } from '@doorstep/ledger';
import { ledgers } from '../../../../packages/ledger/src/testing/arbitrary';
import { entriesAbout, rowsAfter } from './rows';
import { isOfPlace } from './snapshot';

const foldOf = (entries: readonly Stored[]) => {
  const { place } = entries[0]!.entry;
  const fold = createFold(place, 'Asia/Shanghai');
  fold.add(entries);
  return fold;
};

test('what is folded ahead of the rest gives the rows that the whole ledger gives', () => {
  let compared = 0;
  fc.assert(
    fc.property(ledgers(40), fc.nat(), (ledger, at) => {
      const one = ledger[at % ledger.length];
      fc.pre(one !== undefined && !isOfPlace(one));
      const whole = foldOf(ledger);
      const ahead = foldOf([...ledger.filter(isOfPlace), ...entriesAbout(ledger, [one])]);
      const round = roundInForce(whole, '2020-02-04')?.round;
      const { subjects } = one.entry;
      const rows = rowsAfter([], whole, round, subjects);
      expect(rowsAfter([], ahead, round, subjects)).toEqual(rows);
      compared += rows.length;
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(100);
});

test('finds what hangs together through others', () => {
  const about = (id: string, ...subjects: string[]): Stored =>
    ({ entry: { id, subjects } }) as unknown as Stored;
  const ledger = [
    about('1', 'h_a', 'p_a'),
    about('2', 'p_a', 'h_b'),
    about('3', 'h_c', 'c_cadre'),
    about('4', 'h_b', 'p_b', 'c_cadre'),
    about('5', 'c_cadre'),
  ];
  const found = entriesAbout(ledger, [about('6', 'h_a')]);
  expect(found.map(({ entry }) => entry.id)).toEqual(['1', '2', '4']);
});
