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
import {
  figureAt,
  type Caused,
  type CauseOfChange,
  type ExplainedLedger,
  type Why,
} from '@doorstep/sync';
import { ledger, type Queries } from '../store';
import { childFinder } from '../brief/owed';
import { compared, type Asked, type MovedLedger } from './since';

/** Entries folded between two breaths. */
const SLICE = 250;
/** Ids named per cause and figure. */
const NAMED_MAX = 5;
/** Explained ledgers kept. */
const KEPT_MAX = 1_000;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What one cause did: per figure how much on which days, and by which entries. */
class Sums {
  private readonly figures = new Map<
    string,
    { entries: Set<string>; days: Map<string | null, number> }
  >();

  constructor(private readonly sent: Pick<SentBrief, 'day' | 'figures'>) {}

  /** Only what the report states counts: its figures up to its day. */
  stated(changes: readonly FigureChange[]): FigureChange[] {
    const { figures, day: last } = this.sent;
    return changes.filter(
      ({ indicator, day }) => day <= last && figures.some((one) => one.indicator === indicator),
    );
  }

  addTo(indicator: string, day: string | null, n: number, entry?: string): void {
    const figure = this.figures.get(indicator) ?? { entries: new Set(), days: new Map() };
    this.figures.set(indicator, figure);
    figure.days.set(day, (figure.days.get(day) ?? 0) + n);
    if (entry !== undefined) figure.entries.add(entry);
  }

  /** Figures on some day of which something is left, in the order of the report. */
  caused(): Caused[] {
    return this.sent.figures.flatMap(({ indicator }) => {
      const { entries = new Set<string>(), days = [] } = this.figures.get(indicator) ?? {};
      const left = [...days].filter(([, n]) => n !== 0).map(([day, n]) => ({ day, n }));
      if (left.length === 0) return [];
      const named = [...entries].slice(0, NAMED_MAX);
      return [{ indicator, records: entries.size, entries: named, days: left }];
    });
  }
}

/** What the entries of the basis count for today, less what was stated of them. */
function recounted(
  { then }: MovedLedger,
  sent: SentBrief,
  atBasis: readonly FigureChange[],
): CauseOfChange[] {
  const sums = new Sums(sent);
  const yesterday = addDays(sent.day, -1);
  for (const { indicator, day, n } of sums.stated(atBasis))
    sums.addTo(indicator, day < yesterday ? null : day, n);
  for (const [i, { indicator }] of sent.figures.entries()) {
    const { total, day, before } = figureAt(then.figures, i);
    sums.addTo(indicator, sent.day, -day);
    sums.addTo(indicator, yesterday, -before);
    sums.addTo(indicator, null, -(total - day - before));
  }
  const figures = sums.caused();
  return figures.length > 0 ? [{ cause: 'recounted', figures }] : [];
}

/** What entries did, put together by cause and reason. */
function byCause(effects: Iterable<Effect>, sent: SentBrief): CauseOfChange[] {
  const found = new Map<string, { cause: Cause; reason?: string; sums: Sums }>();
  for (const { entry, cause, reason, changes } of effects) {
    const key = `${cause} ${reason ?? ''}`;
    const named = reason === undefined ? { cause } : { cause, reason };
    const one = found.get(key) ?? { ...named, sums: new Sums(sent) };
    found.set(key, one);
    for (const { indicator, day, n } of one.sums.stated(changes))
      one.sums.addTo(indicator, day, n, entry);
  }
  return [...found.values()]
    .map(({ sums, ...named }) => ({ ...named, figures: sums.caused() }))
    .filter(({ figures }) => figures.length > 0);
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
  let folded = 0;
  for (const effect of since.effects()) {
    if (effect.changes.length > 0) effects.push(effect);
    if (++folded % SLICE === 0) await breathe();
  }
  return {
    place: now.place,
    from: then.seq,
    to: now.seq,
    causes: [...byCause(effects, sent), ...again],
  };
}

/**
 * Explains ledgers one after another, and keeps what it found. Whoever asks waits with one ledger at
 * a time, so that offices take turns: a village is not behind a whole prefecture.
 */
export class Explainer {
  private readonly kept = new Map<string, Promise<ExplainedLedger>>();
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

  private explained(db: Queries, sent: SentBrief, moved: MovedLedger): Promise<ExplainedLedger> {
    // Offices choose the ids of their reports; a record's id is its own.
    const key = `${sent.record} ${moved.now.place} ${moved.now.seq}`;
    const known = this.kept.get(key);
    if (known) return known;
    const work = this.queue.then(() => explain(db, sent, moved));
    if (this.kept.size >= KEPT_MAX) this.kept.delete([...this.kept.keys()][0]!);
    this.kept.set(key, work);
    this.queue = work.catch(() => this.kept.delete(key));
    return work;
  }
}
