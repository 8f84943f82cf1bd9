/**
 * Who is signed in, and the one-time links that lead there. Tokens are never stored: only their
 * SHA-256. Times are real time (ms), not the demo's.
 */
import type { PlaceCode } from '@doorstep/ledger';
import type { Database, Queries } from './database';

export type Scope = 'village' | 'office';

/** For whom a link or a session is. */
export interface Seat {
  account: string;
  place: PlaceCode;
  scope: Scope;
}

export interface SessionRow extends Seat {
  device: string;
}

export interface NewSession {
  tokenHash: Buffer;
  device: string;
  nowMs: number;
  expiresAtMs: number;
  /** Only a link of this scope is spent; without it any. */
  only?: Scope;
}

export type Redeemed = { ok: true; session: SessionRow } | { ok: false; reason: Unredeemed };

/** `other-scope`: it is good still, elsewhere. */
type Unredeemed = 'unknown' | 'used' | 'expired' | 'other-scope';

const instant = (ms: number): string => new Date(ms).toISOString();

/** Adds a one-time link. */
export async function addLink(
  db: Queries,
  link: Seat & { tokenHash: Buffer; nowMs: number; expiresAtMs: number },
): Promise<void> {
  await db.query(
    `insert into enrol_link (token_hash, account, place, scope, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (token_hash) do nothing`,
    [
      link.tokenHash,
      link.account,
      link.place,
      link.scope,
      instant(link.nowMs),
      instant(link.expiresAtMs),
    ],
  );
}

/**
 * Spends a link on a new session and device: all or nothing, once; repeated with the same session
 * it is the same answer, until that session ends.
 */
export async function redeemLink(
  db: Database,
  linkHash: Buffer,
  session: NewSession,
): Promise<Redeemed> {
  const now = instant(session.nowMs);
  return db.transaction(async (tx) => {
    const [seat] = await tx.query<Seat>(
      `update enrol_link set used_at = $2, used_by = $3
        where token_hash = $1 and expires_at > $2 and (used_by is null or (used_by = $3 and
          exists (select 1 from session where token_hash = $3 and ended_at is null)))
          and ($4::text is null or scope = $4)
        returning account, place, scope`,
      [linkHash, now, session.tokenHash, session.only ?? null],
    );
    if (!seat) return { ok: false, reason: await whyNot(tx, linkHash, now) };
    const held = await find(tx, session.tokenHash, session.nowMs);
    if (held) return { ok: true, session: held };
    await tx.query(
      `insert into device (device, account, place, enrolled_at) values ($1, $2, $3, $4) on conflict (device) do nothing`,
      [session.device, seat.account, seat.place, now],
    );
    await tx.query(
      `insert into session (token_hash, account, place, scope, device, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (token_hash) do nothing`,
      [
        session.tokenHash,
        seat.account,
        seat.place,
        seat.scope,
        session.device,
        now,
        instant(session.expiresAtMs),
      ],
    );
    return { ok: true, session: { ...seat, device: session.device } };
  });
}

async function whyNot(tx: Queries, linkHash: Buffer, now: string): Promise<Unredeemed> {
  const [link] = await tx.query<{ used: boolean; expired: boolean }>(
    `select used_by is not null as used, expires_at <= $2 as expired
       from enrol_link where token_hash = $1`,
    [linkHash, now],
  );
  if (!link) return 'unknown';
  if (link.used) return 'used';
  return link.expired ? 'expired' : 'other-scope';
}

/** The session of a token, unless it ended or expired. */
export async function find(
  db: Queries,
  tokenHash: Buffer,
  nowMs: number,
): Promise<SessionRow | undefined> {
  const [row] = await db.query<SessionRow>(
    `select account, place, scope, device from session
      where token_hash = $1 and expires_at > $2 and ended_at is null`,
    [tokenHash, instant(nowMs)],
  );
  return row;
}

/** Those of the given devices this account ever signed in on. */
export async function devicesOf(
  db: Queries,
  account: string,
  devices: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ device: string }>(
    'select device from device where account = $1 and device = any($2)',
    [account, devices],
  );
  return rows.map((row) => row.device);
}

/** Signs out. */
export async function end(db: Queries, tokenHash: Buffer, nowMs: number): Promise<void> {
  await db.query('update session set ended_at = $2 where token_hash = $1 and ended_at is null', [
    tokenHash,
    instant(nowMs),
  ]);
}
