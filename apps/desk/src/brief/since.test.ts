import { expect, it } from 'vitest';
import type { BriefText } from '@doorstep/ledger';
import type { SentReport, Why } from '@doorstep/sync';
import { daysOf, movedFigures } from './since';

const text: BriefText = { heading: '', known: '', paragraphs: [] };
const report: SentReport = {
  place: '222401',
  brief: 'br_first000',
  record: 'r',
  day: '2020-02-04',
  knownAtMs: 0,
  sentMs: 0,
  by: 'c_official0',
  number: 1,
  figures: [
    { indicator: 'visits.met', total: 10, day: 4, before: 3 },
    { indicator: 'visits.fevers', total: 1, day: 0, before: 0 },
  ],
  missing: { asOfMs: 0, due: 0, overdue: 0, untold: 0 },
  texts: { zh: text, ko: text, en: text },
  ledgers: 3,
  addsUp: true,
  vouched: 'yes',
  now: {
    asOfMs: 0,
    missing: { due: 0, overdue: 0, untold: 0 },
    moved: [
      { place: '222401101', ledgers: 2, figures: [3, 2, 1, 0, 0, 0] },
      { place: '222401102', ledgers: 1, figures: [-1, -1, 0, 0, 0, 0] },
    ],
  },
};
const late = (place: string, n: number, on: number) => ({
  place,
  from: 1,
  to: 9,
  causes: [
    {
      cause: 'late' as const,
      figures: [
        {
          indicator: 'visits.met',
          records: n,
          entries: ['a'],
          days: [
            { day: '2020-02-03', n: n - on },
            { day: '2020-02-04', n: on },
          ],
        },
      ],
    },
  ],
});
const why: Why = {
  within: '222401101',
  ledgers: [late('222401101201', 1, 1), late('222401101202', 2, 1)],
};

it('says by how much a figure moved before it is known why', () => {
  expect(movedFigures(report, new Map())).toEqual([
    {
      indicator: 'visits.met',
      then: { total: 10, day: 4 },
      change: { total: 2, day: 1 },
      causes: [],
    },
  ]);
});

it('puts a cause together from its places, largest first, and adds up to the same', () => {
  const [met] = movedFigures(report, new Map([['222401101', why]]));
  expect(met!.change).toEqual({ total: 2, day: 1 });
  const [cause] = met!.causes;
  expect(cause).toMatchObject({ cause: 'late', total: 3, day: 2, records: 3 });
  expect(cause!.places.map(({ place, total }) => [place, total])).toEqual([
    ['222401101202', 2],
    ['222401101201', 1],
  ]);
  expect(daysOf(cause!)).toEqual([
    { day: '2020-02-04', n: 2 },
    { day: '2020-02-03', n: 1 },
  ]);
});
