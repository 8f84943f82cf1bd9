/** What the store's conformance cases are run on, and the entries they are told with. */
import type { PlaceCode } from '@doorstep/ledger';
import type { PushEntry, PushRequest } from './ledger';
import type { ServerStore } from './ports';

/** A prefecture nobody wrote to, and three villages in two of its counties. */
export interface Area {
  prefecture: PlaceCode;
  villages: [PlaceCode, PlaceCode, PlaceCode];
}

export interface StoreSubject {
  store: ServerStore;
  /** Another process's way to the same store. */
  other: ServerStore;
  area(): Promise<Area>;
  /** An entry id never used before. */
  newId(): string;
}

export interface StoreCase {
  name: string;
  run(subject: StoreSubject): Promise<void>;
}

export const RECEIVED = '2020-01-28T01:12:06.000Z';
export const ALL = { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 10_000 };

export function entry(place: PlaceCode, id: string, extra: Partial<PushEntry> = {}): PushEntry {
  const content = `{"at":"2020-01-28T09:12:05.120+08:00","id":"${id}","kind":"visit.recorded","place":"${place}"}`;
  return { id, kind: 'visit.recorded', content, keyIds: [], ...extra };
}

export const requestOf = (
  place: PlaceCode,
  entries: PushEntry[],
  more: Partial<PushRequest> = {},
): PushRequest => ({ place, receivedAt: RECEIVED, offsetMs: -120, entries, keys: [], ...more });
