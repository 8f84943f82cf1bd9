/** Figures and what is owed, never names: tallies, obligations, the overview, the day's report, rounds. */
import * as v from 'valibot';
import { BriefTextSchema, day, INSTANT, PLACE } from '@doorstep/ledger';
import {
  BriefSchema,
  OverviewSchema,
  OwedSchema,
  plainText,
  RoundsSchema,
  TalliesSchema,
} from '@doorstep/sync';
import { LOCALES } from '@doorstep/words';
import { brief, briefText, knownAt, obligations, overview, rounds, tallies } from '../brief';
import { endpoint, type Endpoint } from './endpoint';
import { Problem } from './problem';
import { requireReadable } from './rights';

export const place = v.pipe(v.string(), v.regex(PLACE));
/** Ms since 1970, or an RFC 3339 instant. */
export const known = v.union([
  v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
  v.pipe(
    v.string(),
    v.regex(INSTANT),
    v.transform((text) => Date.parse(text)),
    v.check((ms) => Number.isFinite(ms)),
  ),
]);
const name = v.pipe(v.string(), v.regex(/^[a-z_.-]{1,60}$/));

/** @throws Problem `not-found` when there is nothing */
export function found<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Problem('not-found');
  return answer;
}

const talliesEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/tallies',
    summary:
      'Sums of figures: per place one level below, per day, per both, or in all; `known` to the hour',
    query: v.object({
      place,
      from: v.optional(day),
      to: v.optional(day),
      known: v.optional(known),
      by: v.picklist(['place', 'day', 'place-day', 'indicator']),
      indicator: v.optional(name),
    }),
    answer: TalliesSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const { heardBefore, knownAtMs } = knownAt(query.known, server.clock.nowMs());
    const indicators = query.indicator === undefined ? undefined : [query.indicator];
    return {
      knownAtMs,
      rows: found(await tallies(server.db, { ...query, heardBefore, indicators })),
    };
  },
);

const obligationsEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/obligations',
    summary: 'What is owed per place one level below, soonest due first',
    query: v.object({ place, module: v.optional(name) }),
    answer: v.object({ nowMs: v.number(), owed: v.array(OwedSchema) }),
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    return { nowMs: server.clock.nowMs(), owed: found(await obligations(server.db, query)) };
  },
);

const dayQuery = { place, day, known: v.optional(known) };

const overviewEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/overview',
    summary:
      'An area on a day: leading figures with their days, per place below coverage, what is owed, last heard',
    query: v.object(dayQuery),
    answer: OverviewSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    return found(
      await overview(server.db, { ...query, knownAtMs: query.known, nowMs: server.clock.nowMs() }),
    );
  },
);

const briefEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/brief',
    summary: "The day's report in numbers and in words; `lang` goes before Accept-Language",
    query: v.object({ ...dayQuery, lang: v.optional(v.picklist(LOCALES)) }),
    answer: v.object({ ...BriefSchema.entries, text: BriefTextSchema, plain: v.string() }),
    problems: ['not-found'],
  },
  async ({ server, session, query, locale }) => {
    await requireReadable(server, session, query.place);
    const report = found(
      await brief(server.db, { ...query, knownAtMs: query.known, nowMs: server.clock.nowMs() }),
    );
    const text = briefText(report, query.lang ?? locale);
    return { ...report, text, plain: plainText(text) };
  },
);

const roundsEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/rounds',
    summary: 'Rounds that concern an area, latest opened first',
    query: v.object({ place }),
    answer: RoundsSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    return { rounds: await rounds(server.db, query.place) };
  },
);

export const figureEndpoints: readonly Endpoint[] = [
  talliesEndpoint,
  obligationsEndpoint,
  overviewEndpoint,
  briefEndpoint,
  roundsEndpoint,
];
