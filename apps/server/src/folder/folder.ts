/**
 * Keeps rounds going: soon for what it is told of, and twice a second for whatever the database
 * knows to be undone (another process's pushes, work a crash left behind).
 *
 *   woken ────────────┐
 *   found, reached ───┴─ a slice ─► fold and roll up      a village that pushed never waits for
 *   offices ─────────────────────► deliver                a prefecture that opens a round
 */
import type { PlaceCode } from '@doorstep/ledger';
import { deliverRound, findBehind, foldRound, type FolderDeps } from './rounds';
import { isOffice } from './roll-step';

/** How long news are gathered before a round, so that many pushes are one fold. */
const GATHER_MS = 60;
const FIND_EVERY_MS = 500;
/** Ledgers nobody woke, in one round. */
const BEHIND_MAX = 64;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Folder {
  /** Ledgers just pushed to: somebody may be looking. */
  private woken = new Set<PlaceCode>();
  /** Ledgers found behind or delivered to. */
  private readonly behind = new Set<PlaceCode>();
  private sources = new Set<string>();
  private offices = new Set<PlaceCode>();
  private findDue = true;
  private stopping = false;
  private rouseFolding: () => void = () => undefined;
  private rouseDelivering: () => void = () => undefined;

  constructor(private readonly deps: FolderDeps) {}

  /** Tells of ledgers that have new entries. */
  wake(places: readonly PlaceCode[]): void {
    for (const place of places) {
      this.woken.add(place);
      if (isOffice(place)) this.offices.add(place);
    }
    if (places.length > 0) this.rouse();
  }

  /** Rounds until nothing is left to do, or only what somebody else is doing. */
  async catchUp(): Promise<void> {
    for (let before = ''; ;) {
      await this.find();
      const undone = [...this.woken, ...this.behind, ...this.sources, ...this.offices];
      const now = undone.sort().join();
      if (now === '' || now === before) return;
      before = now;
      while (this.offices.size > 0) await this.deliver();
      while (this.isWaiting()) await this.fold();
    }
  }

  /** Works until stopped; ends after the rounds under way. Never rejects. */
  async run(): Promise<void> {
    const finding = setInterval(() => {
      this.findDue = true;
      this.rouse();
    }, FIND_EVERY_MS);
    await Promise.all([this.keepFolding(), this.keepDelivering()]);
    clearInterval(finding);
  }

  stop(): void {
    this.stopping = true;
    this.rouse();
  }

  private async keepFolding(): Promise<void> {
    for (let unfinished = false; !this.stopping;) {
      if (!this.isWaiting() && !this.findDue)
        await new Promise<void>((resolve) => (this.rouseFolding = resolve));
      if (!unfinished) await pause(GATHER_MS);
      if (this.findDue) await this.find();
      unfinished = await this.fold();
    }
  }

  private async keepDelivering(): Promise<void> {
    while (!this.stopping) {
      if (this.offices.size > 0) await this.deliver();
      else await new Promise<void>((resolve) => (this.rouseDelivering = resolve));
    }
  }

  private rouse(): void {
    this.rouseFolding();
    this.rouseDelivering();
  }

  private isWaiting(): boolean {
    return this.woken.size + this.behind.size + this.sources.size > 0;
  }

  /** @returns whether ledgers known to be behind are left */
  private async fold(): Promise<boolean> {
    if (!this.isWaiting()) return false;
    const { woken, sources } = this;
    this.woken = new Set();
    this.sources = new Set();
    const slice = [...this.behind].slice(0, BEHIND_MAX);
    for (const place of [...woken, ...slice]) this.behind.delete(place);
    const again = await foldRound(this.deps, new Set([...woken, ...slice]), sources);
    for (const place of again) this.behind.add(place);
    return this.behind.size > 0;
  }

  private async deliver(): Promise<void> {
    const { offices } = this;
    this.offices = new Set();
    const { reached, again } = await deliverRound(this.deps, offices);
    for (const place of reached) this.behind.add(place);
    for (const office of again) this.offices.add(office);
    if (reached.length > 0) this.rouseFolding();
  }

  private async find(): Promise<void> {
    this.findDue = false;
    try {
      const { unfolded, undelivered, sources } = await findBehind(
        this.deps.store,
        this.deps.foldVersion,
      );
      for (const place of unfolded) this.behind.add(place);
      for (const source of sources) this.sources.add(source);
      for (const office of undelivered) this.offices.add(office);
      if (undelivered.length > 0) this.rouseDelivering();
    } catch (error) {
      this.deps.news.onError('find', '', error);
    }
  }
}
