import { describe, expect, it } from 'vitest';
import { createFold } from '@doorstep/ledger';
import type { SyncStatus } from '@doorstep/sync';
import type { Row } from '../village/rows';
import { dueRows, groupDuties, nextRound, progressOf, rowsOf, shareHere } from './today';

const TODAY = '2020-02-04';
const row = (id: string, changes: Partial<Row> = {}): Row =>
  ({
    id,
    group: '1',
    door: id,
    standing: 'untried',
    responsible: undefined,
    lastTried: undefined,
    metDay: undefined,
    ...changes,
  }) as Row;
const rows = [
  row('1', { standing: 'reached', metDay: '2020-02-01', responsible: 'c_me' }),
  row('2', {
    standing: 'nobody',
    lastTried: { day: TODAY, timeMs: 0, outcome: 'nobody' },
    responsible: 'c_me',
  }),
  row('3', {
    standing: 'refused',
    lastTried: { day: '2020-02-03', timeMs: 0, outcome: 'refused' },
  }),
  row('4', { standing: 'reached', metDay: TODAY, group: '2' }),
  row('5', { group: '2' }),
];

describe('today', () => {
  it('counts what is reached in the round and on the day', () => {
    expect(progressOf(rows, TODAY)).toEqual({ households: 5, reached: 2, reachedToday: 1 });
    expect(progressOf(rowsOf(rows, 'c_me'), TODAY)).toEqual({
      households: 2,
      reached: 1,
      reachedToday: 0,
    });
    expect(progressOf([], TODAY)).toEqual({ households: 0, reached: 0, reachedToday: 0 });
  });

  it('lists what is due in walking order, those tried today last', () => {
    expect(dueRows(rows, TODAY).map(({ id }) => id)).toEqual(['3', '5', '2']);
  });

  it('shows who walks which group', () => {
    expect(groupDuties(rows)).toEqual([
      { group: '1', cadre: 'c_me' },
      { group: '2', cadre: undefined },
    ]);
  });

  it('knows of no next round in an empty village', () => {
    expect(nextRound(createFold('222401101205'), TODAY)).toBeUndefined();
  });
});

it('calls nothing done while the rest of the ledger is on its way', () => {
  const status = (changes: Partial<SyncStatus>): SyncStatus => ({
    phase: 'syncing',
    online: true,
    unsent: 0,
    rejected: 0,
    head: 1_000,
    serverHead: 20_000,
    backedUp: 0,
    lastContactMs: 1,
    offsetMs: 0,
    ...changes,
  });
  expect(shareHere(status({}))).toBe(5);
  expect(shareHere(status({ head: 0, serverHead: 0, lastContactMs: undefined }))).toBe(0);
  expect(shareHere(status({ head: 20_000 }))).toBeUndefined();
  expect(shareHere(status({ phase: 'waiting' }))).toBeUndefined();
  expect(shareHere(undefined)).toBeUndefined();
});
