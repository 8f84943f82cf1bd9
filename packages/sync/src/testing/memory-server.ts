/**
 * A server in memory that keeps the promises of the real one: ids once, numbers without gaps, a
 * signed chain, receipts from what is there, keys stored with the entries that bring them.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import {
  canonical,
  CHAIN_START,
  headText,
  nextChain,
  type Entry,
  type Stored,
} from '@doorstep/ledger';
import { base64 } from '../base64';
import type { Answer, Clock, Transport } from '../ports';
import {
  MAX_ENTRIES,
  PAGE_ENTRIES,
  type Head,
  type Page,
  type Push,
  type PushAnswer,
  type Receipt,
  type Rejection,
  type SubjectKey,
} from '../wire';

interface Ledger {
  stored: Stored[];
  texts: Map<string, { seq: number; text: string }>;
  keys: (SubjectKey & { seq: number })[];
}

export class MemoryServer {
  epoch = 'epoch-1';
  backedUp = 0;
  bytesMax = Infinity;
  pageEntries = PAGE_ENTRIES;
  /** Why an entry is put into quarantine; undefined lets it pass. */
  refuses: (entry: Entry) => Rejection | undefined = () => undefined;
  readonly serverKey: string;
  private readonly secret: Uint8Array;
  private readonly ledgers = new Map<string, Ledger>();

  constructor(
    private readonly clock: Clock,
    seed: Uint8Array,
  ) {
    this.secret = seed;
    this.serverKey = base64(ed25519.getPublicKey(seed));
  }

  ledger(place: string): Ledger {
    let ledger = this.ledgers.get(place);
    if (!ledger) this.ledgers.set(place, (ledger = { stored: [], texts: new Map(), keys: [] }));
    return ledger;
  }

  push(place: string, push: Push): Answer<PushAnswer> {
    if (push.entries.length > MAX_ENTRIES || JSON.stringify(push).length > this.bytesMax) {
      return { ok: false, failure: { status: 413, code: 'too-large', message: '' } };
    }
    if (push.ifHead !== undefined && push.ifHead !== this.ledger(place).stored.length) {
      return { ok: false, failure: { status: 409, code: 'head-moved', message: '' } };
    }
    const receivedAtMs = this.clock.nowMs();
    const receipts = push.entries.map((entry) => this.append(place, entry, push, receivedAtMs));
    return { ok: true, value: { ...this.page(place, push.after), receipts } };
  }

  page(place: string, afterSeq: number): Page {
    return {
      ...this.head(place),
      tail: this.ledger(place).stored.slice(afterSeq, afterSeq + this.pageEntries),
    };
  }

  keys(place: string, afterSeq: number) {
    const { stored, keys } = this.ledger(place);
    const found = keys
      .filter(({ seq }) => seq > afterSeq)
      .map(({ k, subject, key }) => ({ k, subject, key }));
    return { place, head: stored.length, keys: found };
  }

  /** The transport of a device that reaches this server, always and at once. */
  transport(): Transport {
    return {
      push: (place, push) => Promise.resolve(this.push(place, structuredClone(push))),
      pull: (place, afterSeq) => Promise.resolve({ ok: true, value: this.page(place, afterSeq) }),
      keys: (place, afterSeq) => Promise.resolve({ ok: true, value: this.keys(place, afterSeq) }),
      heads: () => () => undefined,
    };
  }

  private head(place: string): Head {
    const last = this.ledger(place).stored.at(-1);
    const head = {
      place,
      epoch: this.epoch,
      head: last?.seq ?? 0,
      chain: last?.chain ?? CHAIN_START,
    };
    const signature = base64(ed25519.sign(new TextEncoder().encode(headText(head)), this.secret));
    return { ...head, signature, backedUp: this.backedUp };
  }

  private append(place: string, entry: Entry, push: Push, receivedAtMs: number): Receipt {
    const ledger = this.ledger(place);
    const text = canonical(entry);
    const known = ledger.texts.get(entry.id);
    if (known) {
      if (known.text !== text)
        return { id: entry.id, rejected: { code: 'id-reused', message: '' } };
      const { seq, receivedAt, offsetMs } = ledger.stored[known.seq - 1]!;
      return { id: entry.id, seq, receivedAt, offsetMs };
    }
    const code = this.refuses(entry) ?? this.missingKey(ledger, entry, push);
    if (code) return { id: entry.id, rejected: { code, message: code } };
    const last = ledger.stored.at(-1);
    const seq = (last?.seq ?? 0) + 1;
    const receivedAt = new Date(receivedAtMs).toISOString();
    const offsetMs = receivedAtMs - push.sentAtMs;
    const chain = nextChain(
      last?.chain ?? CHAIN_START,
      place,
      { seq, receivedAt, offsetMs, entry },
      text,
    );
    ledger.stored.push({ seq, receivedAt, offsetMs, chain, entry });
    ledger.texts.set(entry.id, { seq, text });
    this.keep(ledger, entry, push, seq);
    return { id: entry.id, seq, receivedAt, offsetMs };
  }

  private missingKey(ledger: Ledger, entry: Entry, push: Push): Rejection | undefined {
    const has = (k: string): boolean => [...ledger.keys, ...push.keys].some((key) => key.k === k);
    return Object.values(entry.sealed ?? {}).every(({ k }) => has(k)) ? undefined : 'missing-key';
  }

  private keep(ledger: Ledger, entry: Entry, push: Push, seq: number): void {
    const used = new Set(Object.values(entry.sealed ?? {}).map(({ k }) => k));
    for (const key of push.keys) {
      if (used.has(key.k) && !ledger.keys.some(({ k }) => k === key.k))
        ledger.keys.push({ ...key, seq });
    }
  }
}
