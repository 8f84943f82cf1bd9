import { expect, test } from 'vitest';
import { createFold, figuresOf, recordsOf, toldTwice, type Entry, type Stored } from '../index';
import { entry, VILLAGE } from '../testing/entries';

const HOUSE = 'h_house001';
const ROUND = 'r_round000';
const COUNTY = { office: '222401', toldBy: 'c_first000' };
const register = entry('household.registered', [HOUSE], { source: 'list', group: '1', door: '1' });
const visit = (onBehalf?: object, body: object = {}, more: Partial<Entry> = {}): Stored =>
  entry(
    'visit.recorded',
    [HOUSE, 'p_person01'],
    {
      household: HOUSE,
      round: ROUND,
      outcome: 'met',
      people: [{ person: 'p_person01', asked: true }],
      ...(onBehalf && { onBehalf }),
      ...body,
    },
    more,
  );
const foldOf = (...stored: Stored[]) => {
  const fold = createFold(VILLAGE);
  fold.add([register, ...stored]);
  return fold;
};
const pairs = (...stored: Stored[]): string[][] =>
  toldTwice(foldOf(...stored)).map(({ told, other }) => [told.id, other.id]);

test('a visit told by phone and recorded at the door is likely one', () => {
  const [told, own] = [visit(COUNTY), visit()];
  const expected = [[told.entry.id, own.entry.id]];
  expect(pairs(told, own)).toEqual(expected);
  expect(pairs(own, told)).toEqual(expected);
});

test('two offices that wrote down the same are asked about once', () => {
  const [county, town] = [visit(COUNTY), visit({ office: '222401101' })];
  expect(pairs(county, town)).toHaveLength(1);
});

test('two of the village’s own are two visits; so are other days, rounds and outcomes', () => {
  expect(pairs(visit(), visit())).toEqual([]);
  const told = visit(COUNTY);
  expect(pairs(told, visit(undefined, { round: 'r_another0' }))).toEqual([]);
  expect(pairs(told, visit(undefined, { outcome: 'nobody', people: [] }))).toEqual([]);
  expect(pairs(told, visit(undefined, {}, { happened: '2020-01-31T10:00:00+08:00' }))).toEqual([]);
});

test('both count until somebody settles it: a void takes one away, the household is reached once', () => {
  const [told, own] = [visit(COUNTY), visit()];
  const fold = foldOf(told, own);
  const count = (indicator: string): number =>
    figuresOf(fold, '2020-02-01').get(indicator)?.total ?? 0;
  expect([count('visits.person_times'), count('visits.round_reached')]).toEqual([2, 1]);
  fold.add([
    entry('entry.voided', told.entry.subjects, { reason: 'twice' }, { replaces: told.entry.id }),
  ]);
  expect([count('visits.person_times'), count('visits.round_reached')]).toEqual([1, 1]);
  expect(recordsOf(fold, 'visits.person_times')).toMatchObject([{ source: own.entry.id }]);
  expect(toldTwice(fold)).toEqual([]);
});

test('two visits of one day that are said to be two are not asked about again', () => {
  const [told, own] = [visit(COUNTY), visit()];
  const apart = entry('visit.told-apart', [HOUSE], { visit: own.entry.id, other: told.entry.id });
  expect(pairs(told, own, apart)).toEqual([]);
  expect(pairs(told, own, apart, visit())).toHaveLength(1);
});
