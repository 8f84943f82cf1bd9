/**
 * What may be logged of a request: an allow-list. No URL, no query, no body, no header and no
 * error text ever: an error's text may quote what was sent.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PLACE } from '@doorstep/ledger';

/** One line about an answered request. */
export function requestLine(request: FastifyRequest, reply: FastifyReply): Record<string, unknown> {
  const place = (request.params as { place?: string } | undefined)?.place;
  return {
    request: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    place: place !== undefined && PLACE.test(place) ? place : undefined,
    status: reply.statusCode,
    tookMs: Math.round(reply.elapsedTime),
  };
}

/** What kind of error it was, without its text. */
export const errorName = (error: unknown): string =>
  error instanceof Error ? error.name : typeof error;

const codeOf = (error: unknown): string | undefined => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
};

/** An error without its text: its kind, its code, that of its cause and where it was thrown. */
export function errorLine(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: errorName(error) };
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame));
  return {
    error: error.name,
    code: codeOf(error),
    cause: codeOf(error.cause),
    at: frames.slice(0, 5).map((f) => f.trim()),
  };
}
