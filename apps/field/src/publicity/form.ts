/** The broadcast form: what is proposed, what is entered, and the fact it becomes. Pure. */
import {
  AUDIENCES,
  BROADCAST_MESSAGES,
  type CHANNELS,
  COPIED,
  type TOLD_LANGUAGES,
  type BroadcastBody,
} from '@doorstep/ledger';
import type { Draft, Identity } from '@doorstep/sync';

export interface BroadcastForm {
  channel: (typeof CHANNELS)[number];
  language: (typeof TOLD_LANGUAGES)[number];
  audience: readonly (typeof AUDIENCES)[number][];
  messages: readonly (typeof BROADCAST_MESSAGES)[number][];
  /** Sealed: free text may name somebody. */
  ownWords?: string | undefined;
  times: number;
  /** As typed. */
  copies?: string | undefined;
}

/** Where nothing was publicised yet: the four behaviours of F22 over the loudspeaker (F32). */
const FIRST: BroadcastForm = {
  channel: 'loudspeaker',
  language: 'both',
  audience: ['villagers'],
  messages: ['no-rumours', 'no-spreading', 'no-visiting', 'no-gathering'],
  times: 1,
};
const COPIES_MAX = 100_000;

/** Handed out or put up: counted in copies, and once as a whole. */
export const isCopied = ({ channel }: Pick<BroadcastForm, 'channel'>): boolean =>
  COPIED.includes(channel);

/** The form of a broadcast that was made; of none, the one that is likely to be the first. */
export function broadcastForm(body: BroadcastBody | undefined, sealed?: Identity): BroadcastForm {
  if (!body) return FIRST;
  const { channel, language, audience, messages, times, copies } = body;
  return {
    channel,
    language,
    audience,
    messages,
    times,
    copies: copies?.toString(),
    ownWords: sealed?.note,
  };
}

const copiesOf = ({ copies }: BroadcastForm): number | undefined =>
  copies === undefined ? undefined : /^\d{1,6}$/.test(copies) ? Number(copies) : NaN;

/** Whether a number of copies makes sense, if one is given. */
export function isCopies(form: BroadcastForm): boolean {
  const copies = copiesOf(form);
  return !isCopied(form) || copies === undefined || (copies > 0 && copies <= COPIES_MAX);
}

/** Something was said, to somebody. */
export const isWhole = (form: BroadcastForm): boolean =>
  form.audience.length > 0 &&
  (form.messages.length > 0 || form.ownWords !== undefined) &&
  isCopies(form);

/** In the order of the ledger's list, so that the same choice is the same fact. */
const inOrder = <T extends string>(all: readonly T[], chosen: readonly T[]): T[] =>
  all.filter((one) => chosen.includes(one));

/** What the form will record; `broadcastText` says it on the button. */
export function broadcastBody(form: BroadcastForm): BroadcastBody {
  const { channel, language, audience, messages, ownWords, times } = form;
  const copies = isCopied(form) ? copiesOf(form) : undefined;
  return {
    channel,
    language,
    audience: inOrder(AUDIENCES, audience),
    messages: inOrder(BROADCAST_MESSAGES, messages),
    ...(ownWords !== undefined && { ownWords: true as const }),
    times: isCopied(form) ? 1 : times,
    ...(copies && { copies }),
  };
}

/** @param message the subject words of one's own are sealed under */
export function broadcastDraft(form: BroadcastForm, message: string): Draft {
  const { ownWords } = form;
  return {
    kind: 'broadcast.made',
    subjects: [message],
    body: broadcastBody(form) as never,
    ...(ownWords !== undefined && { identities: { [message]: { note: ownWords } } }),
  };
}
