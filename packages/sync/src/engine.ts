/**
 * The engine decides when to sync: at once when there is something to do, later and later when it
 * does not get through, one round at a time, one tab at a time.
 *
 *   idle ──nudge──► syncing ──ok──────────────► idle  (look again after POLL_MS)
 *                      └──not got through──► waiting ──back-off, Retry-After──► syncing
 *
 * No network is a normal state and no problem. What only a person can mend (signed out, a chain
 * that does not hold, a new epoch) is not retried by itself, except at the ordinary poll.
 */
import type { SyncProblem, SyncStatus } from './face';
import type { Clock, Lock, Random } from './ports';
import { reportLater, tellSafely } from './listeners';
import type { Outcome } from './outcome';
import type { RoundDeps } from './pull';
import { syncRound } from './round';

const BACKOFF_MS_MIN = 1_000;
const BACKOFF_MS_MAX = 60_000;
const POLL_MS = 300_000;

const PASSING: ReadonlySet<SyncProblem> = new Set([
  'busy',
  'server',
  'answer',
  'storage',
  'internal',
]);

export interface EngineDeps extends RoundDeps {
  clock: Clock;
  random: Random;
  lock: Lock;
  lockName: string;
}

export class Engine {
  private readonly watchers = new Set<(status: SyncStatus) => void>();
  private phase: SyncStatus['phase'] = 'idle';
  private outcome: Outcome = { online: false };
  private failures = 0;
  private retryAtMs: number | undefined;
  private running: Promise<void> | undefined;
  private isWanted = false;
  private isStarted = false;
  private cancelTimer: () => void = () => undefined;
  private stopHeads: () => void = () => undefined;

  constructor(private readonly deps: EngineDeps) {}

  status(): SyncStatus {
    const { position, outbox, rejected } = this.deps.local.held;
    return {
      phase: this.phase,
      online: this.outcome.online,
      ...(this.outcome.problem && { problem: this.outcome.problem }),
      unsent: outbox.filter(({ stored }) => stored.seq === 0).length,
      rejected: rejected.length,
      head: position.seq,
      serverHead: position.serverHead,
      backedUp: position.backedUp,
      ...(position.lastContactMs !== undefined && { lastContactMs: position.lastContactMs }),
      ...(this.retryAtMs !== undefined && { retryAtMs: this.retryAtMs }),
      offsetMs: position.offsetMs,
    };
  }

  watch(watcher: (status: SyncStatus) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Tells the watchers where things stand. */
  tell(): void {
    const status = this.status();
    for (const watcher of [...this.watchers]) tellSafely(() => watcher(status));
  }

  /** Begins to sync by itself: now, at new heads, after a while. */
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.stopHeads = this.deps.transport.heads(({ place, head }) => {
      if (place === this.deps.place && head > this.deps.local.held.position.seq)
        void this.syncNow();
    });
    void this.syncNow();
  }

  async stop(): Promise<void> {
    this.isStarted = false;
    this.stopHeads();
    this.cancelTimer();
    while (this.running) await this.running;
  }

  /** The ledger changed here: what waits is sent now, unless the last attempt did not get through. */
  nudge(): void {
    this.tell();
    const waits = this.deps.local.held.outbox.some(({ stored }) => stored.seq === 0);
    if (waits && this.isStarted && this.phase !== 'waiting') void this.syncNow();
  }

  /** Runs a round; one asked for during a round runs after it. Resolves when all is done. */
  syncNow(): Promise<void> {
    this.isWanted = true;
    this.running ??= this.runWanted();
    return this.running;
  }

  private async runWanted(): Promise<void> {
    this.cancelTimer();
    this.retryAtMs = undefined;
    this.phase = 'syncing';
    this.tell();
    while (this.isWanted) {
      this.isWanted = false;
      this.outcome = await this.round();
      if (this.outcome.problem || !this.outcome.online) break;
    }
    this.isWanted = false;
    // Whoever asks from here on, or is told below and asks, gets a run of his own.
    this.running = undefined;
    this.plan();
    this.tell();
  }

  private async round(): Promise<Outcome> {
    try {
      return await this.deps.lock.run(this.deps.lockName, () => syncRound(this.deps));
    } catch (error) {
      reportLater(error);
      return { online: true, problem: 'internal' };
    }
  }

  private plan(): void {
    const { problem, online, retryAfterMs = 0 } = this.outcome;
    const isPassing = !online || (problem !== undefined && PASSING.has(problem));
    this.failures = isPassing ? this.failures + 1 : 0;
    this.phase = isPassing ? 'waiting' : 'idle';
    if (!this.isStarted) return;
    const askedMs = retryAfterMs > 0 ? retryAfterMs + this.jittered(BACKOFF_MS_MIN) : 0;
    const delayMs = isPassing
      ? Math.max(this.jittered(this.backoffMs()), askedMs)
      : this.jittered(POLL_MS);
    if (isPassing) this.retryAtMs = this.deps.clock.nowMs() + delayMs;
    this.cancelTimer = this.deps.clock.after(delayMs, () => void this.syncNow());
  }

  private backoffMs(): number {
    return Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(this.failures - 1, 10));
  }

  /** Half to all of a delay, so that a town's phones do not come back in one instant. */
  private jittered(delayMs: number): number {
    const [high = 0, low = 0] = this.deps.random.bytes(2);
    return Math.round((delayMs * (1 + (high * 256 + low) / 65_535)) / 2);
  }
}
