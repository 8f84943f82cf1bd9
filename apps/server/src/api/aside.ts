/** Sets entries aside: encrypted, with the reason, and an alarm where somebody may be cheating. */
import { createHash } from 'node:crypto';
import { ancestorsOf, type Entry, type PlaceCode } from '@doorstep/ledger';
import { rejectionFor, type Receipt, type Rejection } from '@doorstep/sync';
import { say, type MessageKey } from '@doorstep/words';
import { knownKind, type AsideCode } from '../store/quarantine';
import type { Asker, Server, Session } from './endpoint';
import type { Rejected } from './judge';

const MESSAGES: Record<Rejection, MessageKey> = {
  schema: 'problems.rejectedSchema',
  permission: 'problems.rejectedPermission',
  'foreign-place': 'problems.rejectedForeignPlace',
  'foreign-author': 'problems.rejectedForeignAuthor',
  'id-reused': 'problems.rejectedIdReused',
  nul: 'problems.rejectedNul',
  'lone-surrogate': 'problems.rejectedLoneSurrogate',
  'not-canonical': 'problems.rejectedNotCanonical',
  'missing-key': 'problems.rejectedMissingKey',
  'not-the-sum': 'problems.rejectedNotTheSum',
  'not-vouched': 'problems.rejectedNotVouched',
  'too-soon': 'problems.rejectedTooSoon',
  unvouched: 'problems.rejectedUnvouched',
  'sent-meanwhile': 'problems.rejectedSentMeanwhile',
};

/** Somebody may be cheating, or a phone is not what it seems. */
export const ALARMING: readonly AsideCode[] = [
  'permission',
  'foreign-place',
  'foreign-author',
  'id-reused',
  'not-the-sum',
  'not-vouched',
  'cloned',
  'clock-off',
];

const FIELD = /^([a-z][A-Za-z]{0,23}(\[\d{1,4}\])*|\d{1,4})$/;

/** Names inside an entry may be anything somebody typed: from the first that is unlike ours on, none is repeated. */
function plainPath(path: string): string {
  const names = path.split('.');
  const strange = path === '' ? -1 : names.findIndex((name) => !FIELD.test(name));
  return strange < 0 ? path : [...names.slice(0, strange), '?'].join('.');
}

/** The receipt of an entry set aside, as whoever sent it understands it. */
export function rejection({ locale, wire }: Asker, { id, code, path }: Rejected): Receipt {
  const message = say(locale, MESSAGES[code], { path: plainPath(path) });
  return { id, rejected: { code: rejectionFor(code, wire), message } };
}

/** Tells those who look at the place or at an area around it that something there is to be decided. */
export const tellOf = (server: Server, place: PlaceCode): void =>
  server.hub.rollup({ places: [place, ...ancestorsOf(place)] });

/**
 * Keeps rejected entries in the quarantine of `place`, each once; new alarming ones are logged.
 * @param offsetMs as measured when they came: what is accepted later keeps its times
 */
export async function setAside(
  server: Server,
  session: Session,
  place: PlaceCode,
  receivedAt: string,
  found: readonly { entry: Entry; rejected: Rejected }[],
  offsetMs: number | null = null,
): Promise<void> {
  const { account, device } = session;
  let hasNew = false;
  for (const { entry, rejected } of found) {
    const { id, code } = rejected;
    const kept = server.keys.sealRejected(place, Buffer.from(JSON.stringify(entry), 'utf8'));
    const row = {
      place,
      entryId: id,
      code,
      path: plainPath(rejected.path),
      account,
      device,
      receivedAt,
      offsetMs,
      kind: knownKind(entry.kind),
      ...kept,
    };
    const isNew = await server.store.quarantine.add(row);
    hasNew ||= isNew;
    if (!isNew || !ALARMING.includes(code)) continue;
    server.log.warn({ alarm: code, place, entry: id, account, device }, 'entry set aside');
    await logAccess(server, session, place, `rejected-${code}`, id);
  }
  if (hasNew) tellOf(server, place);
}

const MINUTE_MS = 60_000;

/** A row's id from what it is about: of several at once one stays. */
const idFrom = (...about: readonly (string | number)[]): string =>
  createHash('sha256')
    .update(about.join(' '))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** Notes what an account did, unless it did the same to the place less than `withinMs` ago. */
export async function logOnce(
  server: Server,
  session: Session,
  place: PlaceCode,
  action: string,
  detail: string,
  withinMs: number,
): Promise<void> {
  if ((await lastAccess(server, session, place, action, withinMs)) !== undefined) return;
  const minute = Math.floor(server.clock.nowMs() / MINUTE_MS);
  const id = idFrom(place, session.account, action, minute);
  await logAccess(server, session, place, action, detail, id);
}

/** When this account last did something to a place, if that is less than `withinMs` ago; UTC instant. */
export async function lastAccess(
  server: Server,
  { account }: Session,
  place: PlaceCode,
  action: string,
  withinMs: number,
): Promise<string | undefined> {
  const nowMs = server.clock.nowMs();
  const [after, upTo] = [nowMs - withinMs, nowMs].map((ms) => new Date(ms).toISOString());
  return server.store.people.lastAccess({ place, account, action, after: after!, upTo: upTo! });
}

/** A row in the place's access log; `detail` holds ids and codes only, the same `id` is one row. */
export async function logAccess(
  server: Server,
  session: Session,
  place: PlaceCode,
  action: string,
  detail = '',
  id = server.effects.newUuid(),
): Promise<void> {
  const { account, device } = session;
  const at = new Date(server.clock.nowMs()).toISOString();
  await server.store.people.logAccess({
    id,
    place,
    at,
    account,
    device,
    action,
    detail,
  });
}
