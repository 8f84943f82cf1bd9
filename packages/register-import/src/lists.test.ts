/** Whatever two versions of a list say: again is nothing, and taking back is as if it never was. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFold, householdRows } from '@doorstep/ledger';
import { inventId } from '@doorstep/sheets/testing';
import type { Replica } from '@doorstep/sync';
import { testVillage } from '@doorstep/sync/testing';
import { agree, compare, readKnown, undoDrafts, undoOf } from './index';
import { understandingOf, type TestHousehold, type TestPerson } from './testing';

/** Saved anew each time, so that nothing is known by the file alone. */
let files = 0;
const fileOf = () => ({
  name: 'list',
  sha256: String((files += 1)).padStart(64, '0'),
  columns: [],
});
const NAMES = ['甲', '乙', '丙', '丁', '戊'].map((one) => `试验${one}`);
const DATES = ['1950-03-01', '1950-12-24', '1988-07-07', '2010-01-31'];

/** Few names and dates, so that much is alike. */
const person = fc
  .record(
    {
      name: fc.constantFrom(...NAMES),
      date: fc.constantFrom(...DATES),
      order: fc.nat(3),
      hasId: fc.boolean(),
      hasDate: fc.boolean(),
      relation: fc.constantFrom('head' as const, 'spouse' as const, 'child' as const),
      phone: fc.constantFrom('13000000001', '13000000002'),
      away: fc.boolean(),
      remarks: fc.constantFrom('一', '二'),
    },
    { requiredKeys: ['name', 'date', 'order', 'hasId', 'hasDate'] },
  )
  .map(({ date, order, hasId, hasDate, phone, ...rest }): TestPerson => ({
    ...rest,
    ...(phone && { phones: [phone] }),
    ...(hasId && { idNumber: inventId(date, order), sex: order % 2 ? 'male' : 'female' }),
    ...((hasId || hasDate) && { birthDate: date }),
  }));
const household = fc.record(
  {
    number: fc.constantFrom('1', '2', '3'),
    group: fc.constantFrom('1', '2'),
    door: fc.constantFrom('1', '2'),
    labels: fc.constantFrom({ poor: true }, { poor: false }, {}),
    householderName: fc.constantFrom(...NAMES),
    people: fc.array(person, { maxLength: 3 }),
  },
  { requiredKeys: ['people'] },
);
/** A household is one by its number, its householder or its people. */
const isOne = ({ people, number, householderName }: TestHousehold): boolean =>
  people.length > 0 || number !== undefined || householderName !== undefined;
const rawList = fc.array(household.filter(isOne), { minLength: 1, maxLength: 5 });

/** As a parser reports it: of one number, only the first person has it trusted. */
function listOf(households: TestHousehold[]): TestHousehold[] {
  const seen = new Set<string>();
  return households.map((one) => ({
    ...one,
    people: one.people.map((each) => {
      const isAgain = each.idNumber !== undefined && seen.has(each.idNumber);
      if (each.idNumber) seen.add(each.idNumber);
      return isAgain ? { ...each, idTrusted: false } : each;
    }),
  }));
}
const list = rawList.map(listOf);

const take = (replica: Replica, of: TestHousehold[]) =>
  agree(replica, {
    understanding: understandingOf(of),
    file: fileOf(),
    answers: {},
    leavings: {},
    seen: undefined,
  });

function registerOf(replica: Replica) {
  const fold = createFold(replica.place);
  fold.add(replica.stored());
  return householdRows(fold);
}

/** Every field of everybody, names too. */
async function knownOf(replica: Replica) {
  const known = await readKnown(replica);
  return [
    registerOf(replica),
    [...known.households, ...known.people].map(({ id, now }) => [id, now]),
  ];
}

it('the same list again is nothing, and so is the newer one after it', async () => {
  await fc.assert(
    fc.asyncProperty(list, list, async (first, second) => {
      const { replica } = await testVillage().phone(1).start();
      await take(replica, first);
      const again = compare({ understanding: understandingOf(first) }, await readKnown(replica));
      expect([again.questions, again.missing]).toEqual([[], []]);
      expect(await take(replica, first)).toMatchObject({ outcome: 'nothing' });
      const { questions } = compare(
        { understanding: understandingOf(second) },
        await readKnown(replica),
      );
      await take(replica, second);
      // What was left out may be told apart better now.
      if (questions.length > 0) return;
      expect(await take(replica, second)).toMatchObject({ outcome: 'nothing' });
    }),
    { numRuns: 60 },
  );
});

it('namesakes of somebody known by number do not draw another household to theirs', async () => {
  const { replica } = await testVillage().phone(1).start();
  const numbered = { name: NAMES[1]!, birthDate: DATES[3]!, idNumber: inventId(DATES[3]!, 1) };
  const twice = [{ name: NAMES[1]! }, { ...numbered, idTrusted: false }];
  const two = [
    { group: '2', people: [numbered] },
    { group: '2', people: twice },
  ];
  await take(replica, two);
  expect(await take(replica, two)).toMatchObject({ outcome: 'nothing' });
});

it('every row comes in, or is asked about', async () => {
  await fc.assert(
    fc.asyncProperty(list, list, async (first, second) => {
      const { replica } = await testVillage().phone(1).start();
      await take(replica, first);
      const before = registerOf(replica).flatMap(({ people }) => people).length;
      expect(before).toBe(first.flatMap(({ people }) => people).length);
      const { totals } = compare(
        { understanding: understandingOf(second) },
        await readKnown(replica),
      );
      await take(replica, second);
      const after = registerOf(replica).flatMap(({ people }) => people).length;
      expect(after - before).toBe(totals.people.new);
      const rows = Object.values(totals.people).reduce((a, b) => a + b);
      expect(rows).toBe(second.flatMap(({ people }) => people).length);
    }),
    { numRuns: 40 },
  );
});

it('taken back, everything is as before', async () => {
  await fc.assert(
    fc.asyncProperty(list, list, async (first, second) => {
      const { replica } = await testVillage().phone(1).start();
      await take(replica, first);
      const before = await knownOf(replica);
      const outcome = await take(replica, second);
      if (outcome.outcome !== 'recorded') return;
      const [{ import: id } = { import: '' }] = (await readKnown(replica)).imports;
      const undo = undoOf(replica.stored(), id);
      expect([...undo.touched]).toEqual([]);
      await replica.record(undoDrafts(undo, []));
      expect(await knownOf(replica)).toEqual(before);
    }),
    { numRuns: 40 },
  );
});
