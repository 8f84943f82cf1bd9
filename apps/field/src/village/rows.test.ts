import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFold, type Entry, type Stored } from '@doorstep/ledger';
import { entriesAbout, rowsAfter } from './rows';

const PLACE = '222401101205';
type Facts = Pick<Entry, 'kind' | 'subjects' | 'body' | 'replaces'>;

/** The fact number `what` about one of four households and one of six people. */
function factsOf(what: number, a: number, b: number, earlier: readonly Stored[]): Facts {
  const [household, other, person] = [`h_house${a}0`, `h_house${(a + 1) % 4}0`, `p_person${b}`];
  const target = earlier[(a * 6 + b) % Math.max(1, earlier.length)]?.entry;
  if (what < 3)
    return {
      kind: 'household.registered',
      subjects: [household],
      body: { source: 'list', group: '1', door: `${a}`, labels: [] },
    };
  if (what < 6)
    return {
      kind: 'person.registered',
      subjects: [person, household],
      body: { household, birthYear: 1950 + b },
    };
  if (what === 6)
    return {
      kind: 'person.moved',
      subjects: [person, other],
      body: { person, to: other },
    };
  if (what === 7)
    return {
      kind: 'households.merged',
      subjects: [household, other],
      body: { households: [household, other] },
    };
  if (what === 8 && target)
    return {
      kind: 'entry.voided',
      subjects: target.subjects,
      replaces: target.id,
      body: { reason: 'mistake' },
    };
  const met = { household, outcome: 'met', people: [{ person, asked: true }] };
  return { kind: 'visit.recorded', subjects: [household, person], body: met };
}

const ledgers = fc
  .array(fc.tuple(fc.nat(10), fc.nat(3), fc.nat(5)), { minLength: 1, maxLength: 30 })
  .map((steps) => {
    const ledger: Stored[] = [];
    for (const [i, [what, a, b]] of steps.entries()) {
      const minute = String(i).padStart(2, '0');
      const at = `2020-02-04T09:${minute}:00.000+08:00`;
      const entry = {
        id: `018ff1c2-0000-7000-8000-0000000000${minute}`,
        v: 1,
        place: PLACE,
        at,
        by: 'c_someone',
        device: 'd_phone/1',
        n: i + 1,
        ...factsOf(what, a, b, ledger),
      } as Entry;
      ledger.push({ seq: i + 1, receivedAt: at, offsetMs: 0, chain: '', entry });
    }
    return ledger;
  });

const foldOf = (entries: readonly Stored[]) => {
  const fold = createFold(PLACE, 'Asia/Shanghai');
  fold.add(entries);
  return fold;
};

test('what is folded ahead of the rest gives the rows that the whole ledger gives', () => {
  let compared = 0;
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const last = ledger.at(-1)!;
      const { subjects } = last.entry;
      const rows = rowsAfter([], foldOf(ledger), undefined, subjects);
      const ahead = foldOf(entriesAbout(ledger, [last]));
      expect(rowsAfter([], ahead, undefined, subjects)).toEqual(rows);
      compared += rows.filter(({ people }) => people.length > 0).length;
    }),
    { numRuns: 500 },
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
