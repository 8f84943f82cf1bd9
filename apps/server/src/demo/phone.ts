/**
 * A simulated phone: enrolled by a one-time link, it keeps its replica in memory and speaks to the
 * server over HTTP like any other. It records each planned deed once: what the ledger holds already
 * (from a demo that was killed) is recognised by author, time and content, and not recorded again.
 */
import { canonical, localInstant, type Entry, type Stored } from '@doorstep/ledger';
import { createHttp, httpTransport, type Http } from '@doorstep/device/http';
import { dice } from '@doorstep/scenario';
import {
  createReplica,
  newIncarnation,
  lockWithin,
  MemoryStore,
  noPeers,
  SessionSchema,
  type Answer,
  type Clock,
  type Cryptography,
  type Session,
  type StartableReplica,
  type Transport,
  type VerifySignature,
} from '@doorstep/sync';
import type { Deed, PhonePlan, PlannedDraft } from './deed';

/** The world of simulated phones. */
export interface Surroundings {
  baseUrl: string;
  seed: string;
  /** Real fetch, timers and cryptography. */
  fetch: typeof fetch;
  after: Clock['after'];
  cryptography: Cryptography;
  verify?: VerifySignature;
  /** Entries by their place in the chain. */
  held: Map<string, Stored>;
}

/** The server refused what the demo sent; `code` says why. */
export class DemoRefused extends Error {
  constructor(
    readonly place: string,
    readonly code: string,
  ) {
    super(`the server refused the demo of ${place}: ${code}`);
  }
}

/** Keeps the cookies of one device. */
export function withCookies(fetchOf: typeof fetch): {
  fetch: typeof fetch;
  headers: () => Record<string, string>;
} {
  let cookie = '';
  return {
    fetch: async (input, init) => {
      const response = await fetchOf(input, init);
      const set = response.headers.getSetCookie();
      if (set.length > 0) cookie = set.map((one) => one.split(';')[0]).join('; ');
      return response;
    },
    headers: () => ({ 'accept-language': 'zh', ...(cookie && { cookie }) }),
  };
}

/** Whether the last answer was lost. */
interface Loss {
  isLost: boolean;
}

/** Loses some answers to pushes on their way back. */
function lossy(transport: Transport, isLost: () => boolean, loss: Loss): Transport {
  return {
    ...transport,
    push: async (place, push) => {
      const answer = await transport.push(place, push);
      loss.isLost = isLost();
      return loss.isLost
        ? { ok: false, failure: { status: 0, code: 'offline', message: '' } }
        : answer;
    },
  };
}

/** What five phones of a village hold is held once. */
function sharing(transport: Transport, held: Surroundings['held']): Transport {
  const once = (stored: Stored): Stored => {
    const known = held.get(stored.chain) ?? stored;
    held.set(stored.chain, known);
    return known;
  };
  const shared = <T extends { tail: Stored[] }>(answer: Answer<T>): Answer<T> =>
    answer.ok
      ? { ...answer, value: { ...answer.value, tail: answer.value.tail.map(once) } }
      : answer;
  return {
    ...transport,
    push: async (place, push) => shared(await transport.push(place, push)),
    pull: async (place, after) => shared(await transport.pull(place, after)),
  };
}

/** Tells facts apart whichever device recorded them. */
const factKey = ({
  by,
  at,
  kind,
  subjects,
  body,
}: Pick<Entry, 'by' | 'at' | 'kind' | 'subjects' | 'body'>): string =>
  canonical([by, at, kind, subjects, body]);

export class Phone {
  private constructor(
    readonly plan: PhonePlan,
    private readonly replica: StartableReplica,
    private readonly session: Session,
    private readonly clock: { nowMs: number },
    private readonly loss: Loss,
  ) {}

  private readonly known = new Map<string, Entry>();
  private readonly idByDeed = new Map<Deed, string>();
  private next = 0;

