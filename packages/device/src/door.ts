/**
 * Signing in, being signed in and signing out, with what this browser remembers of it. Signing out
 * wipes here first and does not need the network: the server is told now or at the next start.
 */
import * as v from 'valibot';
import { SessionSchema, type Answer, type Failure, type Session } from '@doorstep/sync';
import type { Accounts } from './accounts';
import { clock } from './effects';
import type { SignedIn } from './face';
import type { Http } from './http';

/** The server refused: `code` of its problem document, `message` in the reader's language. */
export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message || failure.code);
  }
}

export class Door {
  constructor(
    private readonly http: Http,
    private readonly accounts: Accounts,
  ) {}

  async enrol(token: string): Promise<SignedIn> {
    const answer = await this.ask('/api/enrol', { token });
    if (!answer.ok) throw new Refused(answer.failure);
    return answer.value;
  }

  async current(): Promise<SignedIn | undefined> {
    if (await this.accounts.isLeaving()) {
      await this.leave();
      return undefined;
    }
    const answer = await this.ask('/api/session');
    if (answer.ok) return answer.value;
    if (answer.failure.status === 401) return undefined;
    const session = await this.accounts.remembered();
    return session && { session };
  }

  async signOut({ account }: Session, evenUnsent: boolean): Promise<'done' | 'unsent'> {
    if (!evenUnsent && (await this.unsentOf(account)) > 0) return 'unsent';
    await this.accounts.forget(account);
    await this.leave();
    return 'done';
  }

  /** Tells the server; without network the next start tells it. */
  private async leave(): Promise<void> {
    const answer = await this.http.request('/api/signout', v.unknown(), {});
    if (answer.ok || answer.failure.status === 401) await this.accounts.left();
  }

  private async ask(path: string, body?: unknown): Promise<Answer<SignedIn>> {
    const sentAtMs = clock.nowMs();
    const answer = await this.http.request(path, SessionSchema, body);
    if (!answer.ok) return answer;
    const session = answer.value;
    const halfwayMs = (sentAtMs + clock.nowMs()) / 2;
    await this.accounts.remember(session);
    return { ok: true, value: { session, offsetMs: Math.round(session.serverTimeMs - halfwayMs) } };
  }

  private async unsentOf(account: string): Promise<number> {
    let unsent = 0;
    for (const place of await this.accounts.placesOf(account)) {
      const store = await this.accounts.openStore(account, place);
      const { outbox, rejected } = await store.load(Number.MAX_SAFE_INTEGER);
      unsent += outbox.filter(({ stored }) => stored.seq === 0).length + rejected.length;
      store.close();
    }
    return unsent;
  }
}
