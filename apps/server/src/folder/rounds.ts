/**
 * The folder's work in rounds: deliver from offices; fold every ledger that has news and roll up the
 * levels above. What many pushes brought between two rounds is one fold each and one roll-up.
 * Nothing is remembered that the database does not know: whatever a round leaves undone, because
 * of a crash or of somebody else's lock, `findBehind` finds.
 */
import { FOLD_VERSION, type PlaceCode } from '@doorstep/ledger';
import type { StorePorts } from '../store';
import { deliverStep, type DeliverDeps } from '../deliver/deliver-step';
import type { FoldCache } from './fold-cache';
import { foldStep, type StepOptions } from './fold-step';
import { rollUp } from './roll-step';

/** What the folder tells the rest of the process. Hints only: the database holds the truth. */
export interface FolderNews {
  /** Ledgers the server itself wrote to, and where they now stand. */
  onHeads(heads: { place: PlaceCode; head: number }[]): void;
  /** Places whose figures changed, or whom to call there. */
  onRollup(places: PlaceCode[]): void;
  onError(work: 'deliver' | 'fold' | 'roll' | 'find', place: PlaceCode, error: unknown): void;
}

export interface FolderDeps extends DeliverDeps {
  cache: FoldCache;
  /** Fold version of this program, where it is not the house's own. */
  foldVersion?: number;
  news: FolderNews;
  /** Waited for between pieces of long work nobody waits for. */
  breathe?: StepOptions['breathe'];
}

/** Ledgers folded at once. */
const LANES = 4;

/** What the database knows to be undone. */
export interface Behind {
  unfolded: PlaceCode[];
  /** Offices with entries that have not reached their villages. */
  undelivered: PlaceCode[];
  /** Sources with deltas nobody has added. */
  sources: string[];
}

export async function findBehind(
  store: StorePorts,
  foldVersion = Number(FOLD_VERSION),
): Promise<Behind> {
  const [unfolded, undelivered, sources] = await Promise.all([
    store.fold.behind(foldVersion),
    store.delivery.behind(),
    store.roll.waiting(),
  ]);
  return { unfolded, undelivered, sources };
}

/** Delivers one step from each office. @returns ledgers written to, and offices with more to deliver */
export async function deliverRound(
  deps: FolderDeps,
  offices: Iterable<PlaceCode>,
): Promise<{ reached: PlaceCode[]; again: PlaceCode[] }> {
  const reached: PlaceCode[] = [];
  const again: PlaceCode[] = [];
  for (const office of offices) {
    try {
      const { heads, more } = await deliverStep(deps, office);
      if (heads.length > 0) deps.news.onHeads(heads);
      reached.push(...heads.map(({ place }) => place));
      if (more) again.push(office);
    } catch (error) {
      deps.news.onError('deliver', office, error);
    }
  }
  return { reached, again };
}

/** Folds these ledgers, in this order, and rolls up. @returns the ledgers that need another round */
export async function foldRound(
  deps: FolderDeps,
  ledgers: Iterable<PlaceCode>,
  sources: Iterable<string>,
): Promise<PlaceCode[]> {
  const { folded, told, again } = await foldAll(deps, ledgers);
  const rolled = await rollUp(deps.store, new Set([...sources, ...folded]), (place, error) =>
    deps.news.onError('roll', place, error),
  );
  const changed = [...new Set([...folded, ...told, ...rolled])];
  if (changed.length > 0) deps.news.onRollup(changed);
  return again;
}

async function foldAll(
  deps: FolderDeps,
  ledgers: Iterable<PlaceCode>,
): Promise<{ folded: PlaceCode[]; told: PlaceCode[]; again: PlaceCode[] }> {
  const folded: PlaceCode[] = [];
  const told: PlaceCode[] = [];
  const again: PlaceCode[] = [];
  const queue = ledgers[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const place = next.value;
      try {
        const { breathe, foldVersion: version } = deps;
        const step = await foldStep(deps.store, deps.cache, place, { breathe, version });
        if (step.changed) folded.push(place);
        else if (step.told) told.push(place);
        if (step.more) again.push(place);
      } catch (error) {
        deps.news.onError('fold', place, error);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { folded, told, again };
}
