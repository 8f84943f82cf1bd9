/** Who may read and write which ledger, until accounts and roles say more. */
import { isWithin, type PlaceCode } from '@doorstep/ledger';
import { places } from '../store';
import { logAccess } from './aside';
import type { Server, Session } from './endpoint';
import { Problem } from './problem';

/** A village's sign-in writes its village's ledger, an office's its office's. */
export const mayWrite = (session: Session, place: PlaceCode): boolean => session.place === place;

const mayRead = (session: Session, place: PlaceCode): boolean =>
  session.scope === 'office' ? isWithin(place, session.place) : session.place === place;

/**
 * Lets through who may read the place. A place that is not theirs is answered like one that does
 * not exist, and the attempt is logged with the place.
 * @throws Problem `not-found`
 */
export async function requireReadable(
  server: Server,
  session: Session,
  place: PlaceCode,
): Promise<void> {
  if (!mayRead(session, place)) {
    await logAccess(server, session, place, 'foreign-ledger');
    throw new Problem('not-found');
  }
  if (place !== session.place && !(await places.find(server.db, place)))
    throw new Problem('not-found');
}
