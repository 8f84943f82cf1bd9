import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFold,
  FOLD_VERSION,
  recordsOf,
  type Stored,
  type TallyRow,
  type VillageFold,
} from './index';
import { ledgers } from './testing/arbitrary';
import { plainRows } from './testing/naive';

const VILLAGE = '222401101205';

const foldOf = (...pieces: Stored[][]): VillageFold => {
  const fold = createFold(VILLAGE);
  for (const piece of pieces) fold.add(piece);
  return fold;
};

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, x) => {
      if (x instanceof Set) return [...x].sort();
      if (x instanceof Map) return [...x].sort(([a], [b]) => (a < b ? -1 : 1));
      return x;
    }),
  );

const sorted = <T>(rows: T[]): string[] =>
  rows.map((row) => JSON.stringify(row, Object.keys(row as object).sort())).sort();

/** Everything a fold says, in a form two folds can be compared by. */
function sayings(fold: VillageFold) {
  const dossiers = [...fold.dossiers()];
  return {
    place: plain(fold.place.state),
    dossiers: dossiers
      .map((one) => JSON.stringify(plain([[...one.subjects].sort(), one.state])))
      .sort(),
    tallies: sorted(fold.tallies()),
    obligations: sorted(fold.obligations()),
    emissions: sorted([fold.place, ...dossiers].flatMap((one) => one.emissions)),
    findings: sorted([fold.place, ...dossiers].flatMap((one) => one.findings)),
  };
}

const sumRows = (rows: TallyRow[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { heard, day, indicator, dims, n } of rows) {
    const key = [heard, day, indicator, dims].join('|');
    const sum = (sums.get(key) ?? 0) + n;
    if (sum === 0) sums.delete(key);
    else sums.set(key, sum);
  }
  return sums;
};

/** A ledger, and the same entries shuffled, cut in pieces and partly repeated. */
const disordered = ledgers(24).chain((ledger) =>
  fc.record({
    ledger: fc.constant(ledger),
    shuffled: fc.shuffledSubarray(ledger, { minLength: ledger.length }),
    cuts: fc.array(fc.nat(ledger.length), { maxLength: 5 }),
    again: fc.subarray(ledger),
  }),
);

function piecesOf(entries: Stored[], cuts: number[]): Stored[][] {
  const at = [0, ...cuts.sort((a, b) => a - b), entries.length];
  return at.slice(1).map((end, i) => entries.slice(at[i], end));
}

