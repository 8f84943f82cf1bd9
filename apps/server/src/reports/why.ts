/**
 * Why the figures of a sent report moved within one place. Each ledger that moved is folded once, up
 * to what the report was made from and then entry by entry; the work lies in short pieces, one
 * report at a time, so that pushes never wait for it, and what was explained is kept for a while.
 */
import {
  addDays,
  Since,
  type Cause,
  type Effect,
  type FigureChange,
  type PlaceCode,
  type SentBrief,
} from '@doorstep/ledger';
import type { CauseOfChange, ExplainedLedger, Why } from '@doorstep/sync';
import { ledger, type Queries } from '../store';
import { childFinder } from '../brief/owed';
import { compared, type Asked, type MovedLedger } from './since';

/** Entries folded between two breaths. */
const SLICE = 250;
/** Ids named per cause. */
const NAMED_MAX = 20;
/** Explained ledgers kept. */
const KEPT_MAX = 1_000;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Changes by indicator and day: the day of the report, the day before, and all days before that. */
class Sums {
  private readonly sums = new Map<string, { indicator: string; day: string | null; n: number }>();

  constructor(private readonly sent: Pick<SentBrief, 'day' | 'figures'>) {}

  add(changes: readonly FigureChange[]): boolean {
    const { day: last, figures } = this.sent;
    const counted = changes.filter(
      ({ indicator, day }) => day <= last && figures.some((one) => one.indicator === indicator),
    );
    for (const { indicator, day, n } of counted)
      this.addTo(indicator, day >= addDays(last, -1) ? day : null, n);
    return counted.length > 0;
  }

  addTo(indicator: string, day: string | null, n: number): void {
    const key = `${indicator} ${day ?? ''}`;
    const sum = this.sums.get(key) ?? { indicator, day, n: 0 };
    this.sums.set(key, { ...sum, n: sum.n + n });
  }

  changes(): CauseOfChange['changes'] {
    return [...this.sums.values()].filter(({ n }) => n !== 0);
  }
}

/** What the entries of the basis count for today, less what was stated of them. */
function recounted(
  { then }: MovedLedger,
  sent: SentBrief,
  atBasis: readonly FigureChange[],
): CauseOfChange[] {
  const sums = new Sums(sent);
  sums.add(atBasis);
  for (const [i, { indicator }] of sent.figures.entries()) {
    const [total = 0, day = 0, before = 0] = then.figures.slice(3 * i, 3 * i + 3);
    sums.addTo(indicator, sent.day, -day);
    sums.addTo(indicator, addDays(sent.day, -1), -before);
    sums.addTo(indicator, null, -(total - day - before));
  }
  const changes = sums.changes();
  return changes.length > 0 ? [{ cause: 'recounted', records: 0, entries: [], changes }] : [];
}

/** What entries did, put together by cause and reason. */
function byCause(effects: Iterable<Effect>, sent: SentBrief): CauseOfChange[] {
  const found = new Map<string, { cause: Cause; reason?: string; ids: string[]; sums: Sums }>();
  for (const { entry, cause, reason, changes } of effects) {
    const key = `${cause} ${reason ?? ''}`;
    const one = found.get(key) ?? {
      cause,
      ...(reason !== undefined && { reason }),
      ids: [],
      sums: new Sums(sent),
    };
    if (one.sums.add(changes)) one.ids.push(entry);
    if (one.ids.length > 0) found.set(key, one);
  }
  return [...found.values()].map(({ ids, sums, ...named }) => ({
    ...named,
    records: ids.length,
    entries: ids.slice(0, NAMED_MAX),
    changes: sums.changes(),
  }));
}

async function explain(db: Queries, sent: SentBrief, moved: MovedLedger): Promise<ExplainedLedger> {
  const { then, now } = moved;
  const { heardBefore, knownAtMs } = sent;
  const since = new Since(now.place, { seq: then.seq, heardBefore, knownAtMs });
  for (let after = 0; after < now.seq;) {
    const stored = await ledger.read(db, now.place, { after, upTo: now.seq, limit: SLICE });
    if (stored.length === 0) break;
    since.add(stored);
    after = stored.at(-1)!.seq;
    await breathe();
  }
  const again = recounted(moved, sent, since.atBasis());
  const effects: Effect[] = [];
  for (const effect of since.effects()) {
    effects.push(effect);
    if (effects.length % SLICE === 0) await breathe();
  }
  return {
    place: now.place,
    from: then.seq,
    to: now.seq,
    causes: [...byCause(effects, sent), ...again],
  };
}

/** Explains ledgers one after another, and keeps what it found. */
export class Explainer {
  private readonly kept = new Map<string, ExplainedLedger>();
  private queue: Promise<unknown> = Promise.resolve();

  /**
   * The parts of the difference within a child place, or of the office's own ledgers.
   * @returns undefined when the report was not sent
   */
  async why(db: Queries, asked: Asked, within: PlaceCode): Promise<Why | undefined> {
    const found = await compared(db, asked);
    if (!found) return undefined;
    const childOf = childFinder(found.area);
    const ledgers: ExplainedLedger[] = [];
    for (const moved of found.moved) {
      if (childOf(moved.now.place) === within)
        ledgers.push(await this.explained(db, found.sent, moved));
    }
    return { within, ledgers };
  }

  private async explained(
    db: Queries,
    sent: SentBrief,
    moved: MovedLedger,
  ): Promise<ExplainedLedger> {
    const key = `${sent.brief} ${moved.now.place} ${moved.now.seq}`;
    const known = this.kept.get(key);
    if (known) return known;
    const work = this.queue.then(() => explain(db, sent, moved));
    this.queue = work.catch(() => undefined);
    const found = await work;
    if (this.kept.size >= KEPT_MAX) this.kept.delete([...this.kept.keys()][0]!);
    this.kept.set(key, found);
    return found;
  }
}
