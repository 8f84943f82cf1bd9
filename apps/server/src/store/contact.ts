/** Whom to call in a place and what it was reminded of, as its fold last said. No names, no keys. */
import { countyOf, type OnDuty, type PlaceCode, type ReminderRow } from '@doorstep/ledger';
import type { Queries } from './database';

export interface ContactState {
  /** Those on duty, whoever leads first. */
  onDuty: OnDuty[];
  /** The latest reminders, latest first. */
  reminders: ReminderRow[];
}

/** Puts a place's state in the place of the one there was. */
export async function replace(tx: Queries, place: PlaceCode, state: ContactState): Promise<void> {
  await tx.query(
    `insert into contact (county, place, state) values ($1, $2, $3)
     on conflict (county, place) do update set state = excluded.state`,
    [countyOf(place), place, JSON.stringify(state)],
  );
}

/** @returns undefined for a place never folded */
export async function of(db: Queries, place: PlaceCode): Promise<ContactState | undefined> {
  const [row] = await db.query<{ state: ContactState }>(
    'select state from contact where county = $1 and place = $2',
    [countyOf(place), place],
  );
  return row?.state;
}
