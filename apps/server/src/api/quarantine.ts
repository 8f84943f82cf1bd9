/**
 * What was set aside, and a person's decision about it. A village's own sign-in sees what was sent,
 * names still sealed; an office sees reasons, kinds, places, times and devices. Nothing is deleted.
 */
import * as v from 'valibot';
import { countyOf, PLACE, type PlaceCode } from '@doorstep/ledger';
import {
  AsideCountsSchema,
  AsideListSchema,
  AsideSchema,
  VERDICTS,
  type Aside,
  type AsideRow,
} from '@doorstep/sync';
import { say, type Locale, type MessageKey } from '@doorstep/words';
import { places, quarantine, type Database } from '../store';
import type { DecidedRow } from '../store/quarantine';
import { append, contentOf, hindranceOf, isOwn, type Hindrance } from './accept';
import { ALARMING, logAccess, tellOf } from './aside';
import { endpoint, type Endpoint, type Server, type Session } from './endpoint';
import { Problem } from './problem';
import { requireReadable } from './rights';

const PAGE_ROWS = 50;

const place = v.pipe(v.string(), v.regex(PLACE));
const REASONS: Record<Hindrance, MessageKey> = {
  own: 'quarantine.cannot_own',
  elsewhere: 'quarantine.cannot_elsewhere',
  form: 'quarantine.cannot_form',
  permission: 'quarantine.cannot_permission',
  'id-reused': 'quarantine.cannot_id_reused',
  'missing-key': 'quarantine.cannot_missing_key',
  'not-the-sum': 'quarantine.cannot_report',
  'not-vouched': 'quarantine.cannot_report',
  'too-soon': 'quarantine.cannot_too_soon',
  unvouched: 'quarantine.cannot_unvouched',
  'sent-meanwhile': 'quarantine.cannot_sent_meanwhile',
};

const rowOf = (row: DecidedRow): AsideRow => ({
  id: row.id,
  place: row.place,
  code: row.code,
  path: row.path,
  kind: row.kind,
  alarming: ALARMING.includes(row.code),
  flag: row.sealed === null,
  entry: row.entryId,
  account: row.account,
  device: row.device,
  receivedAt: row.receivedAt,
  decision: row.decision,
});

async function oneOf(
  server: Server,
  session: Session,
  locale: Locale,
  row: DecidedRow,
): Promise<Aside> {
  const entry = contentOf(server, row);
  const isOver = row.decision?.verdict === 'accepted';
  const code = isOver ? undefined : await hindranceOf(server, session, row, entry);
  return {
    ...rowOf(row),
    of: entry?.place ?? row.place,
    hindrance: code ? { code, message: say(locale, REASONS[code]) } : null,
    content: session.scope === 'village' && entry ? entry : null,
  };
}

const countiesOf = async (db: Database, within: PlaceCode): Promise<string[]> => {
  const found = await places.under(db, within);
  return [...new Set([within, ...found.map(({ code }) => code)].map(countyOf))];
};

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{64})$/;
const cursor = v.pipe(
  v.string(),
  v.regex(CURSOR),
  v.transform((text) => {
    const [, receivedAt = '', id = ''] = CURSOR.exec(text) ?? [];
    return { receivedAt, id };
  }),
  v.check(({ receivedAt }) => !Number.isNaN(Date.parse(receivedAt))),
);

const list = endpoint(
  {
    method: 'GET',
    path: '/api/quarantine',
    summary: `What was set aside within a place, newest first, ${PAGE_ROWS} a page; \`before\`: the last answer's \`more\``,
    query: v.object({
      place,
      state: v.optional(v.picklist(['open', 'settled']), 'open'),
      alarms: v.optional(v.picklist(['only'])),
      code: v.optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/))),
      kind: v.optional(v.pipe(v.string(), v.regex(/^[a-z.-]{1,60}$/))),
      before: v.optional(cursor),
    }),
    answer: AsideListSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const codes = ALARMING.filter((code) => !query.code || code === query.code);
    const found = await quarantine.list(server.db, {
      counties: await countiesOf(server.db, query.place),
      within: query.place,
      settled: query.state === 'settled',
      codes: query.alarms ? codes : query.code ? [query.code] : undefined,
      kind: query.kind,
      before: query.before,
      limit: PAGE_ROWS + 1,
    });
    const rows = found.slice(0, PAGE_ROWS);
    const last = rows.at(-1);
    const more = found.length > PAGE_ROWS && last ? `${last.receivedAt}_${last.id}` : null;
    return { rows: rows.map(rowOf), more };
  },
);

const counts = endpoint(
  {
    method: 'GET',
    path: '/api/quarantine/counts',
    summary:
      'Ledgers within a place where something waits for a decision, and how much is alarming',
    query: v.object({ place }),
    answer: AsideCountsSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    const counties = await countiesOf(server.db, query.place);
    return { places: await quarantine.waiting(server.db, counties, query.place, ALARMING) };
  },
);

const params = v.object({ place, id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** @throws Problem `not-found` for a place that is not theirs, and for a row that is not there */
async function readable(
  server: Server,
  session: Session,
  { place, id }: v.InferOutput<typeof params>,
): Promise<DecidedRow> {
  await requireReadable(server, session, place);
  const row = await quarantine.find(server.db, place, id);
  if (!row) throw new Problem('not-found');
  return row;
}

const one = endpoint(
  {
    method: 'GET',
    path: '/api/quarantine/:place/:id',
    summary:
      'One thing set aside; what was sent is for the village’s own sign-in, its names sealed',
    params,
    answer: AsideSchema,
    problems: ['not-found'],
  },
  async ({ server, session, params, locale }) =>
    oneOf(server, session, locale, await readable(server, session, params)),
);

/** @throws Problem `not-acceptable` with the reason in words */
async function accept(server: Server, session: Session, locale: Locale, row: DecidedRow) {
  const entry = contentOf(server, row)!;
  const code =
    (await hindranceOf(server, session, row, entry)) ?? (await append(server, row, entry));
  if (code) throw new Problem('not-acceptable', { reason: say(locale, REASONS[code]) });
}

const settle = endpoint(
  {
    method: 'POST',
    path: '/api/quarantine/:place/:id/settle',
    summary:
      'Decides: `accepted` appends the entry with its first times, `refused` leaves it out, `noted` is for flags; answers how it stands then',
    params,
    body: v.strictObject({ verdict: v.picklist(VERDICTS) }),
    answer: AsideSchema,
    problems: ['not-found', 'not-acceptable'],
  },
  async ({ server, session, params, body: { verdict }, locale }) => {
    const { place, id } = params;
    const row = await readable(server, session, params);
    if ((row.sealed === null) !== (verdict === 'noted'))
      throw new Problem('bad-request', { path: 'verdict' });
    if (isOwn(session, row))
      throw new Problem('not-acceptable', { reason: say(locale, REASONS.own) });
    if (verdict === 'accepted') await accept(server, session, locale, row);
    const { account, device } = session;
    const at = new Date(server.clock.nowMs()).toISOString();
    if (await quarantine.settle(server.db, place, id, { verdict, account, device, at })) {
      await logAccess(server, session, place, `quarantine-${verdict}`, row.entryId);
      tellOf(server, place);
    }
    return oneOf(server, session, locale, (await quarantine.find(server.db, place, id)) ?? row);
  },
);

export const quarantineEndpoints: readonly Endpoint[] = [list, counts, one, settle];
