import { expect, test } from 'vitest';
import { ID, SUBJECT } from '@doorstep/ledger';
import { entryIds, randomId } from './ids';
import { handClock, seededRandom } from './testing';

const START_MS = Date.UTC(2020, 0, 28);

test('entry ids are UUIDv7 and carry the time', () => {
  const id = entryIds(handClock(START_MS), seededRandom(1))();
  expect(id).toMatch(ID);
  expect(id[14]).toBe('7');
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(START_MS);
});

test('ids of one millisecond ascend in the order they were made, however many', () => {
  const next = entryIds(handClock(START_MS), seededRandom(2));
  const made = Array.from({ length: 10_000 }, next);
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  expect(made.every((id) => ID.test(id))).toBe(true);
});

test('a clock that steps back a little does not turn the order round; one set right starts anew', () => {
  const clock = handClock(START_MS);
  const next = entryIds(clock, seededRandom(3));
  const before = next();
  clock.advance(-500);
  expect(next() > before).toBe(true);
  clock.advance(-3_600_000);
  expect(next() < before).toBe(true);
});

test('subject and key ids are random and of the form the envelope asks for', () => {
  const random = seededRandom(4);
  const ids = ['h', 'p', 'k'].map((prefix) => randomId(prefix, random));
  for (const id of ids) expect(id).toMatch(SUBJECT);
  expect(ids.map((id) => id.length)).toEqual([24, 24, 24]);
  expect(randomId('h', random)).not.toBe(randomId('h', random));
});
