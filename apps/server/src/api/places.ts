/** The tree of places: codes, levels and names in three languages. */
import * as v from 'valibot';
import { PLACE } from '@doorstep/ledger';
import { PlacesSchema } from '@doorstep/sync';
import { places } from '../store';
import { endpoint, type Endpoint } from './endpoint';
import { Problem } from './problem';

const tree = endpoint(
  {
    method: 'GET',
    path: '/api/places',
    summary: 'A place (by default that of the session) and all below it, parents before children',
    query: v.object({ under: v.optional(v.pipe(v.string(), v.regex(PLACE))) }),
    answer: PlacesSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    const found = await places.under(server.db, query.under ?? session.place);
    if (found.length === 0) throw new Problem('not-found');
    return { places: found };
  },
);

export const placeEndpoints: readonly Endpoint[] = [tree];
