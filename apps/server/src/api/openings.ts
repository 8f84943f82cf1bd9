/**
 * A village's ledger opened from above: whoever looks says why, has a day for it, and it stands in
 * the village's own log (rule 11). Figures need no reason; records do.
 */
import * as v from 'valibot';
import { HOUR_MS, levelOf, type PlaceCode } from '@doorstep/ledger';
import { OPENING_REASONS, OpeningSchema } from '@doorstep/sync';
import { lastAccess, logOnce } from './aside';
import { endpoint, type Endpoint, type Server, type Session } from './endpoint';
import { Problem } from './problem';
import { requireReadable } from './rights';

const ACTION = 'ledger-opened';
/** How long a reason holds. */
const OPEN_MS = 24 * HOUR_MS;

const village = v.pipe(v.string(), v.regex(/^\d{12}$/));

/** Up to when the place's ledger is open to this session; undefined where a reason is asked for. */
async function openUntil(
  server: Server,
  session: Session,
  place: PlaceCode,
): Promise<number | undefined> {
  const at = await lastAccess(server, session, place, ACTION, OPEN_MS);
  return at === undefined ? undefined : Date.parse(at) + OPEN_MS;
}

/** Records of this place are kept from this session until it has said why: a village's, seen from above. */
const needsReason = (session: Session, place: PlaceCode): boolean =>
  session.place !== place && levelOf(place) === 'village';

/**
 * Every way to records of a place goes through here, reading and writing: also what is written into
 * a ledger is answered with where that stands, and with what follows.
 * @throws Problem `reason-asked` where an office has not said why
 */
export async function requireReason(
  server: Server,
  session: Session,
  place: PlaceCode,
): Promise<void> {
  if (needsReason(session, place) && (await openUntil(server, session, place)) === undefined)
    throw new Problem('reason-asked');
}

/**
 * Lets through who may read the records of a place.
 * @throws as `requireReadable` and `requireReason`
 */
export async function requireOpened(
  server: Server,
  session: Session,
  place: PlaceCode,
): Promise<void> {
  await requireReadable(server, session, place);
  await requireReason(server, session, place);
}

const asked = endpoint(
  {
    method: 'GET',
    path: '/api/openings',
    summary: "Up to when a village's ledger is open to the asking office; null: it has to say why",
    query: v.object({ place: village }),
    answer: OpeningSchema,
    problems: ['not-found'],
  },
  async ({ server, session, query }) => {
    await requireReadable(server, session, query.place);
    return { untilMs: (await openUntil(server, session, query.place)) ?? null };
  },
);

const opened = endpoint(
  {
    method: 'POST',
    path: '/api/openings',
    summary:
      "An office opens a village's ledger for 24 hours; the reason stands once in the village's own log",
    body: v.strictObject({ place: village, reason: v.picklist(OPENING_REASONS) }),
    answer: OpeningSchema,
    problems: ['not-found'],
  },
  async ({ server, session, body }) => {
    const { place, reason } = body;
    await requireReadable(server, session, place);
    if (!needsReason(session, place)) throw new Problem('not-found');
    await logOnce(server, session, place, ACTION, `${session.place} ${reason}`, OPEN_MS);
    return { untilMs: (await openUntil(server, session, place)) ?? null };
  },
);

export const openingEndpoints: readonly Endpoint[] = [asked, opened];
