/** What happened in a run: its last lines for people, a hash of all of them, and the faults by kind. */
import { createHash } from 'node:crypto';

const LINES_KEPT = 400;

/** Every kind of fault the simulation injects. */
export const FAULTS = [
  'request-lost',
  'answer-lost',
  'request-repeated',
  'request-late',
  'partition',
  'phone-killed',
  'tail-lost',
  'quota-exceeded',
  'store-evicted',
  'phone-cloned',
  'second-tab',
  'clock-jumped',
  'old-app',
  'server-killed',
  'server-killed-in-push',
  'server-killed-in-fold',
  'two-servers-one-place',
  'database-away',
  'database-restarted',
  'database-answer-lost',
  'disk-full',
  'restored-new-epoch',
  'restored-same-epoch',
  'fold-version-deployed',
  'forged-author',
  'id-reused',
  'foreign-village',
  'key-erased',
] as const;
export type FaultKind = (typeof FAULTS)[number];

export class History {
  readonly faults = new Map<FaultKind, number>();
  private readonly lines: string[] = [];
  private readonly hash = createHash('sha256');

  constructor(private readonly nowMs: () => number) {}

  /** Notes what somebody did. Ids, numbers and codes only. */
  note(who: string, what: string): void {
    const line = `${new Date(this.nowMs()).toISOString().slice(5, 23)} ${who} ${what}`;
    this.hash.update(`${line}\n`);
    this.lines.push(line);
    if (this.lines.length > 2 * LINES_KEPT) this.lines.splice(0, LINES_KEPT);
  }

  fault(kind: FaultKind, who: string): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
    this.note(who, `! ${kind}`);
  }

  last(count: number): string[] {
    return this.lines.slice(-count);
  }

  /** The same for the same course of events. */
  digest(): string {
    return this.hash.copy().digest('hex');
  }
}
