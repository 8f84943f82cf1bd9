/** One-time sign-in links: `/field#enrol=<token>`. The token is in the fragment, so no log sees it. */
import type { PlaceCode } from '@doorstep/ledger';
import { levelOf } from '@doorstep/ledger';
import type { Effects } from './effects';
import { hashToken } from './keys';
import { sessions, type Database } from './store';

export const LINK_DAYS = 14;
const DAY_MS = 86_400_000;
const TOKEN_BYTES = 32;
const ID_BYTES = 16;

/** A random secret for a link or a session. */
export const newToken = (effects: Effects): string =>
  effects.randomBytes(TOKEN_BYTES).toString('base64url');

/** A random account or device id: `c_…`, `d_…`. */
export const newId = (effects: Effects, prefix: 'c' | 'd'): string =>
  `${prefix}_${effects.randomBytes(ID_BYTES).toString('base64url')}`;

/** What a sign-in for a place is: a village's gets that village's keys, an office's none. */
export const scopeOf = (place: PlaceCode): sessions.Scope =>
  levelOf(place) === 'village' ? 'village' : 'office';

/**
 * Makes a one-time link for somebody at a place; the place must exist.
 * @returns its token
 */
export async function mintLink(
  db: Database,
  effects: Effects,
  seat: { place: PlaceCode; account: string },
): Promise<string> {
  const token = newToken(effects);
  const nowMs = effects.realNowMs();
  await sessions.addLink(db, {
    ...seat,
    scope: scopeOf(seat.place),
    tokenHash: hashToken(token),
    nowMs,
    expiresAtMs: nowMs + LINK_DAYS * DAY_MS,
  });
  return token;
}

/** Where the link leads. */
export const linkUrl = (baseUrl: string, app: 'field' | 'desk', token: string): string =>
  `${baseUrl}/${app}#enrol=${token}`;
