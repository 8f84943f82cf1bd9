/**
 * A server in memory that keeps the promises of the real one: ids once, numbers without gaps, a
 * signed chain, receipts from what is there, keys stored with the entries that bring them.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  canonical,
  CHAIN_START,
  headText,
  nextChain,
  segmentsText,
  type Entry,
  type Stored,
} from '@doorstep/ledger';
import { base64, fromBase64 } from '../base64';
import type { Answer, Clock, Transport } from '../ports';
import { endsAmong, isProven, signedEnd } from '../vouch';
import {
  MAX_ENTRIES,
  PAGE_ENTRIES,
  SEGMENT_ENTRIES,
  type GiveBack,
  type Head,
  type Page,
  type Push,
  type PushAnswer,
  type Receipt,
  type Rejection,
  type Segment,
  type SegmentList,
  type SubjectKey,
} from '../wire';

interface Ledger {
  stored: Stored[];
  texts: Map<string, { seq: number; text: string }>;
  keys: (SubjectKey & { seq: number })[];
}

/** An entry on its way in; of one that was stored before, its first receipt. */
interface Arriving {
  entry: Entry;
  first: { receivedAt: string; offsetMs: number };
  keys: readonly SubjectKey[];
  /** Given back: it was judged when it first came. */
  isKnownGood?: boolean;
}

const encoder = new TextEncoder();

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
    const nowMs = this.clock.nowMs();
    const first = { receivedAt: new Date(nowMs).toISOString(), offsetMs: nowMs - push.sentAtMs };
    const receipts = push.entries.map((entry) =>
      this.append(place, { entry, first, keys: push.keys }),
    );
    return { ok: true, value: { ...this.page(place, push.after), receipts } };
  }

  giveBack(place: string, lost: GiveBack): Answer<PushAnswer> {
    if (!isProven(place, lost, this.isOurs))
      return { ok: false, failure: { status: 422, code: 'not-proven', message: '' } };
    const receipts = lost.entries.map(({ entry, receivedAt, offsetMs }) =>
      this.append(place, {
        entry,
        first: { receivedAt, offsetMs },
        keys: lost.keys,
        isKnownGood: true,
      }),
    );
    return { ok: true, value: { ...this.page(place, lost.after), receipts } };
  }

  /** Like a restored backup: what came after `seq` is gone, and the epoch is another. */
  restoreTo(place: string, seq: number, epoch: string): void {
    const { stored, keys } = this.ledger(place);
    const kept = stored.slice(0, seq);
    this.ledgers.set(place, {
      stored: kept,
      texts: new Map(
        kept.map((one) => [one.entry.id, { seq: one.seq, text: canonical(one.entry) }]),
      ),
      keys: keys.filter((key) => key.seq <= seq),
    });
    this.epoch = epoch;
  }

  page(place: string, afterSeq: number): Page {
    const head = this.head(place);
    const tail = this.ledger(place).stored.slice(afterSeq, afterSeq + this.pageEntries);
    const ends = endsAmong(tail, head.head).map((one) =>
      signedEnd(place, this.epoch, one, this.sign),
    );
    return { ...head, tail, ends };
  }

  segments(place: string): SegmentList {
    const { stored } = this.ledger(place);
    const count = Math.floor(stored.length / SEGMENT_ENTRIES);
    const segments = Array.from({ length: count }, (_, k): Segment => {
      const last = stored[(k + 1) * SEGMENT_ENTRIES - 1]!;
      const { chain, signature } = signedEnd(place, this.epoch, last, this.sign);
      const hash = bytesToHex(sha256(this.segment(place, k)));
      return { k, lastChain: chain, sha256: hash, signature };
    });
    const head = this.head(place);
    return { ...head, segments, listSignature: this.sign(segmentsText({ ...head, segments })) };
  }

  segment(place: string, k: number): Uint8Array<ArrayBuffer> {
    const from = k * SEGMENT_ENTRIES;
    const entries = this.ledger(place).stored.slice(from, from + SEGMENT_ENTRIES);
    return encoder.encode(JSON.stringify(entries));
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
    const answered = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value });
    return {
      push: (place, push) => Promise.resolve(this.push(place, structuredClone(push))),
      pull: (place, afterSeq) => answered(this.page(place, afterSeq)),
      keys: (place, afterSeq) => answered(this.keys(place, afterSeq)),
      segments: (place) => answered(this.segments(place)),
      segment: (place, { k }) =>
        k < this.segments(place).segments.length
          ? answered(this.segment(place, k))
          : Promise.resolve({
              ok: false,
              failure: { status: 404, code: 'not-found', message: '' },
            }),
      giveBack: (place, lost) => Promise.resolve(this.giveBack(place, structuredClone(lost))),
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
    return { ...head, signature: this.sign(headText(head)), backedUp: this.backedUp };
  }

  private readonly sign = (text: string): string =>
    base64(ed25519.sign(encoder.encode(text), this.secret));

  private readonly isOurs = (text: string, signature: string): boolean =>
    ed25519.verify(fromBase64(signature), encoder.encode(text), fromBase64(this.serverKey));

  private append(place: string, arriving: Arriving): Receipt {
    const { entry, first, isKnownGood } = arriving;
    const ledger = this.ledger(place);
    const text = canonical(entry);
    const known = ledger.texts.get(entry.id);
    if (known) {
      if (known.text !== text)
        return { id: entry.id, rejected: { code: 'id-reused', message: '' } };
      const { seq, receivedAt, offsetMs } = ledger.stored[known.seq - 1]!;
      this.keep(ledger, arriving, ledger.stored.length + 1);
      return { id: entry.id, seq, receivedAt, offsetMs };
    }
    const code = isKnownGood
      ? undefined
      : (this.refuses(entry) ?? this.missingKey(ledger, arriving));
    if (code) return { id: entry.id, rejected: { code, message: code } };
    const last = ledger.stored.at(-1);
    const seq = (last?.seq ?? 0) + 1;
    const chain = nextChain(last?.chain ?? CHAIN_START, place, { seq, ...first, entry }, text);
    ledger.stored.push({ seq, ...first, chain, entry });
    ledger.texts.set(entry.id, { seq, text });
    this.keep(ledger, arriving, seq);
    return { id: entry.id, seq, ...first };
  }

  private missingKey(ledger: Ledger, { entry, keys }: Arriving): Rejection | undefined {
    const has = (k: string): boolean => [...ledger.keys, ...keys].some((key) => key.k === k);
    return Object.values(entry.sealed ?? {}).every(({ k }) => has(k)) ? undefined : 'missing-key';
  }

  private keep(ledger: Ledger, { entry, keys }: Arriving, seq: number): void {
    const used = new Set(Object.values(entry.sealed ?? {}).map(({ k }) => k));
    for (const key of keys) {
      if (used.has(key.k) && !ledger.keys.some(({ k }) => k === key.k))
        ledger.keys.push({ ...key, seq });
    }
  }
}
