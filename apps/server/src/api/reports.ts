/** Reports: what an office is about to send, what was sent, and why it has moved since. */
import * as v from 'valibot';
import { day, id, PLACE } from '@doorstep/ledger';
import { DraftBriefSchema, SentBriefSchema, SentListSchema, WhySchema } from '@doorstep/sync';
import { briefsSentBy, draftBrief, metaOf, sentReport, vouchedFor } from '../reports';
import { endpoint, type Endpoint } from './endpoint';
import { found, known } from './figures';
import { Problem } from './problem';
import { requireReadable } from './rights';

const place = v.pipe(v.string(), v.regex(PLACE));

const draftEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/brief/draft',
    summary:
      'What an office needs to send its report: three texts, the figures, and up to which entry of which ledger they go',
    query: v.object({ place, day, known: v.optional(known) }),
    answer: DraftBriefSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    if (session.scope !== 'office' || session.place !== query.place) throw new Problem('not-found');
    const { place: office, day: on, known: knownAtMs } = query;
    const nowMs = server.clock.nowMs();
    const draft = await draftBrief(server.db, { place: office, day: on, knownAtMs, nowMs });
    return vouchedFor(server.keys, office, found(draft));
  },
);

const listEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/briefs',
    summary: 'The reports an office has sent, latest first; `day`: of that day',
    query: v.object({ place, day: v.optional(day) }),
    answer: SentListSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const briefs = await briefsSentBy(server.db, query.place, query.day);
    return { place: query.place, briefs: briefs.map(metaOf) };
  },
);

const briefParams = v.object({ place, brief: id('br') });

const sentEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/briefs/:place/:brief',
    summary: 'A report exactly as it was sent, and what of its figures has moved since',
    params: briefParams,
    answer: SentBriefSchema,
    problems: ['not-found'],
  },
  async ({ server, session, params }) => {
    await requireReadable(server, session, params.place);
    const asked = { office: params.place, brief: params.brief };
    return found(await sentReport(server, asked, server.clock.nowMs()));
  },
);

const whyEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/briefs/:place/:brief/why',
    summary:
      'Why figures of a sent report moved within a place one level below: came later, corrected, voided; the parts add up to the difference',
    params: briefParams,
    query: v.object({ within: place }),
    answer: WhySchema,
    problems: ['not-found'],
  },
  async ({ server, session, params, query }) => {
    await requireReadable(server, session, params.place);
    const asked = { office: params.place, brief: params.brief };
    return found(await server.explainer.why(server.db, asked, query.within));
  },
);

export const reportEndpoints: readonly Endpoint[] = [
  draftEndpoint,
  listEndpoint,
  sentEndpoint,
  whyEndpoint,
];
