import { expect, it } from 'vitest';
import { compared } from './compare';

const figures = [
  { place: '222401', n: 30, households: 600 },
  { place: '222402', n: 12, households: 100 },
  { place: '222403', n: 30, households: 0 },
];

it('puts the most first, equals by code', () => {
  expect(compared(figures, false).map(({ place }) => place)).toEqual([
    '222401',
    '222403',
    '222402',
  ]);
});
it('compares by 100 households, without places whose households nobody knows', () => {
  expect(compared(figures, true)).toEqual([
    { place: '222402', n: 12 },
    { place: '222401', n: 5 },
  ]);
});
