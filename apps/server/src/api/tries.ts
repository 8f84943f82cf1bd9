/**
 * Counts failures: who guesses links or walks through places must wait; who succeeds is not
 * counted. Kept in memory, bounded, forgotten after a while.
 */
import { isIPv6 } from 'node:net';

const WINDOW_MS = 600_000;
const KEPT_MAX = 10_000;

interface Count {
  failures: number;
  endsMs: number;
}

export class Tries {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly failuresMax: number,
    private readonly nowMs: () => number,
  ) {}

  /** 0, or how long this one must wait. */
  waitSeconds(who: string): number {
    const { failures, endsMs } = this.countOf(who);
    return failures < this.failuresMax ? 0 : Math.ceil((endsMs - this.nowMs()) / 1_000);
  }

  failed(who: string): void {
    const { failures, endsMs } = this.countOf(who);
    this.counts.delete(who);
    this.counts.set(who, { failures: failures + 1, endsMs });
    const [oldest] = this.counts.keys();
    if (this.counts.size > KEPT_MAX) this.counts.delete(oldest!);
  }

  private countOf(who: string): Count {
    const nowMs = this.nowMs();
    const count = this.counts.get(who);
    return count && count.endsMs > nowMs ? count : { failures: 0, endsMs: nowMs + WINDOW_MS };
  }
}

/** Whom an address stands for: itself, or the /64 one household or office gets with IPv6. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const first = head.split(':').filter(Boolean);
  const last = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4).join(':');
}
