/** The comparison sees every kind of lie, and none where there is none. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Line } from '../journal';
import { compare } from './compare';
import type { Ledgers, Row } from './rows';

const PLACE = '222401101205';
const receivedAt = '2020-01-28T01:12:06.000Z';
const entryOf = (id: string) => ({ subjects: ['h_one'], kind: 'visit.recorded', id });
const textOf = (id: string): string =>
  `{"id":"${id}","kind":"visit.recorded","subjects":["h_one"]}`;

function ledger(...ids: string[]): Ledgers {
  let chain = '0'.repeat(64);
  const rows = ids.map((id, i): Row => {
    const row = { place: PLACE, seq: i + 1, id, receivedAt, offsetMs: -20, content: textOf(id) };
    const text = `${PLACE}\n${row.seq}\n${receivedAt}\n-20\n${row.content}`;
    chain = createHash('sha256').update(Buffer.from(chain, 'hex')).update(text).digest('hex');
    return { ...row, chain };
  });
  return { rows, heads: [{ place: PLACE, seq: rows.length, chain }], keys: [`${PLACE} k_one`] };
}

const sent = (id: string): Line => ({ what: 'sent', place: PLACE, entry: entryOf(id) });
const receipt = (id: string, seq: number, more: object = {}): Line => ({
  what: 'receipt',
  place: PLACE,
  id,
  seq,
  receivedAt,
  offsetMs: -20,
  keyIds: ['k_one'],
  ...more,
});
const saved = (isConfirmed: boolean, about = 'h_one'): Line => ({
  what: 'saved',
  place: PLACE,
  kind: 'visit.recorded',
  about,
  isConfirmed,
});

const whatIsWrong = (ledgers: Ledgers, lines: Line[]): string[] =>
  compare(ledgers, lines).wrong.map(({ what }) => what);
const lines = [sent('a'), sent('b'), sent('c'), receipt('a', 1), receipt('b', 2)];

test('what was acknowledged is there, what was not may be', () => {
  const more = [...lines, receipt('a', 1), sent('d')];
  expect(compare(ledger('a', 'b', 'c'), more)).toEqual({
    entries: 3,
    acknowledged: 2,
    storedUnacknowledged: 1,
    missing: 0,
    duplicated: 0,
    wrong: [],
  });
});

test('an acknowledged entry that is not there is missing', () => {
  expect(compare(ledger('a'), lines)).toMatchObject({ missing: 1, wrong: [{ what: 'missing' }] });
});

test('an entry that is there twice is duplicated', () => {
  const ledgers = ledger('a', 'b', 'a');
  expect(compare(ledgers, lines)).toMatchObject({ duplicated: 1 });
});

test('a row taken out is a gap and breaks the chain', () => {
  const { rows, ...rest } = ledger('a', 'c', 'b');
  const without = { ...rest, rows: rows.filter(({ id }) => id !== 'c') };
  expect(whatIsWrong(without, [sent('a'), sent('b')])).toEqual(['gap', 'chain']);
});

test.each([{ seq: 3 }, { receivedAt: '2020-01-28T01:12:06.001Z' }, { offsetMs: 0 }])(
  'a receipt that says something else differs: %o',
  (more) => {
    const told = [sent('a'), receipt('a', 1, more)];
    expect(whatIsWrong(ledger('a'), told)).toEqual(['differs']);
  },
);

test('other bytes under the same id differ, even where the chain follows', () => {
  const { rows, ...rest } = ledger('a');
  const forged = rows.map((row) => ({ ...row, content: textOf('z') }));
  const found = whatIsWrong({ ...rest, rows: forged }, [sent('a'), receipt('a', 1)]);
  expect(found).toEqual(['chain', 'differs']);
});

test('two receipts that do not say the same', () => {
  const told = [sent('a'), receipt('a', 1), receipt('a', 2)];
  expect(whatIsWrong(ledger('a'), told)).toEqual(['two-receipts']);
});

test('a head that is not the last entry', () => {
  const { heads, ...rest } = ledger('a', 'b');
  expect(whatIsWrong({ ...rest, heads: [{ ...heads[0]!, seq: 1 }] }, [])).toEqual(['head']);
  expect(whatIsWrong({ ...rest, heads: [] }, [])).toEqual(['head']);
});

test('an entry nobody sent', () => {
  expect(whatIsWrong(ledger('a', 'x'), [sent('a')])).toEqual(['stranger']);
});

test('a key that was acknowledged with its entry', () => {
  const told = [sent('a'), receipt('a', 1, { keyIds: ['k_two'] })];
  expect(whatIsWrong(ledger('a'), told)).toEqual(['key-missing']);
});

test('what a phone confirmed is there once; what it did not may be', () => {
  expect(whatIsWrong(ledger('a'), [saved(true)])).toEqual([]);
  expect(compare(ledger('a'), [saved(false)])).toMatchObject({
    storedUnacknowledged: 1,
    wrong: [],
  });
  expect(whatIsWrong(ledger(), [saved(false)])).toEqual([]);
  expect(whatIsWrong(ledger('a'), [saved(true, 'h_two')])).toEqual(['missing']);
  expect(whatIsWrong(ledger('a', 'b'), [saved(true)])).toEqual(['duplicated']);
});
