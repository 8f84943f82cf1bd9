/**
 * A village's ledger opened from above needs a reason, which holds for a day and stands in the
 * village's own log. Whoever opens a ledger waits here until it is given.
 */
import { levelOf, type PlaceCode } from '@doorstep/ledger';
import { OpeningSchema, type Failure, type OpeningReason } from '@doorstep/sync';
import { shallowReactive } from 'vue';
import { ask } from '../shell/ask';
import { device } from '../shell/device';
import { serverNowMs, session } from '../shell/session';

const openUntilMs = new Map<PlaceCode, number>();
/** Villages a reason is asked for, and who waits for it. */
const asked = shallowReactive(new Map<PlaceCode, (() => void)[]>());

const isOpen = (place: PlaceCode): boolean =>
  session().place === place ||
  levelOf(place) !== 'village' ||
  (openUntilMs.get(place) ?? 0) > serverNowMs();

/** Whether somebody waits for a reason to open this village. */
export const isReasonAsked = (place: PlaceCode): boolean => asked.has(place);

/** Resolves once the ledger may be opened, or cannot be asked for: then it says itself why not. */
export async function permitted(place: PlaceCode): Promise<void> {
  if (isOpen(place)) return;
  const answer = await ask('/api/openings', { place }, OpeningSchema);
  if (!answer.ok) return;
  const { untilMs } = answer.value;
  if (untilMs !== null) return void openUntilMs.set(place, untilMs);
  await new Promise<void>((resolve) => asked.set(place, [...(asked.get(place) ?? []), resolve]));
}

/** Gives the reason. @returns why it was not taken */
export async function openFor(
  place: PlaceCode,
  reason: OpeningReason,
): Promise<Failure | undefined> {
  const answer = await device.http.request('/api/openings', OpeningSchema, { place, reason });
  if (!answer.ok) return answer.failure;
  openUntilMs.set(place, answer.value.untilMs ?? 0);
  const waiting = asked.get(place) ?? [];
  asked.delete(place);
  for (const goOn of waiting) goOn();
  return undefined;
}

/** At sign-out: whoever comes next says why themselves. */
export function forgetOpenings(): void {
  openUntilMs.clear();
  asked.clear();
}