  /** Signs in with a link's token and pulls what the ledger holds. */
  static async enrol(
    world: Surroundings,
    plan: PhonePlan,
    token: string,
    nowMs: number,
  ): Promise<Phone> {
    const clock = { nowMs: nowMs + plan.aheadMs };
    const own: Clock = { nowMs: () => clock.nowMs, after: world.after };
    const http: Http = createHttp({
      ...withCookies(world.fetch),
      clock: own,
      baseUrl: world.baseUrl,
    });
    const answer = await http.request('/api/enrol', SessionSchema, { token });
    if (!answer.ok) throw new DemoRefused(plan.place, answer.failure.code);
    const session = answer.value;
    const honest = httpTransport(http, () => () => undefined);
    const chance = dice(`${world.seed}/loss/${plan.account}`);
    const loss: Loss = { isLost: false };
    const transport = lossy(sharing(honest, world.held), () => chance.chance(plan.lossShare), loss);
    const held = await honest.pull(plan.place, 0);
    if (!held.ok) throw new DemoRefused(plan.place, held.failure.code);
    const random = dice(`${world.seed}/phone/${plan.account}/${held.value.head}`);
    const store = new MemoryStore(newIncarnation(random));
    const deps = {
      store,
      transport,
      clock: own,
      random,
      cryptography: world.cryptography,
      verify: world.verify,
      lock: lockWithin(),
      peers: noPeers,
    };
    const replica = await createReplica(deps, {
      place: plan.place,
      session,
      offsetMs: -plan.aheadMs,
    });
    const phone = new Phone(plan, replica, session, clock, loss);
    if (held.value.head > 0) await phone.remember();
    return phone;
  }

  /** Records what was to be done up to an instant. */
  async recordUntil(untilMs: number): Promise<void> {
    const { deeds, aheadMs } = this.plan;
    for (; this.next < deeds.length && deeds[this.next]!.atMs <= untilMs; this.next++) {
      const deed = deeds[this.next]!;
      this.clock.nowMs = deed.atMs + aheadMs;
      await this.record(deed);
    }
  }

  /**
   * Sends and fetches at an instant of the server's clock. An answer lost on the way is no failure:
   * the phone sends the same again when it is next online.
   * @returns undefined when all went well, otherwise why to try again
   * @throws DemoRefused when the server rejects an entry
   */
  async sync(nowMs: number): Promise<string | undefined> {
    this.clock.nowMs = nowMs + this.plan.aheadMs;
    this.loss.isLost = false;
    const { online, problem } = await this.replica.syncNow();
    const [rejected] = this.replica.rejected();
    if (rejected) throw new DemoRefused(this.plan.place, rejected.code);
    return this.loss.isLost || (online && !problem) ? undefined : (problem ?? 'offline');
  }

  /** Whether it holds what the server may not have. */
  get hasNews(): boolean {
    return this.replica.status().unsent > 0;
  }

  /** Whether a fact of an id, or one delivered from it, has reached this phone. */
  holds(id: string): boolean {
    return this.replica.stored().some(({ entry }) => entry.id === id || entry.delivered?.id === id);
  }

  /** The id under which a deed's last fact was recorded. */
  idOf(deed: Deed): string | undefined {
    return this.idByDeed.get(deed);
  }

  close(): Promise<void> {
    return this.replica.close();
  }

  private async remember(): Promise<void> {
    await this.pullAll();
    for (const { entry } of this.replica.stored())
      if (entry.by === this.session.account) this.known.set(factKey(entry), entry);
  }

  private async pullAll(): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      const status = await this.replica.syncNow();
      if (status.online && status.head === status.serverHead) return;
    }
    throw new DemoRefused(this.plan.place, 'cannot-pull');
  }

  private async record(deed: Deed): Promise<void> {
    const at = localInstant(this.clock.nowMs, this.session.zone);
    const drafts = deed.drafts.map((draft) => this.resolved(draft));
    const foundOf = ({ kind, subjects, body }: PlannedDraft): Entry | undefined =>
      this.known.get(factKey({ by: this.session.account, at, kind, subjects, body }));
    const fresh = drafts.filter((draft) => !foundOf(draft));
    const stored = fresh.length > 0 ? await this.replica.record(fresh) : [];
    const last = foundOf(drafts.at(-1)!) ?? stored.at(-1)!.entry;
    this.idByDeed.set(deed, last.id);
  }

  private resolved({ amends, ...draft }: PlannedDraft): PlannedDraft {
    if (!amends) return draft;
    return { ...draft, replaces: this.idByDeed.get(amends) };
  }
}
