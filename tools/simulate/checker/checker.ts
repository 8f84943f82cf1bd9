/**
 * The independent checker: it watches the disks of the phones, the answers of the servers and the
 * committed tables, and keeps its own record of what was saved and promised. Safety is judged at
 * every boundary; it never asks the house what is right.
 */
import type { Answer, Receipt } from '@doorstep/sync';
import type { Phone } from '../phone/phone';
import type { Written } from '../phone/disk';
import type { Request } from '../server/process';
import type { MemoryDatabase } from '../server/memory-database';
import type { History } from '../world/history';
import { emptyCopy, grow, type LedgerCopy, type Row } from './copy';
import type { Category, Finding } from './findings';
import { stable } from './stable';

/** What a receipt says, as a device hears it. */
interface Promised {
  place: string;
  seq: number;
  receivedAt: string;
  offsetMs: number;
}

/** Something an earlier state of the database no longer holds, and the disks that do. */
interface Missing {
  place: string;
  holders: Set<Phone>;
  /** Those the disks know; empty when it may come in anew. */
  receipts: Set<string>;
}

/** What disks hold, by id. */
type OnDisks = Map<string, Pick<Missing, 'holders' | 'receipts'> & { isUnsent: boolean }>;

/** A receipt's times as one text. */
export const timesOf = (one: { receivedAt: string; offsetMs: number }): string =>
  `${one.receivedAt} ${one.offsetMs}`;

export class Checker {
  readonly findings: Finding[] = [];
  readonly ledgers = new Map<string, LedgerCopy>();
  /** Content of every entry a phone saved, by id. */
  readonly authored = new Map<string, string>();
  readonly promised = new Map<string, Promised>();
  /** What a restored database lost and a surviving disk must bring back. */
  readonly missing = new Map<string, Missing>();
  /** What a restored database lost, and every disk that held it. */
  readonly gone = new Set<string>();
  /** Rejections answered, by id. */
  readonly refused = new Map<string, string>();
  readonly discarded = new Set<string>();
  readonly erasedKeys = new Set<string>();
  /** Contents somebody sent under an id that was not theirs to use again. */
  readonly forged = new Set<string>();
  /** Ids taken by such a content when a restored database had lost the first. */
  readonly usurped = new Set<string>();
  /** Of each entry that was pushed: the device's clock at every sending. */
  private readonly sentAt = new Map<string, Set<number>>();
  /** Which entry bears a number of a device. */
  private readonly numbered = new Map<string, string>();
  restores = 0;

  constructor(
    private readonly database: MemoryDatabase,
    private readonly history: History,
    private readonly suspects: ReadonlySet<string>,
    readonly villages: readonly string[],
  ) {}

  report(category: Category, rule: string, detail: string): void {
    this.findings.push({ category, rule, detail });
    this.history.note('CHECKER', `${category}: ${rule}: ${detail}`);
  }

  /** The ledger of a place as committed now, after a seq. */
  private rowsOf(place: string, after: number): Row[] {
    return this.database.change((tables) => {
      const count = (tables.head.get(place)?.seq ?? 0) - after;
      return Array.from({ length: Math.max(0, count) }, (_, i) => {
        const key = tables.entryAt.get(`${place} ${after + i + 1}`);
        const row = key === undefined ? undefined : tables.entry.get(key);
        if (!row) return { seq: 0, id: '', content: '', receivedAt: '', offsetMs: 0, chain: '' };
        const { seq, id, content, receivedAt, offsetMs, chain } = row;
        return { seq, id, content, receivedAt, offsetMs, chain };
      });
    });
  }

  places(): string[] {
    return this.heads().map(([place]) => place);
  }

  private heads(): [string, { seq: number; chain: string }][] {
    return this.database.change((tables) => tables.head.all());
  }

  /** Follows the committed tables: ledgers only grow, and hold nothing nobody wrote. */
  observe(): void {
    const fresh: (readonly [string, Row])[] = [];
    for (const [place, head] of this.heads()) {
      const copy = this.copyOf(place);
      const known = copy.rows.length;
      if (head.seq === known && (known === 0 || head.chain === copy.rows[known - 1]!.chain))
        continue;
      const fault = grow(place, copy, head.seq, this.rowsOf(place, Math.max(0, known - 1)));
      if (fault)
        this.report(
          fault.startsWith('twice') ? 'duplicated' : 'lost',
          'a ledger only grows',
          `${place} ${fault}`,
        );
      fresh.push(...copy.rows.slice(known).map((row) => [place, row] as const));
    }
    for (const [place, row] of fresh) this.accountFor(place, row);
  }

