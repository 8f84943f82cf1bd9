import type { HouseholdRow } from '@doorstep/ledger';
import { describe, expect, it } from 'vitest';
import { chosen, counts, groupsOf, peopleOf } from './households';

const row = (id: string, change: Partial<HouseholdRow> = {}): HouseholdRow => ({
  id,
  group: '1',
  door: '1',
  residence: 'both',
  source: 'list',
  labels: [],
  statedPeople: undefined,
  registeredMs: 0,
  left: undefined,
  people: [],
  lastVisit: undefined,
  standing: 'untried',
  responsible: undefined,
  ...change,
});
const person = (flags: string[]) => ({ flags }) as HouseholdRow['people'][number];
const visited = (timeMs: number) => ({ timeMs }) as HouseholdRow['lastVisit'];
const ids = (rows: readonly HouseholdRow[]): string => rows.map(({ id }) => id).join(' ');

const ROWS = [
  row('a', { group: '10', door: '2', standing: 'reached', lastVisit: visited(30) }),
  row('b', { group: '2', door: '10', standing: 'nobody', lastVisit: visited(20), statedPeople: 4 }),
  row('c', { group: '2', door: '9', standing: 'refused', lastVisit: visited(10) }),
  row('d', { group: '2', door: '9', standing: 'untried', people: [person([]), person(['fever'])] }),
];

describe('the household list', () => {
  it('goes in walking order, numbers as numbers', () => {
    expect(ids(chosen(ROWS, { filter: 'all', sort: 'walking' }))).toBe('c d b a');
    expect(groupsOf(ROWS)).toEqual(['2', '10']);
  });
  it('puts the longest unvisited or the largest first', () => {
    expect(ids(chosen(ROWS, { filter: 'all', sort: 'visited' }))).toBe('d c b a');
    expect(ids(chosen(ROWS, { filter: 'all', sort: 'people' }))).toBe('b d c a');
  });
  it('shows what was asked for, and says how many each would show', () => {
    expect(ids(chosen(ROWS, { filter: 'missing', sort: 'walking' }))).toBe('c d b');
    expect(ids(chosen(ROWS, { filter: 'flagged', sort: 'walking' }))).toBe('d');
    expect(ids(chosen(ROWS, { filter: 'missing', sort: 'walking', group: '10' }))).toBe('');
    expect(counts(ROWS)).toEqual({
      all: 4,
      missing: 3,
      nobody: 1,
      refused: 1,
      flagged: 1,
      reached: 1,
    });
  });
  it('knows partial knowledge from none', () => {
    expect(ROWS.map(peopleOf)).toEqual([undefined, 4, undefined, 2]);
  });
});