describe('the set decides, not the order', () => {
  test('any permutation, split and repetition gives the same state, tallies and obligations', () => {
    fc.assert(
      fc.property(disordered, ({ ledger, shuffled, cuts, again }) => {
        const whole = foldOf(ledger);
        const pieces = foldOf(...piecesOf(shuffled, cuts), again);
        expect(sayings(pieces)).toEqual(sayings(whole));
      }),
      { numRuns: 10_000 },
    );
  });

  test('changes told along the way add up to the tallies', () => {
    fc.assert(
      fc.property(disordered, ({ shuffled, cuts }) => {
        const fold = createFold(VILLAGE);
        const told = piecesOf(shuffled, cuts).flatMap((piece) => {
          fold.add(piece);
          return fold.takeChanges();
        });
        expect(sumRows(told)).toEqual(sumRows(fold.tallies()));
      }),
      { numRuns: 2_000 },
    );
  });

  test('unsent entries folded with an estimate end as if they had come with their receipt', () => {
    fc.assert(
      fc.property(
        disordered,
        fc.integer({ min: -300, max: 300 }),
        ({ ledger, shuffled, cuts }, wrongMinutes) => {
          const estimated = shuffled.map((one) => ({
            ...one,
            seq: 0,
            offsetMs: one.offsetMs + wrongMinutes * 60_000,
            receivedAt: new Date(Date.parse(one.receivedAt) + wrongMinutes * 60_000).toISOString(),
          }));
          const fold = foldOf(estimated.slice(0, cuts[0] ?? 3), shuffled, estimated);
          expect(sayings(fold)).toEqual(sayings(foldOf(ledger)));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test('removing what was never committed leaves no trace', () => {
    fc.assert(
      fc.property(ledgers(20), fc.nat(20), (ledger, n) => {
        const fold = foldOf(ledger);
        fold.remove(ledger.slice(n).map((one) => one.entry.id));
        expect(sayings(fold)).toEqual(sayings(foldOf(ledger.slice(0, n))));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the numbers', () => {
  test('equal a naive count that shares no code, in every hour they became known', () => {
    fc.assert(
      fc.property(ledgers(24, false), (ledger) => {
        const naive = plainRows(ledger);
        const ours = new Map<string, number>();
        const add = (key: string, n: number) => ours.set(key, (ours.get(key) ?? 0) + n);
        for (const { heard, day, indicator, dims, n } of foldOf(ledger).tallies()) {
          const counted = [
            'visits.visits',
            'visits.nobody_home',
            'visits.refused',
            'visits.person_times',
            'visits.households_reached',
            'publicity.times',
            'publicity.copies',
          ];
          if (counted.includes(indicator)) add(`${heard} ${day} ${indicator}`, n);
          if (indicator === 'visits.round_reached')
            add(`${heard} ${day} ${indicator} ${dims.slice(6)}`, n);
        }
        expect([...ours].filter(([, n]) => n !== 0).sort()).toEqual([...naive].sort());
      }),
      { numRuns: 3_000 },
    );
  });

  test('always equal the records they open to', () => {
    fc.assert(
      fc.property(ledgers(24), (ledger) => {
        const fold = foldOf(ledger);
        const figures = new Map<string, number>();
        for (const { indicator, n } of fold.tallies())
          figures.set(indicator, (figures.get(indicator) ?? 0) + n);
        for (const [indicator, total] of figures) {
          const opened = recordsOf(fold, indicator).reduce((sum, one) => sum + one.n, 0);
          expect([indicator, opened]).toEqual([indicator, total]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a void lowers the figures by exactly its persons', () => {
  const visit = (id: string, people: string[]): Stored => ({
    seq: 1,
    receivedAt: '2020-01-28T02:00:00.000Z',
    offsetMs: 0,
    chain: '',
    entry: {
      id,
      kind: 'visit.recorded',
      v: 1,
      place: VILLAGE,
      at: '2020-01-28T09:00:00+08:00',
      by: 'c_cadre00',
      device: 'd_device0/1',
      n: 1,
      subjects: ['h_house00', ...people],
      body: {
        household: 'h_house00',
        outcome: 'met',
        people: people.map((person) => ({ person, asked: true })),
      },
    },
  });
  const one = visit('00000000-0000-7000-8000-000000000001', ['p_person0', 'p_person1']);
  const two = visit('00000000-0000-7000-8000-000000000002', [
    'p_person0',
    'p_person1',
    'p_person2',
  ]);
  const voided: Stored = {
    ...one,
    receivedAt: '2020-01-29T02:00:00.000Z',
    entry: {
      ...two.entry,
      id: '00000000-0000-7000-8000-000000000003',
      kind: 'entry.voided',
      replaces: two.entry.id,
      body: { reason: 'mistake' },
    },
  };
  const personTimes = (fold: VillageFold, byHeard?: string): number =>
    fold
      .tallies()
      .filter((row) => row.indicator === 'visits.person_times')
      .filter((row) => byHeard === undefined || row.heard < Date.parse(byHeard) / 3_600_000)
      .reduce((sum, row) => sum + row.n, 0);
  const fold = foldOf([one, two], [voided]);
  expect(personTimes(fold)).toBe(2);
  expect(personTimes(fold, '2020-01-28T03:00:00Z')).toBe(5);
});

test('the fold version is stated', () => expect(FOLD_VERSION).toMatch(/^\d+$/));

test('bodies that make no sense become findings, never errors or broken numbers', () => {
  const junk = ledgers(12).chain((ledger) =>
    fc
      .array(fc.jsonValue(), { minLength: ledger.length, maxLength: ledger.length })
      .map((bodies) =>
        ledger.map((one, i) =>
          i % 3 ? one : { ...one, entry: { ...one.entry, body: bodies[i] as never } },
        ),
      ),
  );
  fc.assert(
    fc.property(junk, (ledger) => {
      const fold = foldOf(ledger);
      for (const { n } of fold.tallies()) expect(Number.isSafeInteger(n)).toBe(true);
      expect(sayings(foldOf([...ledger].reverse()))).toEqual(sayings(fold));
    }),
    { numRuns: 1_500 },
  );
});
