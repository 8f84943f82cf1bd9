/**
 * Whom to call in a village, and who looked. Officials on duty are reachable by the offices above
 * them, residents never (docs/decisions/0014): what is handed over is chosen by the village's fold,
 * key by key, only to its cadres on duty, and each time is written into the village's own log.
 */
import * as v from 'valibot';
import { day, PLACE, type Entry, type OnDuty, type PlaceCode } from '@doorstep/ledger';
import {
  AccessListSchema,
  ContactsSchema,
  GAP_ORDERS,
  WorstSchema,
  type SealedContact,
} from '@doorstep/sync';
import { worst } from '../brief';
import { accessLog, contact, ledger, subjectKeys } from '../store';
import { logAccess } from './aside';
import { endpoint, type Endpoint, type Server } from './endpoint';
import { Problem } from './problem';
import { requireReadable } from './rights';

const place = v.pipe(v.string(), v.regex(PLACE));
const village = v.pipe(v.string(), v.regex(/^\d{12}$/));
const VILLAGES_MAX = 200;
const VILLAGES_SHOWN = 20;
const ACCESS_ROWS = 200;

/** A number from 1 on. */
const limit = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}$/),
  v.transform(Number),
  v.minValue(1),
  v.maxValue(VILLAGES_MAX),
);

const worstEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/worst',
    summary:
      'The villages of an area, worst first: by coverage of the round, by what is due, by silence; as of now',
    query: v.object({
      place,
      day,
      order: v.optional(v.picklist(GAP_ORDERS), 'coverage'),
      round: v.optional(v.pipe(v.string(), v.regex(/^r_[A-Za-z0-9_-]{6,40}$/))),
      limit: v.optional(limit, String(VILLAGES_SHOWN)),
    }),
    answer: WorstSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const found = await worst(server.db, { ...query, nowMs: server.clock.nowMs() });
    if (!found) throw new Problem('not-found');
    return found;
  },
);

/** What is sealed under a cadre's own id in the entries that stationed them; nothing else of these. */
const partsOf = ({ cadre, stated }: OnDuty, entries: ReadonlyMap<string, Entry>) =>
  stated.flatMap((id) => {
    const part = entries.get(id)?.sealed?.[cadre];
    return part ? [part] : [];
  });

/** Those on duty with their sealed names, and of the keys only each one's own. */
async function contactsOf(server: Server, of: PlaceCode): Promise<SealedContact[]> {
  const known = (await contact.of(server.db, of))?.onDuty ?? [];
  const onDuty = known.filter(({ cadre }) => cadre.startsWith('c_'));
  const ids = onDuty.flatMap(({ stated }) => stated);
  const entries = new Map(
    (await ledger.named(server.db, of, ids)).map((entry) => [entry.id, entry]),
  );
  const sealed = onDuty.map((one) => ({ one, parts: partsOf(one, entries) }));
  const keyIds = new Set(sealed.flatMap(({ parts }) => parts.map(({ k }) => k)));
  const rows = await subjectKeys.named(server.db, of, [...keyIds]);
  const keys = await server.keys.unwrap(server.store.keys, of, rows);
  return sealed.map(({ one: { stated: _, ...one }, parts }) => ({
    ...one,
    sealed: parts,
    keys: keys.filter(
      ({ k, subject }) => subject === one.cadre && parts.some((part) => part.k === k),
    ),
  }));
}

const contactsEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/contacts',
    summary:
      'Those on duty in a village with what opens their names and phones; every asking from above is in its log',
    query: v.object({ place: village }),
    answer: ContactsSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const people = await contactsOf(server, query.place);
    if (session.scope === 'office')
      await logAccess(server, session, query.place, 'contact-opened', session.place);
    return { place: query.place, people };
  },
);

const accessEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/access',
    summary: `Who did or tried what from above or beside a village: its latest ${ACCESS_ROWS}`,
    query: v.object({ place: village }),
    answer: AccessListSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const found = await accessLog.latest(server.db, query.place, ACCESS_ROWS);
    return {
      rows: found.map(({ id, at, account, action, detail }) => ({
        id,
        at,
        account,
        action,
        detail,
      })),
    };
  },
);

export const contactEndpoints: readonly Endpoint[] = [
  worstEndpoint,
  contactsEndpoint,
  accessEndpoint,
];
