/**
 * Whom to call in a village, and who looked. Officials on duty are reachable by the offices above
 * them, residents never (docs/decisions/0014): what is handed over is chosen by the village's fold,
 * key by key, only to its cadres on duty, and each time is written into the village's own log.
 */
import * as v from 'valibot';
import { day, HOUR_MS, PLACE, type Entry, type OnDuty, type PlaceCode } from '@doorstep/ledger';
import {
  AccessListSchema,
  ContactsSchema,
  GAP_ORDERS,
  WorstSchema,
  type SealedContact,
} from '@doorstep/sync';
import { worst } from '../brief';
import { accessLog, contact, ledger, subjectKeys } from '../store';
import { logOnce } from './aside';
import { endpoint, type Endpoint, type Server } from './endpoint';
import { known } from './figures';
import { Problem } from './problem';
import { requireReadable } from './rights';

const place = v.pipe(v.string(), v.regex(PLACE));
const village = v.pipe(v.string(), v.regex(/^\d{12}$/));
const VILLAGES_MAX = 200;
const VILLAGES_SHOWN = 20;
const ACCESS_ROWS = 100;

/** Where a page of the log ended. */
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;
const cursor = v.pipe(
  v.string(),
  v.regex(CURSOR),
  v.transform((text) => {
    const [, at = '', id = ''] = CURSOR.exec(text) ?? [];
    return { at, id };
  }),
);

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
      'The villages of an area, worst first: by coverage of the round, by what is due, by silence; `known` to the hour',
    query: v.object({
      place,
      day,
      known: v.optional(known),
      order: v.optional(v.picklist(GAP_ORDERS), 'coverage'),
      round: v.optional(v.pipe(v.string(), v.regex(/^r_[A-Za-z0-9_-]{6,40}$/))),
      limit: v.optional(limit, String(VILLAGES_SHOWN)),
    }),
    answer: WorstSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const found = await worst(server.db, {
      ...query,
      knownAtMs: query.known,
      nowMs: server.clock.nowMs(),
    });
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

const CONTACT = 'contact-opened';

const contactsEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/contacts',
    summary:
      'Those on duty in a village with what opens their names and phones; who asks from above is in its log, once an hour',
    query: v.object({ place: village }),
    answer: ContactsSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const people = await contactsOf(server, query.place);
    if (session.scope === 'office')
      await logOnce(server, session, query.place, CONTACT, session.place, HOUR_MS);
    return { place: query.place, people };
  },
);

const accessEndpoint = endpoint(
  {
    method: 'GET',
    path: '/api/access',
    summary: `Who did or tried what from above or beside a village, newest first, ${ACCESS_ROWS} a page; \`before\`: the last answer's \`more\``,
    query: v.object({ place: village, before: v.optional(cursor) }),
    answer: AccessListSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const { place, before } = query;
    const found = await accessLog.latest(server.db, place, ACCESS_ROWS + 1, before);
    const rows = found
      .slice(0, ACCESS_ROWS)
      .map(({ id, at, account, action, detail }) => ({ id, at, account, action, detail }));
    const last = rows.at(-1);
    return { rows, more: found.length > rows.length && last ? `${last.at}_${last.id}` : null };
  },
);

export const contactEndpoints: readonly Endpoint[] = [
  worstEndpoint,
  contactsEndpoint,
  accessEndpoint,
];
