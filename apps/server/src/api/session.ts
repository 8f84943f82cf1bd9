/**
 * Who is calling: an opaque session in a cookie. The two apps of one browser may be signed in for
 * different places, so each has its own cookie; a request names its app in a header (or, where
 * headers cannot be set, in the query).
 */
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashToken } from '../keys';
import { sessions } from '../store';
import type { Server, Session } from './endpoint';
import { Problem } from './problem';

export const APPS = ['field', 'desk'] as const;
export type App = (typeof APPS)[number];
const APP_HEADER = 'doorstep-app';

export const SESSION_DAYS = 30;
const DAY_SECONDS = 86_400;

const cookieOf = (app: App): string => `doorstep-${app}`;
const isApp = (value: unknown): value is App => APPS.includes(value as App);

/** The app a request names; undefined when it names none. */
export function appOf(request: FastifyRequest): App | undefined {
  const named = request.headers[APP_HEADER] ?? (request.query as { app?: unknown }).app;
  return isApp(named) ? named : undefined;
}

function tokenOf(request: FastifyRequest): string | undefined {
  const named = appOf(request);
  const candidates = named ? [named] : APPS;
  return candidates
    .map((app) => request.cookies[cookieOf(app)])
    .find((token) => token !== undefined);
}

/** @throws Problem `no-session` */
export async function sessionOf(server: Server, request: FastifyRequest): Promise<Session> {
  const token = tokenOf(request);
  if (!token) throw new Problem('no-session');
  const tokenHash = hashToken(token);
  const found = await sessions.find(server.db, tokenHash, server.effects.realNowMs());
  if (!found) throw new Problem('no-session');
  return { ...found, tokenHash };
}

/** Hands the browser its session, or with `undefined` takes it back. */
export function setSession(
  server: Server,
  reply: FastifyReply,
  app: App,
  token: string | undefined,
): void {
  reply.setCookie(cookieOf(app), token ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: server.secure,
    maxAge: token === undefined ? 0 : SESSION_DAYS * DAY_SECONDS,
  });
}

/** The apps whose cookie this request's session came from. */
export function appsOf(request: FastifyRequest, session: Session): App[] {
  return APPS.filter((app) => {
    const token = request.cookies[cookieOf(app)];
    return token !== undefined && hashToken(token).equals(session.tokenHash);
  });
}
