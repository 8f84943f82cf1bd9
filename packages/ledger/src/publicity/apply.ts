/** What a broadcast counts for: the 12,000 times (F58), and who has now heard it in their language. */
import type { Context, Fact } from '../core/module';
import { pairOf } from '../core/on-behalf';
import { dimsOf } from '../core/tally';
import type { PlaceState } from '../state';
import type { BroadcastBody, BroadcastsToldApart, Channel } from './kinds';
import type { SpokenLanguage } from './state';

/** What these reach is heard in every house; a chat, a board or a leaflet reaches who looks at it. */
const HEARD_IN_EVERY_HOUSE: readonly Channel[] = ['loudspeaker', 'vehicle'];

/** The languages something was said in. */
export const languagesOf = (language: BroadcastBody['language']): SpokenLanguage[] =>
  language === 'both' ? ['zh', 'ko'] : [language];

const audienceOf = ({ audience }: BroadcastBody): string =>
  audience.length > 1 ? 'everybody' : audience[0]!;

export function makeBroadcast(
  state: PlaceState,
  fact: Fact<BroadcastBody>,
  context: Context,
): void {
  const { body, entry } = fact;
  const { channel, language, audience, times, copies } = body;
  const message = entry.subjects.find((one) => one.startsWith('m_')) ?? '';
  const { broadcasts, heard } = state.publicity;
  broadcasts.push({ id: fact.id, by: entry.by, timeMs: fact.timeMs, day: fact.day, message, body });
  const dims = dimsOf({ audience: audienceOf(body), channel, language });
  context.emit('publicity.times', message, times, dims);
  if (copies) context.emit('publicity.copies', message, copies, dims);
  if (!audience.includes('villagers') || !HEARD_IN_EVERY_HOUSE.includes(channel)) return;
  for (const one of languagesOf(language)) heard.add(one);
}

/** Both broadcasts stand: they are not asked about again. */
export function tellBroadcastsApart(
  { publicity }: PlaceState,
  { body }: Fact<BroadcastsToldApart>,
): void {
  publicity.apart.add(pairOf(body.broadcast, body.other));
}
