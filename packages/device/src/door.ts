/**
 * Signing in, being signed in and signing out, with what this browser remembers of it. A link works
 * once, but its answer may be lost on the way, or its cookie with a browser killed right after: so
 * this browser notes a secret before it asks, and with it may ask again until it is known to be in.
 * Signing out wipes here first and does not need the network: the server is told now or at the next
 * start.
 */
import * as v from 'valibot';
import { SessionSchema, type Answer, type Failure, type Session } from '@doorstep/sync';
import type { Accounts } from './accounts';
import type { DeviceClock } from './clocks';
import type { SignedIn } from './face';
import type { Http } from './http';

/** The server refused: `code` of its problem document, `message` in the reader's language. */
export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message || failure.code);
  }
}

/** Why a link leads nobody in here, now or ever. */
const LEADS_NOWHERE: readonly string[] = ['link-spent', 'office-link'];

export class Door {
  constructor(
    private readonly http: Http,
    private readonly accounts: Accounts,
    private readonly clock: DeviceClock,
  ) {}

  async enrol(token: string): Promise<SignedIn> {
    const answer = await this.ask('/api/enrol', await this.accounts.entering(token));
    if (answer.ok) return answer.value;
    if (LEADS_NOWHERE.includes(answer.failure.code)) await this.accounts.entered();
    throw new Refused(answer.failure);
  }

  async current(): Promise<SignedIn | undefined> {
    if (await this.accounts.isLeaving()) {
      await this.leave();
      return undefined;
    }
    const answer = await this.ask('/api/session');
    if (answer.ok) {
      await this.accounts.entered();
      return answer.value;
    }
    if (answer.failure.status === 401) return this.enterAgain();
    const session = await this.accounts.remembered();
    return session && { session };
  }

  /** Nobody is signed in; perhaps only because an answer or a cookie was lost. */
  private async enterAgain(): Promise<SignedIn | undefined> {
    const entering = await this.accounts.isEntering();
    if (!entering) return undefined;
    const answer = await this.ask('/api/enrol', entering);
    if (answer.ok) return answer.value;
    if (LEADS_NOWHERE.includes(answer.failure.code)) await this.accounts.entered();
    return undefined;
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

  /** Hears from the server what time it is, if it can be reached. */
  async hearTime(): Promise<void> {
    await this.timed('/api/session');
  }

  private async ask(path: string, body?: unknown): Promise<Answer<SignedIn>> {
    const answer = await this.timed(path, body);
    if (answer.ok) await this.accounts.remember(answer.value.session);
    return answer;
  }

  private async timed(path: string, body?: unknown): Promise<Answer<SignedIn>> {
    const measured = this.clock.measure();
    const answer = await this.http.request(path, SessionSchema, body);
    if (!answer.ok) return answer;
    const session = answer.value;
    return { ok: true, value: { session, offsetMs: measured(session.serverTimeMs) } };
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
