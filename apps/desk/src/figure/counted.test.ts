import { createFold, recordsOf, type Stored } from '@doorstep/ledger';
import { describe, expect, it } from 'vitest';
import { countedRecords, factsById, sumOf } from './counted';

const PLACE = '222401101205';
let seq = 0;

function stored(
  kind: string,
  subjects: string[],
  body: object,
  more: Partial<Stored['entry']> = {},
): Stored {
  seq += 1;
  const at = `2020-01-28T01:${String(seq).padStart(2, '0')}:00.000Z`;
  const id = `0190aaaa-0000-7000-8000-${String(seq).padStart(12, '0')}`;
  const entry = {
    id,
    kind,
    v: 1,
    place: PLACE,
    at,
    by: 'c_aaaaaa',
    device: 'd_aaaaaa/1',
    n: seq,
    subjects,
    body,
    ...more,
  } as Stored['entry'];
  return { seq, receivedAt: at, offsetMs: 0, chain: '', entry };
}

function village() {
  const fold = createFold(PLACE);
  const visited = stored('visit.recorded', ['h_aaaaaa', 'p_aaaaaa', 'p_bbbbbb'], {
    household: 'h_aaaaaa',
    outcome: 'met',
    people: [
      { person: 'p_aaaaaa', asked: true },
      { person: 'p_bbbbbb', temperature: 378, flags: ['fever'] },
    ],
  });
  fold.add([
    stored('household.registered', ['h_aaaaaa'], { source: 'list', group: '1', door: '1' }),
    stored('person.registered', ['p_aaaaaa', 'h_aaaaaa'], { household: 'h_aaaaaa' }),
    stored('person.registered', ['p_bbbbbb', 'h_aaaaaa'], { household: 'h_aaaaaa' }),
    visited,
  ]);
  return { fold, visited };
}

describe('the records behind a figure', () => {
  it('are one line a record, and their sum is the figure', () => {
    const { fold, visited } = village();
    const rows = countedRecords(recordsOf(fold, 'visits.person_times'));
    expect(rows).toEqual([
      { source: visited.entry.id, day: '2020-01-28', n: 2, subjects: ['h_aaaaaa'] },
    ]);
    expect(sumOf(rows)).toBe(
      fold
        .tallies()
        .filter(({ indicator }) => indicator === 'visits.person_times')
        .reduce((sum, { n }) => sum + n, 0),
    );
  });
  it('lead to their facts', () => {
    const { fold, visited } = village();
    expect(factsById(fold).get(visited.entry.id)?.entry.kind).toBe('visit.recorded');
  });
  it('are gone when the record is voided', () => {
    const { fold, visited } = village();
    fold.add([
      stored(
        'entry.voided',
        visited.entry.subjects,
        { reason: 'mistake' },
        { replaces: visited.entry.id },
      ),
    ]);
    expect(countedRecords(recordsOf(fold, 'visits.person_times'))).toEqual([]);
    expect(factsById(fold).has(visited.entry.id)).toBe(false);
  });
});
