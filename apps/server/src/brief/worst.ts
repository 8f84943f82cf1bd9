/**
 * The villages of an area, worst first, whatever the level: `GET /api/worst`. How far they were, what
 * was due and who was silent is as known at the hour asked for, up to the day asked for; whom to
 * tell, where groups stand and what was reminded of is as of now, for calling is done now. It grows
 * with the villages and days, never with their entries.
 */
import { instantOf, type OnDuty, type PlaceCode, type ReminderRow } from '@doorstep/ledger';
import type { GapOrder, SentReminder, VillageGap, Worst } from '@doorstep/sync';
import { gap, type Queries } from '../store';
import { areaOf } from './area';
import { viewOf } from './back';

export interface WorstQuery {
  place: PlaceCode;
  day: string;
  order: GapOrder;
  round?: string;
  limit: number;
  /** As known at this instant (to the hour); otherwise as known now. */
  knownAtMs?: number | undefined;
  nowMs: number;
}

function reminderOf(
  { seen, to: _, round, ...reminder }: ReminderRow,
  onDuty: readonly OnDuty[],
): SentReminder {
  const role = onDuty.find(({ cadre }) => cadre === seen?.by)?.role;
  return { ...reminder, ...(round && { round }), ...(seen && { seen: { ...seen, role } }) };
}

function villageGap(
  { villages: _, heardAtMs, ...row }: gap.GapRow,
  detail: gap.VillageDetail | undefined,
  beganMs: number,
): VillageGap {
  const { onDuty = [], reminders = [] } = detail?.contact ?? {};
  return {
    ...row,
    heard: heardAtMs >= beganMs,
    lastHeardMs: heardAtMs || null,
    rounds: detail?.rounds ?? [],
    reminders: reminders.map((one) => reminderOf(one, onDuty)),
  };
}

/** @returns undefined for an unknown place */
export async function worst(db: Queries, query: WorstQuery): Promise<Worst | undefined> {
  const { place, day, order, round, limit, nowMs } = query;
  const [area, view] = await Promise.all([areaOf(db, place), viewOf(db, query)]);
  if (!area) return undefined;
  const beganMs = instantOf(day);
  const { knownAtMs, asOfMs } = view;
  const rows = await gap.worst(db, {
    ...view,
    within: place,
    counties: area.counties,
    order,
    round,
    beganMs,
    limit,
  });
  const found = await gap.details(
    db,
    rows.map((row) => row.place),
  );
  const details = new Map(found.map((one) => [one.place, one]));
  return {
    place,
    day,
    knownAtMs,
    asOfMs,
    nowMs,
    villages: rows[0]?.villages ?? 0,
    rows: rows.map((row) => villageGap(row, details.get(row.place), beganMs)),
  };
}
