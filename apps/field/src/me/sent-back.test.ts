import { describe, expect, it } from 'vitest';
import { createFold, type Entry, type Stored } from '@doorstep/ledger';
import type { Row } from '../village/rows';
import { isInLedger } from './in-ledger';
import { inPlaceOf, mendingScreen } from './mending';

const VILLAGE = '222401101205';
const entry = (changes: Partial<Entry> = {}): Entry => ({
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'household.left',
  v: 1,
  place: VILLAGE,
  at: '2020-01-28T09:00:00+08:00',
  by: 'c_invented1',
  device: 'd_invented1/1',
  n: 1,
  subjects: ['h_invented1'],
  body: { reason: 'moved' },
  ...changes,
});
const stored = (one: Entry, seq = 1): Stored => ({
  seq,
  receivedAt: '2020-01-28T01:00:00.000Z',
  offsetMs: 0,
  chain: '',
  entry: one,
});
const foldOf = (...all: Stored[]) => {
  const fold = createFold(VILLAGE);
  fold.add(all);
  return fold;
};

describe('what came into the ledger after all', () => {
  it('is there with the very content that was sent', () => {
    expect(isInLedger(foldOf(stored(entry())), entry())).toBe(true);
    expect(isInLedger(foldOf(), entry())).toBe(false);
  });
  it('is not another record under its id, nor one only this phone holds', () => {
    const other = entry({ body: { reason: 'other' } });
    expect(isInLedger(foldOf(stored(other)), entry())).toBe(false);
    expect(isInLedger(foldOf(stored(entry(), 0)), entry())).toBe(false);
  });
});

describe('where a record is mended', () => {
  const nameOf = (one: Entry, rows: Pick<Row, 'id'>[] = []): unknown => {
    const screen = mendingScreen(one, rows as Row[]);
    return screen && (screen as { name: string }).name;
  };
  it.each([
    ['household.registered', ['h_invented1'], 'editHousehold'],
    ['household.amended', ['h_invented1'], 'editHousehold'],
    ['person.registered', ['p_invented1', 'h_invented1'], 'addPerson'],
    ['person.amended', ['p_invented1'], 'editPerson'],
    ['people.merged', ['p_invented1', 'p_invented2'], undefined],
  ])('%s', (kind, subjects, screen) => {
    expect(nameOf(entry({ kind, subjects }))).toBe(screen);
  });
  it('is the visit, where its household is on the list', () => {
    const visit = entry({ kind: 'visit.recorded' });
    expect(nameOf(visit, [{ id: 'h_invented1' }])).toBe('visit');
    expect(nameOf(visit)).toBeUndefined();
  });
});

it('what is mended keeps the time it happened and what it was to replace', () => {
  const replaces = '01900000-0000-7000-8000-000000000009';
  const late = entry({ happened: '2020-01-27T20:00:00+08:00', replaces });
  const draft = { kind: 'household.left', subjects: ['h_invented1'], body: { reason: 'other' } };
  expect(inPlaceOf(late, draft)).toEqual({
    ...draft,
    replaces,
    happenedMs: Date.parse('2020-01-27T12:00:00Z'),
  });
  expect(inPlaceOf(entry(), draft)).toEqual(draft);
});
