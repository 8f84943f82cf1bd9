/**
 * A village's ledger opened from above needs a reason, which holds for a day and stands in the
 * village's own log. Whoever opens a ledger waits here until it is given.
 *
 *   asked ──reason given, here or in another tab──► open ──a day is over, or the server asks──► asked
 */
import { levelOf, type PlaceCode } from '@doorstep/ledger';
import { OpeningSchema, type Failure, type OpeningReason } from '@doorstep/sync';
import { shallowReactive } from 'vue';
import { ask } from '../shell/ask';
import { device } from '../shell/device';
import { serverNowMs, session } from '../shell/session';

/** Villages that are open, and what ends that. */
const open = new Map<PlaceCode, ReturnType<typeof setTimeout>>();
/** Villages a reason is asked for, and who waits for it. */
const asked = shallowReactive(new Map<PlaceCode, (() => void)[]>());

/** A desk's clock may be a little ahead of the server's, which says itself when a day is over. */
const GRACE_MS = 2_000;

const needsReason = (place: PlaceCode): boolean =>
  session().place !== place && levelOf(place) === 'village';

function close(place: PlaceCode): void {
  clearTimeout(open.get(place));
  open.delete(place);
}

function admit(place: PlaceCode, untilMs: number): void {
  close(place);
  open.set(
    place,
    setTimeout(() => askReason(place), untilMs - serverNowMs() + GRACE_MS),
  );
  const waiting = asked.get(place) ?? [];
  asked.delete(place);
  for (const goOn of waiting) goOn();
}

/** The server wants to know why before it answers again. */
export function askReason(place: PlaceCode): void {
  close(place);
  if (!asked.has(place)) asked.set(place, []);
}

/** Whether a reason is asked for to open this village, or to go on reading it. */
export const isReasonAsked = (place: PlaceCode): boolean => asked.has(place);

/** Whether it was opened meanwhile, as in another tab. @returns undefined where that cannot be asked */
export async function isOpenedMeanwhile(place: PlaceCode): Promise<boolean | undefined> {
  const answer = await ask('/api/openings', { place }, OpeningSchema);
  if (!answer.ok) return undefined;
  const { untilMs } = answer.value;
  if (untilMs !== null) admit(place, untilMs);
  return untilMs !== null;
}

/** Resolves once the ledger may be opened, or cannot be asked for: then it says itself why not. */
export async function permitted(place: PlaceCode): Promise<void> {
  if (!needsReason(place) || open.has(place)) return;
  if ((await isOpenedMeanwhile(place)) !== false) return;
  await new Promise<void>((resolve) => asked.set(place, [...(asked.get(place) ?? []), resolve]));
}

/** Gives the reason. @returns why it was not taken */
export async function openFor(
  place: PlaceCode,
  reason: OpeningReason,
): Promise<Failure | undefined> {
  const answer = await device.http.request('/api/openings', OpeningSchema, { place, reason });
  if (!answer.ok) return answer.failure;
  const { untilMs } = answer.value;
  if (untilMs !== null) admit(place, untilMs);
  return undefined;
}

/** At sign-out: whoever comes next says why themselves. */
export function forgetOpenings(): void {
  for (const place of [...open.keys()]) close(place);
  asked.clear();
}
