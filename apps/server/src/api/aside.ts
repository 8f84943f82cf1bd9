/** Sets entries aside: encrypted, with the reason, and an alarm where somebody may be cheating. */
import type { Entry, PlaceCode } from '@doorstep/ledger';
import type { Rejection, Receipt } from '@doorstep/sync';
import { say, type Locale, type MessageKey } from '@doorstep/words';
import { accessLog, quarantine } from '../store';
import type { Server, Session } from './endpoint';
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
};

const ALARMING: ReadonlySet<Rejection> = new Set([
  'permission',
  'foreign-place',
  'foreign-author',
  'id-reused',
]);

const FIELD = /^([a-z][A-Za-z]{0,23}(\[\d{1,4}\])*|\d{1,4})$/;

/** Names inside an entry may be anything somebody typed: from the first that is unlike ours on, none is repeated. */
function plainPath(path: string): string {
  const names = path.split('.');
  const strange = path === '' ? -1 : names.findIndex((name) => !FIELD.test(name));
  return strange < 0 ? path : [...names.slice(0, strange), '?'].join('.');
}

/** The receipt of an entry set aside, in the language of who sent it. */
export function rejection(locale: Locale, { id, code, path }: Rejected): Receipt {
  return {
    id,
    rejected: { code, message: say(locale, MESSAGES[code], { path: plainPath(path) }) },
  };
}

/** Keeps rejected entries in the quarantine of `place`, each once; new alarming ones are logged. */
export async function setAside(
  server: Server,
  session: Session,
  place: PlaceCode,
  receivedAt: string,
  found: readonly { entry: Entry; rejected: Rejected }[],
): Promise<void> {
  const { account, device } = session;
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
      ...kept,
    };
    const isNew = await quarantine.add(server.db, row);
    if (!isNew || !ALARMING.has(code)) continue;
    server.log.warn({ alarm: code, place, entry: id, account, device }, 'entry set aside');
    await logAccess(server, session, place, `rejected-${code}`, id);
  }
}

/** A row in the place's access log; `detail` holds ids and codes only. */
export async function logAccess(
  server: Server,
  session: Session,
  place: PlaceCode,
  action: string,
  detail = '',
): Promise<void> {
  const { account, device } = session;
  const at = new Date(server.clock.nowMs()).toISOString();
  await accessLog.append(server.db, {
    id: server.effects.newUuid(),
    place,
    at,
    account,
    device,
    action,
    detail,
  });
}
