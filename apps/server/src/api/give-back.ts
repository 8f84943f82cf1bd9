/**
 * What a restored server lost comes back from whoever still has it (rule 8): entries that follow
 * each other up to a point this server signed. They keep author, receivedAt and offset; keys
 * journalled as erased stay away; ids known already are left as they are.
 */
import * as v from 'valibot';
import { canonical, PLACE } from '@doorstep/ledger';
import {
  GIVE_BACK_BYTES,
  GiveBackSchema,
  isProven,
  MAX_ENTRIES,
  PushAnswerSchema,
  type GiveBack,
  type SubjectKey,
} from '@doorstep/sync';
import { outcomeOf, receiptsFor, setAsideRefused, type Appended, type Bringer } from './append';
import { endpoint } from './endpoint';
import { Problem } from './problem';
import { requireOpened } from './openings';
import { withTail } from './tail';

/** The keys that open something given back; any other could keep the right one out for ever. */
function usedOf({ entries, keys }: GiveBack): SubjectKey[] {
  const used = new Set(
    entries.flatMap(({ entry }) =>
      Object.entries(entry.sealed ?? {}).map(([subject, { k }]) => `${subject} ${k}`),
    ),
  );
  return keys.filter(({ subject, k }) => used.has(`${subject} ${k}`));
}

/** Stores what was given back, MAX_ENTRIES at a time. */
async function restore(bringer: Bringer, lost: GiveBack): Promise<Appended> {
  const { entries } = lost;
  const { server, place } = bringer;
  const receivedAt = new Date(server.clock.nowMs()).toISOString();
  const wrapped = await server.keys.wrap(server.store.keys, place, usedOf(lost));
  let head = await server.store.ledger.head(place);
  const outcomes: Appended['outcomes'] = [];
  for (let from = 0; from < entries.length; from += MAX_ENTRIES) {
    const result = await server.store.ledger.push({
      place,
      receivedAt,
      offsetMs: 0,
      entries: entries.slice(from, from + MAX_ENTRIES).map(({ entry, ...first }) => ({
        id: entry.id,
        kind: entry.kind,
        content: canonical(entry),
        keyIds: [],
        first,
      })),
      keys: from === 0 ? wrapped : [],
    });
    head = result.head;
    if (!result.moved) outcomes.push(...result.receipts.map(outcomeOf));
  }
  const all = entries.map(({ entry }) => entry);
  await setAsideRefused(bringer, receivedAt, all, outcomes);
  return { head, outcomes };
}

export const giveBackEndpoint = endpoint(
  {
    method: 'POST',
    path: '/api/ledgers/:place/restore',
    summary: 'Give back entries a restored server lost, up to a point it once signed',
    params: v.object({ place: v.pipe(v.string(), v.regex(PLACE)) }),
    body: GiveBackSchema,
    bodyBytesMax: GIVE_BACK_BYTES,
    answer: PushAnswerSchema,
    problems: [
      'broken-json',
      'broken-gzip',
      'not-found',
      'reason-asked',
      'not-proven',
      'too-large',
      'busy',
    ],
  },
  async (call) => {
    const { server, session, body } = call;
    const { place } = call.params;
    await requireOpened(server, session, place);
    if (!isProven(place, body, server.keys.isOurs)) throw new Problem('not-proven');
    const { head, outcomes } = await restore({ server, session, place }, body);
    server.log.info({ place, given: outcomes.length, head: head.head }, 'entries given back');
    server.hub.head({ place, head: head.head });
    return withTail(server, head, body.after, { receipts: receiptsFor(call, outcomes) });
  },
);