  /** Of a disk of a phone: what came to it, and what left it. */
  written(phone: Phone, { change, before }: Written): void {
    for (const { stored } of change.outboxPut ?? []) this.authoredBy(phone, stored.entry);
    for (const id of change.rejectedRemove ?? []) this.discarded.add(id);
    const kept = new Set([
      ...(change.entries ?? []).map(({ entry }) => entry.id),
      ...(change.outboxPut ?? []).map(({ stored }) => stored.entry.id),
      ...(change.rejectedPut ?? []).map(({ stored }) => stored.entry.id),
    ]);
    const upTo = change.keepUpTo ?? Infinity;
    const dropped = before.entries.filter(({ seq }) => seq > upTo).map(({ entry }) => entry.id);
    this.observe();
    for (const id of [...dropped, ...(change.outboxRemove ?? [])]) {
      if (kept.has(id) || this.copyOf(phone.place).byId.has(id)) continue;
      if (before.entries.some(({ seq, entry }) => entry.id === id && seq <= upTo)) continue;
      this.report('lost', 'nothing leaves a disk that the ledger lacks', `${phone.name} ${id}`);
    }
  }

  /** What a person was told is saved. */
  saved(phone: Phone, ids: readonly string[]): void {
    for (const id of ids)
      if (!this.authored.has(id))
        this.report('lost', 'what is called saved is on disk', `${phone.name} ${id}`);
  }

  /** A request as it reaches a server. */
  arrived({ path, body }: Request): void {
    if (!path.endsWith('/entries')) return;
    const { entries = [], sentAtMs = 0 } = (body ?? {}) as {
      entries?: { id: string }[];
      sentAtMs?: number;
    };
    for (const { id } of entries)
      this.sentAt.set(id, (this.sentAt.get(id) ?? new Set()).add(sentAtMs));
  }

  /** An answer on its way out: it may only say what is committed. */
  answered(request: Request, answer: Answer<unknown>): void {
    this.pushedAnew(request);
    if (!answer.ok) return;
    this.observe();
    const { receipts } = answer.value as { receipts?: Receipt[] };
    for (const receipt of receipts ?? []) this.receipt(request, receipt);
  }

  trouble(work: string, place: string, error: unknown): void {
    const { code, message } = error as { code?: string; message?: string };
    this.history.note('server', `trouble in ${work} ${place}: ${code ?? message ?? String(error)}`);
    const isOfTheWorld = code === '53100' || code === 'database-unavailable';
    // A source that came in anew after a restore bears another receipt than what is derived of it.
    if (work === 'refused conflict' && this.restores > 0) return;
    if (!isOfTheWorld)
      this.report(
        'unexplained',
        'work fails for reasons of the world only',
        `${work} ${place} ${String(error)}`,
      );
  }

  async beforeRestore(phones: readonly Phone[]): Promise<OnDisks> {
    this.observe();
    const found: OnDisks = new Map();
    for (const phone of phones) {
      const { entries, outbox } = await phone.disk.held();
      const unsent = outbox.map(({ stored }) => stored);
      for (const one of [...entries, ...unsent]) {
        const { id } = one.entry;
        const known = found.get(id) ?? { holders: new Set(), receipts: new Set(), isUnsent: false };
        found.set(id, known);
        known.holders.add(phone);
        known.receipts.add(timesOf(one));
        known.isUnsent ||= unsent.includes(one);
      }
    }
    return found;
  }

  /** Takes over what is there now; what surviving disks hold of the rest must come back. */
  afterRestore(onDisks: OnDisks): void {
    this.restores += 1;
    const before = new Map(this.ledgers);
    this.ledgers.clear();
    this.observe();
    for (const [place, { rows }] of before) {
      for (const { id, seq } of rows) {
        const now = this.copyOf(place).byId.get(id);
        if (now?.seq !== seq) this.promised.delete(id);
        const disks = onDisks.get(id);
        if (!now && !disks) this.gone.add(id);
        if (now || !disks) continue;
        const { holders, receipts, isUnsent } = disks;
        this.missing.set(id, { place, holders, receipts: isUnsent ? new Set() : receipts });
      }
    }
  }

  /** A phone's store is gone: what only it held is lost, and that is explained. */
  evicted(phone: Phone): void {
    for (const [id, { holders }] of this.missing) {
      holders.delete(phone);
      if (holders.size > 0) continue;
      this.missing.delete(id);
      this.gone.add(id);
    }
  }

