/**
 * Accepting what was set aside: the entry goes the way every push goes, with its first receipt time
 * and offset. A person's decision stands in for the sign-in; it does not stand in for the form, the
 * place, a free id or a key.
 */
import type { Entry } from '@doorstep/ledger';
import type { BesideRejection } from '@doorstep/sync';
import { isOffice } from '../folder/roll-step';
import { places, quarantine, type Database } from '../store';
import type { DecidedRow } from '../store/quarantine';
import { pushBeside, refusedBeside } from './beside';
import type { Server, Session } from './endpoint';
import { deviceOf, judge, type Verdict } from './judge';
import { mayRead } from './rights';

/** Why a row cannot be accepted by whoever asks; `form`: its content or its texts. */
export type Hindrance =
  | 'own'
  | 'elsewhere'
  | 'form'
  | 'permission'
  | 'id-reused'
  | 'missing-key'
  | BesideRejection;

/** What was sent; undefined for a flag, which has no content of its own. */
export function contentOf(server: Server, row: DecidedRow): Entry | undefined {
  if (!row.sealed) return undefined;
  return JSON.parse(server.keys.openRejected(row.place, row.sealed).toString('utf8')) as Entry;
}

/** The entry judged as if its own author and device had sent it where it belongs. */
const judged = (entry: Entry): Verdict =>
  judge(entry, {
    account: entry.by,
    devices: new Set([deviceOf(entry)]),
    place: entry.place,
  });

/** When a row first came. */
const firstOf = ({ receivedAt, offsetMs }: DecidedRow) => ({ receivedAt, offsetMs: offsetMs ?? 0 });

/** Whether an entry's ledger is one this session answers for. */
async function answersFor(db: Database, session: Session, entry: Entry): Promise<boolean> {
  if (!mayRead(session, entry.place)) return false;
  return entry.place === session.place || (await places.find(db, entry.place)) !== undefined;
}

/** An office writes its own ledger; that another's was meant is not for a colleague to decide. */
const isOfficeElsewhere = ({ code, place }: DecidedRow): boolean =>
  code === 'foreign-place' && isOffice(place);

/** Sent by whoever asks: somebody else decides about it, whatever the decision. */
export const isOwn = (session: Session, row: DecidedRow): boolean =>
  row.account === session.account;

/** What stands in the way of accepting a row, or of noting a flag; undefined when nothing does. */
export async function hindranceOf(
  server: Server,
  session: Session,
  row: DecidedRow,
  entry: Entry | undefined,
): Promise<Hindrance | undefined> {
  if (isOwn(session, row)) return 'own';
  if (!entry) return undefined;
  if (!(await answersFor(server.db, session, entry))) return 'elsewhere';
  if (entry.by === 'system' || row.code === 'permission' || isOfficeElsewhere(row))
    return 'permission';
  const verdict = judged(entry);
  if (!verdict.ok) return verdict.rejected.code === 'permission' ? 'permission' : 'form';
  const { place, id } = entry;
  const push = verdict.entry;
  const refused = await refusedBeside(server, { place, ...firstOf(row) }, [{ entry, push }]);
  return refused.get(id) ?? quarantine.hindrance(server.db, place, push);
}

/**
 * Appends an accepted entry to its ledger; done again it changes nothing.
 * @returns what stood in the way after all
 */
export async function append(
  server: Server,
  row: DecidedRow,
  entry: Entry,
): Promise<Hindrance | undefined> {
  const verdict = judged(entry);
  if (!verdict.ok) return 'form';
  const first = firstOf(row);
  const push = { ...verdict.entry, first };
  const request = { place: entry.place, ...first, keys: [] };
  const { refused, result } = await pushBeside(server, request, [{ entry, push }]);
  if (refused.has(entry.id)) return refused.get(entry.id);
  const [receipt] = result.moved ? [] : result.receipts;
  if (receipt?.outcome === 'conflict') return 'id-reused';
  if (receipt?.outcome !== 'stored') return 'missing-key';
  server.hub.head({ place: entry.place, head: result.head.head });
  return undefined;
}
