/** Facts written to ledgers by tests, at an hour of a day. */
import { canonical, instantOf, localInstant, type Entry, type PlaceCode } from '@doorstep/ledger';
import { newId } from '../folder/testing';
import { ledger, type Database } from '../store';

export type Written = Pick<Entry, 'kind' | 'subjects' | 'body'> & Partial<Entry>;

/** @returns what appends a fact to a place's ledger, received when it was recorded; gives its id */
export const writerTo =
  (db: Database) =>
  async (place: PlaceCode, day: string, time: string, fact: Written): Promise<string> => {
    const atMs = instantOf(day, time);
    const entry: Entry = {
      id: newId(),
      v: 1,
      place,
      at: localInstant(atMs),
      by: 'c_cadre00',
      device: 'd_device0/1',
      n: 1,
      ...fact,
    };
    await ledger.push(db, {
      place,
      receivedAt: new Date(atMs).toISOString(),
      offsetMs: 0,
      entries: [{ id: entry.id, kind: entry.kind, content: canonical(entry), keyIds: [] }],
      keys: [],
    });
    return entry.id;
  };

export const household = (id: string, door: string): Written => ({
  kind: 'household.registered',
  subjects: [id],
  body: { source: 'list', group: '1', door },
});
