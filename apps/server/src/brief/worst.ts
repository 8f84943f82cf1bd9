/**
 * The villages of an area, worst first, whatever the level: `GET /api/worst`. What is missing is
 * always as of now, for absence is not recorded but derived; silent is who was not heard from since
 * the day began. It grows with the villages, never with their entries.
 */
import { instantOf, type OnDuty, type PlaceCode, type ReminderRow } from '@doorstep/ledger';
import type { GapOrder, SentReminder, VillageGap, Worst } from '@doorstep/sync';
import { gap, type Queries } from '../store';
import { areaOf } from './area';

export interface WorstQuery {
  place: PlaceCode;
  day: string;
  order: GapOrder;
  round?: string;
  limit: number;
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
  const area = await areaOf(db, place);
  if (!area) return undefined;
  const beganMs = instantOf(day);
  const { counties } = area;
  const rows = await gap.worst(db, {
    within: place,
    counties,
    order,
    round,
    nowMs,
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
    nowMs,
    villages: rows[0]?.villages ?? 0,
    rows: rows.map((row) => villageGap(row, details.get(row.place), beganMs)),
  };
}
