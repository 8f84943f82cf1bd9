/**
 * One who pushes without a pause, as a phone does over HTTP, and journals what was sent and every
 * receipt. A batch without a receipt is sent again until it has one, or given up now and then, as by
 * a phone that is lost; one that has receipts is sent once more now and then, as after a lost answer.
 */
import { createHttp, httpTransport } from '@doorstep/device/http';
import type { Dice } from '@doorstep/scenario';
import { SessionSchema, type Failure, type Receipt, type Session } from '@doorstep/sync';
import { withCookies } from '../../apps/server/src/demo/phone';
import type { Journal } from './journal';
import type { Batch, Stock } from './stock';

const BATCH_ENTRIES_MAX = 8;
const SENT_AGAIN_SHARE = 0.1;
/** After a failure: what was sent may be there or not, and nobody asks again. */
const GIVEN_UP_SHARE = 0.03;
const PAUSE_MS_MAX = 200;

const clock = {
  nowMs: () => Date.now(),
  after: (delayMs: number, task: () => void) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

type Cookies = ReturnType<typeof withCookies>;

/** Somebody signed in, on whichever server process answers. */
export interface SignedIn {
  session: Session;
  cookies: Cookies;
}

/** Uses up a one-time link. */
export async function signIn(link: string): Promise<SignedIn> {
  const { origin: baseUrl, hash } = new URL(link);
  const cookies = withCookies(fetch);
  const token = new URLSearchParams(hash.slice(1)).get('enrol');
  const http = createHttp({ ...cookies, clock, baseUrl });
  const answer = await http.request('/api/enrol', SessionSchema, { token });
  if (!answer.ok) throw new Error(`enrol answered ${answer.failure.code}`);
  return { session: answer.value, cookies };
}

export interface WriterDeps {
  signedIn: SignedIn;
  stock: Stock;
  journal: Journal;
  dice: Dice;
  /** Where a server answers now; none while it is down. */
  baseUrls: () => readonly string[];
  onFailure: (failure: Failure) => void;
}

export class Writer {
  /** Receipts so far, of entries sent for the first time. */
  acknowledged = 0;
  /** When the last acknowledged push began. */
  servedSinceMs = 0;
  private before: Batch | undefined;
  private head = 0;

  constructor(private readonly deps: WriterDeps) {}

  /** Pushes until it is over; what was begun is brought to its receipts. */
  async work(isOver: () => boolean): Promise<void> {
    const { dice, journal, stock } = this.deps;
    const { place } = this.deps.signedIn.session;
    while (!isOver()) {
      if (this.before && dice.chance(SENT_AGAIN_SHARE)) await this.push(this.before);
      const batch = await stock.take(dice.int(1, BATCH_ENTRIES_MAX));
      journal.write(...batch.entries.map((entry) => ({ what: 'sent' as const, place, entry })));
      if (!(await this.push(batch))) continue;
      this.acknowledged += batch.entries.length;
      this.before = batch;
    }
  }

  /** @returns false when it was given up */
  private async push(batch: Batch): Promise<boolean> {
    while (!(await this.tryToPush(batch))) {
      if (batch !== this.before && this.deps.dice.chance(GIVEN_UP_SHARE)) return false;
      await this.pause();
    }
    return true;
  }

  private pause(): Promise<void> {
    const ms = this.deps.dice.int(1, PAUSE_MS_MAX);
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  private async tryToPush(batch: Batch): Promise<boolean> {
    const { dice, signedIn, baseUrls, onFailure } = this.deps;
    const addresses = baseUrls();
    if (addresses.length === 0) return false;
    const { place } = signedIn.session;
    const http = createHttp({ ...signedIn.cookies, clock, baseUrl: dice.pick(addresses) });
    const begunMs = performance.now();
    const answer = await httpTransport(http, () => () => undefined).push(place, {
      ...batch,
      after: this.head,
      sentAtMs: Date.now(),
    });
    if (!answer.ok) {
      onFailure(answer.failure);
      return false;
    }
    this.head = answer.value.head;
    this.keep(batch, answer.value.receipts);
    this.servedSinceMs = begunMs;
    return true;
  }

  /** @throws Error for an entry that was turned away: every one of them may stand */
  private keep({ entries, keys }: Batch, receipts: readonly Receipt[]): void {
    const { journal, signedIn } = this.deps;
    const { place } = signedIn.session;
    if (receipts.length !== entries.length) throw new Error('not one receipt for each entry');
    const keyIds = keys.map(({ k }) => k);
    for (const receipt of receipts) {
      if ('rejected' in receipt)
        throw new Error(`${receipt.id} was turned away: ${receipt.rejected.code}`);
      journal.write({ what: 'receipt', place, ...receipt, keyIds });
    }
  }
}
