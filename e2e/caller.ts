/**
 * A phone or an office without a screen: signs in by link and keeps its replica in memory, over the
 * same API and the same `sync` as the apps. Prepares what a journey starts from, and says what the
 * ledger really holds.
 */
import { createHttp, httpTransport } from '@doorstep/device/http';
import {
  createReplica,
  newIncarnation,
  lockWithin,
  MemoryStore,
  noPeers,
  SessionSchema,
  WIRE_HEADER,
  WIRE_VERSION,
  type Draft,
  type Receipt,
  type Replica,
  type Session,
  type SubjectKey,
} from '@doorstep/sync';
import type { Entry, Stored } from '@doorstep/ledger';
import { withCookies } from '../apps/server/src/demo/phone';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const after = (delayMs: number, task: () => void): (() => void) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

export class Caller {
  private constructor(
    readonly session: Session,
    readonly replica: Replica,
    private readonly headers: () => Record<string, string>,
    private readonly baseUrl: string,
    private readonly clock: { nowMs: () => number; after: typeof after },
  ) {}

  /** Uses up a one-time link; `nowMs` is what its clock shows. */
  static async signIn(link: string, nowMs: () => number = Date.now): Promise<Caller> {
    const { origin: baseUrl, hash } = new URL(link);
    const clock = { nowMs, after };
    const cookies = withCookies(fetch);
    const http = createHttp({ ...cookies, clock, baseUrl });
    const token = new URLSearchParams(hash.slice(1)).get('enrol');
    const answer = await http.request('/api/enrol', SessionSchema, { token });
    if (!answer.ok) throw new Error(`enrol answered ${answer.failure.code}`);
    const session = answer.value;
    const deps = {
      store: new MemoryStore(newIncarnation(random)),
      transport: httpTransport(http, () => () => undefined),
      clock,
      random,
      cryptography: crypto.subtle,
      lock: lockWithin(),
      peers: noPeers,
    };
    const offsetMs = session.serverTimeMs - clock.nowMs();
    const replica = await createReplica(deps, { place: session.place, session, offsetMs });
    return new Caller(session, replica, cookies.headers, baseUrl, clock);
  }

  /** Records facts and sends them; every one of them must be accepted. */
  async record(drafts: Draft[]): Promise<Stored[]> {
    const saved = await this.replica.record(drafts);
    await this.pull();
    return saved;
  }

  /** The ledger as the server holds it now. */
  async pull(): Promise<readonly Stored[]> {
    for (;;) {
      const status = await this.replica.syncNow();
      if (!status.online || status.rejected > 0)
        throw new Error(`cannot sync: ${status.problem ?? this.replica.rejected()[0]?.message}`);
      if (status.unsent === 0 && status.head === status.serverHead) return this.replica.stored();
    }
  }

  /** Pushes entries made elsewhere under this sign-in, without keeping them here. */
  async push(entries: readonly Entry[], keys: readonly SubjectKey[]): Promise<void> {
    const { account, device } = this.session;
    const mine = entries.map((entry) => ({ ...entry, by: account, device: `${device}/1` }));
    const refused = (await this.send(mine, keys)).find((receipt) => 'rejected' in receipt);
    if (refused) throw new Error(`push was answered ${JSON.stringify(refused)}`);
  }

  /** Sends all it ever recorded once more, as a phone does whose answers were lost; all is known. */
  async sendAgain(): Promise<void> {
    const mine = this.replica.stored().filter(({ entry }) => entry.by === this.session.account);
    const seqs = new Map(mine.map(({ seq, entry }) => [entry.id, seq]));
    const receipts = await this.send(
      mine.map(({ entry }) => entry),
      [],
    );
    const other = receipts.find((one) => !('seq' in one) || one.seq !== seqs.get(one.id));
    if (other || receipts.length !== mine.length)
      throw new Error(`sent again, answered otherwise: ${JSON.stringify(other)}`);
  }

  /** Pushes entries as they are; every one of them must be set aside. */
  async pushAside(entries: readonly Entry[]): Promise<void> {
    const taken = (await this.send(entries, [])).find((receipt) => 'seq' in receipt);
    if (taken) throw new Error(`not set aside: ${JSON.stringify(taken)}`);
  }

  private async send(entries: readonly Entry[], keys: readonly SubjectKey[]): Promise<Receipt[]> {
    const body = { entries, keys, after: 0, sentAtMs: this.clock.nowMs() };
    const path = `/api/ledgers/${this.session.place}/entries`;
    return (await this.post<{ receipts: Receipt[] }>(path, body)).receipts;
  }

  /** An answer to something sent, parsed. */
  async post<T>(path: string, body: object): Promise<T> {
    const answer = await fetch(this.baseUrl + path, {
      method: 'POST',
      headers: {
        ...this.headers(),
        'content-type': 'application/json',
        [WIRE_HEADER]: String(WIRE_VERSION),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** An answer of the API, parsed. */
  async get<T>(path: string): Promise<T> {
    const answer = await fetch(this.baseUrl + path, { headers: this.headers() });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as T;
  }

  close(): Promise<void> {
    return this.replica.close();
  }
}
