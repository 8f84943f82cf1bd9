/** Invented broadcasts: what a village says over its loudspeaker, in its chat group and on paper (F32, F58). */
import { COPIED, type BroadcastBody, type Channel } from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import type { Dice } from './dice';

export interface BroadcastOptions {
  language: BroadcastBody['language'];
  /** No more times than these. */
  timesMax: number;
  /** People the village could hand something to. */
  households: number;
}

const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['loudspeaker', 50],
  ['group-chat', 26],
  ['vehicle', 7],
  ['board', 6],
  ['face-to-face', 5],
  ['leaflet', 4],
  ['banner', 1],
  ['screen', 1],
];

const MESSAGES: readonly (readonly [BroadcastBody['messages'], number])[] = [
  [['no-rumours', 'no-spreading', 'no-visiting', 'no-gathering'], 6],
  [['no-visiting', 'no-gathering', 'stay-home'], 4],
  [['basic-knowledge', 'wear-mask'], 4],
  [['report-fever', 'report-return'], 3],
];

const OWN_WORDS = [
  '外来车辆一律在村口登记测温',
  '今天下午村部发放口罩，需要进城的村民来领',
  '红白事一律从简，先报村委会',
  '返乡人员主动到村部登记',
];

function copiesIn(dice: Dice, channel: Channel, households: number): number | undefined {
  if (!COPIED.includes(channel)) return undefined;
  return channel === 'leaflet' ? dice.int(Math.ceil(households / 4), households) : dice.int(1, 6);
}

/** One broadcast, in words of one's own now and then. */
export function broadcastDraft(
  dice: Dice,
  { language, timesMax, households }: BroadcastOptions,
): Draft & { body: { times: number } } {
  const message = dice.id('m');
  const channel = dice.weighted(CHANNELS);
  const isHeard = channel === 'loudspeaker' || channel === 'vehicle';
  const copies = copiesIn(dice, channel, households);
  const ownWords = dice.chance(0.08) ? dice.pick(OWN_WORDS) : undefined;
  const body: BroadcastBody = {
    channel,
    language,
    audience: dice.weighted<BroadcastBody['audience']>([
      [['villagers'], 7],
      [['villagers', 'outsiders'], 2],
      [['outsiders'], channel === 'group-chat' ? 0 : 1],
    ]),
    messages: ownWords ? [] : dice.weighted(MESSAGES),
    ...(ownWords && { ownWords: true }),
    times: isHeard ? Math.min(timesMax, dice.int(1, 3)) : 1,
    ...(copies !== undefined && { copies }),
  };
  return {
    kind: 'broadcast.made',
    subjects: [message],
    body: body as never,
    ...(ownWords && { identities: { [message]: { note: ownWords } } }),
  };
}
