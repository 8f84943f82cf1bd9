/**
 * What one phone logs of its village's publicity: some every day, until the times that fall to it are
 * on record; now and then entered in the evening, twice or with a digit too many, and put right.
 */
import { dayOf, instantOf, TIMES_MAX, type BroadcastBody } from '@doorstep/ledger';
import { broadcastDraft, dealt, type Dice } from '@doorstep/scenario';
import type { Draft } from '@doorstep/sync';
import { demoDays } from './calendar';
import type { Deed } from './deed';
import type { DemoVillage } from './villages';

export interface PublicityOptions extends Pick<
  DemoVillage,
  'koreanShare' | 'diligence' | 'households'
> {
  /** Times that fall to this phone (F58). */
  times: number;
  fromMs: number;
  /** What is recorded later reaches nobody in the ten days. */
  untilMs: number;
}

const MINUTE_MS = 60_000;
const FEW_KOREANS = 0.1;
const LITTLE_DILIGENCE = 0.5;

/** Who takes little trouble speaks Chinese only: then those who speak Korean are not told. */
function languageOf(
  dice: Dice,
  { koreanShare, diligence }: PublicityOptions,
): BroadcastBody['language'] {
  if (koreanShare < FEW_KOREANS || diligence < LITTLE_DILIGENCE) return 'zh';
  return dice.weighted([
    ['both', 6],
    ['ko', 8 * koreanShare],
    ['zh', 4 * (1 - koreanShare)],
  ] as const);
}

/** The deed, and what puts it right where it went wrong. */
function deedsOf(dice: Dice, atMs: number, draft: Draft & { body: { times: number } }): Deed[] {
  const slip = dice.next();
  const { times } = draft.body;
  if (slip < 0.015 && times * 11 <= TIMES_MAX) {
    const deed = { atMs, drafts: [{ ...draft, body: { ...draft.body, times: times * 11 } }] };
    return [deed, { atMs: atMs + 2 * MINUTE_MS, drafts: [{ ...draft, amends: deed }] }];
  }
  const deed: Deed = { atMs, drafts: [draft] };
  if (slip < 0.985) return [deed];
  const again = { atMs: atMs + MINUTE_MS, drafts: [draft] };
  const { subjects } = draft;
  const body = { reason: 'twice' };
  const gone = { kind: 'entry.voided', subjects, body, amends: again };
  return [deed, again, { atMs: atMs + 3 * MINUTE_MS, drafts: [gone] }];
}

function ofDay(dice: Dice, day: string, times: number, options: PublicityOptions): Deed[] {
  const { fromMs, untilMs, households } = options;
  const beginsMs = Math.max(instantOf(day, '07:20'), fromMs);
  const endsMs = Math.min(instantOf(day, '19:40'), untilMs - 5 * MINUTE_MS);
  const isLastDay = day === dayOf(untilMs);
  const deeds: Deed[] = [];
  for (let left = times; left > 0;) {
    const language = languageOf(dice, options);
    const draft = broadcastDraft(dice, { language, timesMax: left, households });
    left -= draft.body.times;
    const madeMs = dice.int(beginsMs, endsMs);
    const isLate = !isLastDay && dice.chance(0.05);
    if (!isLate) deeds.push(...deedsOf(dice, madeMs, draft));
    else {
      const atMs = instantOf(day, '20:05') + dice.int(0, 80 * MINUTE_MS);
      deeds.push({ atMs, drafts: [{ ...draft, happenedMs: madeMs }] });
    }
  }
  return deeds;
}

/** Everything a phone logs of publicity in the ten days. */
export function publicityDeeds(dice: Dice, options: PublicityOptions): Deed[] {
  const lastDay = dayOf(options.untilMs);
  const days = demoDays().filter((day) => day <= lastDay);
  const perDay = dealt(
    options.times,
    days.map(() => 0.6 + 0.8 * dice.next()),
  );
  return days.flatMap((day, i) => ofDay(dice, day, perDay[i]!, options));
}
