/** Tables: figures of the places of one level, streamed as they are read; and how these places stand. */
import { Readable } from 'node:stream';
import * as v from 'valibot';
import { day, indicatorNamed } from '@doorstep/ledger';
import { FigureTableSchema, GRAINS, StandingSchema, TABLE_ROWS_MAX } from '@doorstep/sync';
import { figures, standing, TooManyRows, type Figures, type FiguresQuery } from '../tables';
import type { Database } from '../store';
import { endpoint, JsonStream, type Endpoint } from './endpoint';
import { found, known, place } from './figures';
import { Problem } from './problem';
import { requireReadable } from './rights';

const grain = v.picklist(GRAINS);
/** By commas; those there are. */
const indicators = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.transform((text) => text.split(',').filter(Boolean)),
  v.check((ids) => ids.every((id) => indicatorNamed(id) !== undefined)),
);

/** The answer piece by piece: a long table is never held whole. */
async function* written({ head, rows }: Figures): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  let isFirst = true;
  for await (const some of rows) {
    if (some.length === 0) continue;
    yield (isFirst ? '' : ',') + JSON.stringify(some).slice(1, -1);
    isFirst = false;
  }
  yield ']}';
}

async function figuresOf(db: Database, query: FiguresQuery): Promise<Figures> {
  try {
    return found(await figures(db, query));
  } catch (error) {
    if (error instanceof TooManyRows) throw new Problem('too-many-rows', { max: TABLE_ROWS_MAX });
    throw error;
  }
}

const figuresEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/tables/figures',
    summary:
      'Figures of every place of a level over some days, or (`by=day`) a row a place and day; `known` to the hour',
    query: v.object({
      place,
      grain,
      from: v.optional(day),
      to: day,
      known: v.optional(known),
      by: v.picklist(['place', 'day']),
      indicators,
    }),
    answer: FigureTableSchema,
    problems: ['not-found', 'too-many-rows'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const { by, known: knownAtMs, ...asked } = query;
    const nowMs = server.clock.nowMs();
    const table = await figuresOf(server.db, { ...asked, knownAtMs, nowMs, daily: by === 'day' });
    return new JsonStream(Readable.from(written(table)));
  },
);

const standingEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/tables/standing',
    summary:
      'How the places of a level stand: owed and last heard as of now, rounds by the end of a day',
    query: v.object({ place, grain, day, known: v.optional(known) }),
    answer: StandingSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const { known: knownAtMs, ...asked } = query;
    return found(await standing(server.db, { ...asked, knownAtMs, nowMs: server.clock.nowMs() }));
  },
);

export const tableEndpoints: readonly Endpoint[] = [figuresEndpoint, standingEndpoint];
