/** What a broadcast says, in plain words: the same on the phone and at the desk. Pure. */
import type { BroadcastBody } from '@doorstep/ledger';
import { codeWord } from './code-words';
import type { Say } from './use-words';

const JOIN = ' · ';

/** Village loudspeaker · Korean · 3×. */
export function broadcastText({ channel, language, times, copies }: BroadcastBody, t: Say): string {
  return [
    t(codeWord.channel(channel)),
    t(codeWord.language(language)),
    copies ? t('publicity.copiesOf', { n: copies }) : t('publicity.timesOf', { n: times }),
  ].join(JOIN);
}

/** What was said, without the words of one's own, which are sealed. */
export function saidText({ messages, ownWords }: BroadcastBody, t: Say): string {
  const said = messages.map((one) => t(codeWord.message(one)));
  return [...said, ...(ownWords ? [t('publicity.ownWordsSaid')] : [])].join(JOIN);
}

/** The lines of its record. */
export function broadcastLines(body: BroadcastBody, t: Say): { label: string; text: string }[] {
  const { channel, language, audience, times, copies } = body;
  return [
    { label: t('publicity.channel'), text: t(codeWord.channel(channel)) },
    { label: t('publicity.language'), text: t(codeWord.language(language)) },
    {
      label: t('publicity.audience'),
      text: audience.map((one) => t(codeWord.audience(one))).join(JOIN),
    },
    { label: t('publicity.message'), text: saidText(body, t) },
    { label: t('publicity.times'), text: t('publicity.timesOf', { n: times }) },
    ...(copies
      ? [{ label: t('publicity.copies'), text: t('publicity.copiesOf', { n: copies }) }]
      : []),
  ];
}