  copyOf(place: string): LedgerCopy {
    const known = this.ledgers.get(place) ?? emptyCopy();
    this.ledgers.set(place, known);
    return known;
  }

  /** Whether an entry was rightly refused: its key was destroyed, or its id taken when it was lost. */
  isRefusalExplained(
    entry: { id: string; sealed?: Record<string, { k: string }> },
    code: string,
  ): boolean {
    if (code === 'id-reused') return this.usurped.has(entry.id);
    const keys = Object.values(entry.sealed ?? {}).map(({ k }) => k);
    return code === 'missing-key' && keys.some((k) => this.erasedKeys.has(k));
  }

  /** Sent once more by whoever had it unsent: it may come in by that way, with another receipt. */
  private pushedAnew({ path, body }: Request): void {
    if (!path.endsWith('/entries')) return;
    const { entries = [] } = (body ?? {}) as { entries?: { id: string }[] };
    for (const { id } of entries) {
      const missing = this.missing.get(id);
      missing?.receipts.clear();
    }
  }

  /** A key that a restored database lost, and every disk that held it. */
  isKeyLost(k: string, onDisks: ReadonlySet<string>): boolean {
    return this.restores > 0 && !onDisks.has(k);
  }

  private authoredBy(phone: Phone, entry: { id: string }): void {
    const content = stable(entry);
    const known = this.authored.get(entry.id);
    if (known !== undefined && known !== content)
      this.report('unexplained', 'a saved entry never changes', `${phone.name} ${entry.id}`);
    this.authored.set(entry.id, content);
  }

  private accountFor(place: string, row: Row): void {
    const entry = JSON.parse(row.content) as {
      by: string;
      device: string;
      n: number;
      delivered?: { from: string; id: string };
    };
    if (this.authored.get(row.id) === stable(entry)) return this.judgeOwn(place, row, entry);
    if (this.restores > 0 && this.forged.has(stable(entry))) return this.usurp(row.id);
    const source =
      entry.delivered && this.copyOf(entry.delivered.from).byId.get(entry.delivered.id);
    if (entry.by === 'system' && (source || this.restores > 0)) return;
    this.report(
      'unexplained',
      'a ledger holds what somebody saved, byte for byte',
      `${place} ${row.seq} ${row.id}`,
    );
  }

  /** Of an entry somebody saved: its number is its own, its times are those of a push that carried it. */
  private judgeOwn(place: string, row: Row, { device, n }: { device: string; n: number }): void {
    const number = `${place} ${device} ${n}`;
    const other = this.numbered.get(number) ?? row.id;
    this.numbered.set(number, row.id);
    const isCopied = this.suspects.has(`cloned ${device.split('/')[0]!}`);
    if (other !== row.id && !isCopied)
      this.report('duplicated', 'a number is used once', `${number} ${row.id}`);
    const sentAtMs = Date.parse(row.receivedAt) - row.offsetMs;
    if (!this.sentAt.get(row.id)?.has(sentAtMs))
      this.report('diverged', 'times are those of a push', `${place} ${row.seq} ${row.id}`);
  }

  /** The first content that comes in stays; the other lies in quarantine. */
  private usurp(id: string): void {
    this.usurped.add(id);
    this.missing.delete(id);
  }

  private receipt(request: Request, receipt: Receipt): void {
    const place = request.params.place ?? '';
    if ('rejected' in receipt) {
      this.refused.set(receipt.id, receipt.rejected.code);
      const isKept = this.database.change((tables) =>
        tables.quarantine.all().some(([, row]) => row.entryId === receipt.id),
      );
      if (!isKept)
        this.report('lost', 'what is rejected lies in quarantine', `${place} ${receipt.id}`);
      return;
    }
    const { id, seq, receivedAt, offsetMs } = receipt;
    const row = this.copyOf(place).byId.get(id);
    const isTrue = row?.seq === seq && row.receivedAt === receivedAt && row.offsetMs === offsetMs;
    if (!isTrue)
      this.report(
        row ? 'diverged' : 'lost',
        'a receipt says what is committed',
        `${place} ${seq} ${id}`,
      );
    const before = this.promised.get(id);
    if (before && stable({ ...before }) !== stable({ place, seq, receivedAt, offsetMs }))
      this.report('diverged', 'receipts never change', `${place} ${id} ${before.seq} → ${seq}`);
    this.promised.set(id, { place, seq, receivedAt, offsetMs });
  }
}
