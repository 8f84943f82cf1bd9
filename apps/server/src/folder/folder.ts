/**
 * Keeps rounds going: soon for what it is told of, and twice a second for whatever the database
 * knows to be undone (another process's pushes, work a crash left behind).
 */
import type { PlaceCode } from '@doorstep/ledger';
import { doRound, findBehind, type FolderDeps, type Waiting } from './rounds';

/** How long news are gathered before a round, so that many pushes are one fold. */
const GATHER_MS = 60;
const FIND_EVERY_MS = 500;

const nothing = (): Waiting => ({ ledgers: new Set(), sources: new Set() });
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Folder {
  private waiting = nothing();
  private findDue = true;
  private stopping = false;
  private rouse: () => void = () => undefined;

  constructor(private readonly deps: FolderDeps) {}

  /** Tells of ledgers that have new entries. */
  wake(places: readonly PlaceCode[]): void {
    for (const place of places) this.waiting.ledgers.add(place);
    if (places.length > 0) this.rouse();
  }

  /** Rounds until nothing is left to do, or only what somebody else is doing. */
  async catchUp(): Promise<void> {
    for (let before = ''; ;) {
      await this.find();
      const undone = [...this.waiting.ledgers, ...this.waiting.sources].sort().join();
      if (undone === '' || undone === before) return;
      before = undone;
      while (this.isWaiting()) await this.round();
    }
  }

  /** Works until stopped; ends after the round under way. Never rejects. */
  async run(): Promise<void> {
    const finding = setInterval(() => {
      this.findDue = true;
      this.rouse();
    }, FIND_EVERY_MS);
    for (let unfinished = false; !this.stopping;) {
      if (!this.isWaiting() && !this.findDue)
        await new Promise<void>((resolve) => (this.rouse = resolve));
      if (!unfinished) await pause(GATHER_MS);
      if (this.findDue) await this.find();
      unfinished = await this.round();
    }
    clearInterval(finding);
  }

  stop(): void {
    this.stopping = true;
    this.rouse();
  }

  private isWaiting(): boolean {
    return this.waiting.ledgers.size + this.waiting.sources.size > 0;
  }

  /** @returns whether a ledger was too long for one round */
  private async round(): Promise<boolean> {
    if (!this.isWaiting()) return false;
    const { waiting } = this;
    this.waiting = nothing();
    const again = await doRound(this.deps, waiting);
    for (const place of again) this.waiting.ledgers.add(place);
    return again.size > 0;
  }

  private async find(): Promise<void> {
    this.findDue = false;
    try {
      const { ledgers, sources } = await findBehind(this.deps.db);
      for (const place of ledgers) this.waiting.ledgers.add(place);
      for (const source of sources) this.waiting.sources.add(source);
    } catch (error) {
      this.deps.news.onError('find', '', error);
    }
  }
}
