/**
 * The folder's work in rounds: deliver from offices, fold every ledger that has news, roll up the
 * levels above. What many pushes brought between two rounds is one fold each and one roll-up.
 * Nothing is remembered that the database does not know: whatever a round leaves undone, because
 * of a crash or of somebody else's lock, `findBehind` finds.
 */
import { FOLD_VERSION, type PlaceCode } from '@doorstep/ledger';
import { delivery, foldHead, rollup, type Database } from '../store';
import { deliverStep, type DeliverDeps } from '../deliver/deliver-step';
import type { FoldCache } from './fold-cache';
import { foldStep } from './fold-step';
import { isOffice, rollUp } from './roll-step';

/** What the folder tells the rest of the process. Hints only: the database holds the truth. */
export interface FolderNews {
  /** Ledgers the server itself wrote to, and where they now stand. */
  onHeads(heads: { place: PlaceCode; head: number }[]): void;
  /** Places whose figures changed. */
  onRollup(places: PlaceCode[]): void;
  onError(work: 'deliver' | 'fold' | 'roll' | 'find', place: PlaceCode, error: unknown): void;
}

export interface FolderDeps extends DeliverDeps {
  db: Database;
  cache: FoldCache;
  news: FolderNews;
}

/** Ledgers folded at once. */
const LANES = 4;

/** Work waiting for a round. */
export interface Waiting {
  /** Ledgers with news. */
  ledgers: Set<PlaceCode>;
  /** Sources with deltas nobody has added. */
  sources: Set<string>;
}

/** Everything the database knows to be undone. */
export async function findBehind(db: Database): Promise<Waiting> {
  const [unfolded, undelivered, sources] = await Promise.all([
    foldHead.behind(db, Number(FOLD_VERSION)),
    delivery.behind(db),
    rollup.waiting(db),
  ]);
  return { ledgers: new Set([...unfolded, ...undelivered]), sources: new Set(sources) };
}

/** Does one round. @returns the ledgers that need another */
export async function doRound(deps: FolderDeps, waiting: Waiting): Promise<Set<PlaceCode>> {
  const again = new Set<PlaceCode>();
  const ledgers = new Set(waiting.ledgers);
  for (const office of [...ledgers].filter(isOffice)) await deliver(deps, office, ledgers, again);
  const folded = await foldAll(deps, ledgers, again);
  const sources = new Set([...waiting.sources, ...folded]);
  const rolled = await rollUp(deps.db, sources, (place, error) =>
    deps.news.onError('roll', place, error),
  );
  const changed = [...new Set([...folded, ...rolled])];
  if (changed.length > 0) deps.news.onRollup(changed);
  return again;
}

async function deliver(
  deps: FolderDeps,
  office: PlaceCode,
  ledgers: Set<PlaceCode>,
  again: Set<PlaceCode>,
): Promise<void> {
  try {
    const { heads, more } = await deliverStep(deps, office);
    if (heads.length > 0) deps.news.onHeads(heads);
    for (const { place } of heads) ledgers.add(place);
    if (more) again.add(office);
  } catch (error) {
    deps.news.onError('deliver', office, error);
  }
}

async function foldAll(
  deps: FolderDeps,
  ledgers: ReadonlySet<PlaceCode>,
  again: Set<PlaceCode>,
): Promise<PlaceCode[]> {
  const changed: PlaceCode[] = [];
  const queue = ledgers.values();
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const place = next.value;
      try {
        const step = await foldStep(deps.db, deps.cache, place);
        if (step.changed) changed.push(place);
        if (step.more) again.add(place);
      } catch (error) {
        deps.news.onError('fold', place, error);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return changed;
}
