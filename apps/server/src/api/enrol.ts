/** Signing in by a one-time link, asking who one is, signing out. */
import * as v from 'valibot';
import { ZONE } from '@doorstep/ledger';
import { SessionSchema, type Session as WireSession } from '@doorstep/sync';
import { hashToken } from '../keys';
import { newId, newToken } from '../links';
import { sessions } from '../store';
import { endpoint, openEndpoint, type Endpoint, type Server } from './endpoint';
import { Problem } from './problem';
import { appOf, appsOf, SESSION_DAYS, setSession } from './session';
import { networkOf } from './tries';

const DAY_MS = 86_400_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const wireSession = (server: Server, session: sessions.SessionRow): WireSession => ({
  account: session.account,
  place: session.place,
  scope: session.scope,
  device: session.device,
  serverKey: server.keys.publicKey,
  serverTimeMs: server.clock.nowMs(),
  zone: ZONE,
});

const enrol = openEndpoint(
  {
    method: 'POST',
    path: '/api/enrol',
    summary:
      'Sign in with a one-time link; sets the session cookie. An office’s link is not spent by the phone app. With `claim`, a secret of the caller, it may be asked again',
    body: v.strictObject({
      token: v.pipe(v.string(), v.regex(TOKEN)),
      claim: v.optional(v.pipe(v.string(), v.regex(TOKEN))),
    }),
    answer: SessionSchema,
    problems: ['office-link', 'link-spent', 'too-many-tries'],
  },
  async ({ server, body, request, reply }) => {
    const network = networkOf(request.ip);
    const waitSeconds = server.tries.waitSeconds(network);
    if (waitSeconds > 0) throw new Problem('too-many-tries', {}, waitSeconds);
    const { claim } = body;
    const token = claim
      ? server.keys.sessionToken(`${body.token} ${claim}`)
      : newToken(server.effects);
    const nowMs = server.effects.realNowMs();
    const redeemed = await sessions.redeemLink(server.db, hashToken(body.token), {
      tokenHash: hashToken(token),
      device: newId(server.effects, 'd'),
      nowMs,
      expiresAtMs: nowMs + SESSION_DAYS * DAY_MS,
      ...(appOf(request) === 'field' && { only: 'village' }),
    });
    if (!redeemed.ok) {
      if (redeemed.reason === 'other-scope') throw new Problem('office-link');
      server.tries.failed(network);
      throw new Problem('link-spent');
    }
    const { session } = redeemed;
    const app = appOf(request) ?? (session.scope === 'village' ? 'field' : 'desk');
    setSession(server, reply, app, token);
    return wireSession(server, session);
  },
);

const who = endpoint(
  {
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in, and the server clock',
    answer: SessionSchema,
    problems: [],
  },
  async ({ server, session }) => wireSession(server, session),
);

const signout = endpoint(
  {
    method: 'POST',
    path: '/api/signout',
    summary: 'End the session',
    answer: v.object({ signedOut: v.literal(true) }),
    problems: [],
  },
  async ({ server, session, request, reply }) => {
    await sessions.end(server.db, session.tokenHash, server.effects.realNowMs());
    for (const app of appsOf(request, session)) setSession(server, reply, app, undefined);
    return { signedOut: true };
  },
);

export const enrolEndpoints: readonly Endpoint[] = [enrol, who, signout];
