/** Who may read and write which ledger, until accounts and roles say more. */
import { isWithin, levelOf, type PlaceCode } from '@doorstep/ledger';
import { logAccess } from './aside';
import type { Server, Session } from './endpoint';
import { Problem } from './problem';

/** A village's sign-in writes its village's ledger, an office's its office's. */
export const mayWrite = (session: Session, place: PlaceCode): boolean => session.place === place;

/** An office may write down for a village of its area what that told it by phone: `mayBeTold`. */
export const mayEnterFor = (session: Session, place: PlaceCode): boolean =>
  session.scope === 'office' && levelOf(place) === 'village' && isWithin(place, session.place);

export const mayRead = (session: Session, place: PlaceCode): boolean =>
  session.scope === 'office' ? isWithin(place, session.place) : session.place === place;

/**
 * Answers who asks for what is not theirs, or not at all there: always the same, and after some
 * times in a row not at once. A place that is not theirs hears of it in its log.
 * @throws Problem `not-found`; `too-many-tries` for who walks through places
 */
export async function turnAway(
  server: Server,
  session: Session,
  place: PlaceCode,
  isForeign: boolean,
): Promise<never> {
  const waitSeconds = server.misses.waitSeconds(session.account);
  if (waitSeconds > 0) throw new Problem('too-many-tries', {}, waitSeconds);
  server.misses.failed(session.account);
  if (isForeign) await logAccess(server, session, place, 'foreign-ledger');
  throw new Problem('not-found');
}

/**
 * Lets through who may read the place; a place that is not theirs is answered like one that does
 * not exist.
 * @throws as `turnAway`
 */
export async function requireReadable(
  server: Server,
  session: Session,
  place: PlaceCode,
): Promise<void> {
  const isForeign = !mayRead(session, place);
  if (isForeign || (place !== session.place && !(await server.store.people.isPlace(place))))
    await turnAway(server, session, place, isForeign);
}
