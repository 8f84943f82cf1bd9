import { expect, test } from 'vitest';
import type { Row } from '../village/rows';
import { countsOf, passes } from './filters';

const row = (changes: Partial<Row>): Row =>
  ({ standing: 'untried', labels: [], people: [], ...changes }) as unknown as Row;
const away = {
  labels: ['elderly-alone'],
  whereabouts: { presence: 'away', knownMs: 0 },
} as unknown as Row['people'][number];
const rows = [
  row({}),
  row({ standing: 'nobody', labels: ['poor'] }),
  row({ standing: 'refused' }),
  row({ standing: 'reached', people: [away] }),
];

test('each filter counts its households', () => {
  expect(countsOf(rows)).toEqual({
    unreached: 3,
    nobody: 1,
    refused: 1,
    away: 1,
    poor: 1,
    elderly: 1,
  });
});

test('several filters narrow together, none lets everybody through', () => {
  expect(rows.filter((one) => passes(one, ['unreached', 'poor']))).toEqual([rows[1]]);
  expect(rows.filter((one) => passes(one, []))).toEqual(rows);
});
