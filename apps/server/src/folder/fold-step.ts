/**
 * One step of folding a ledger: at most SLICE entries, so that a long ledger never keeps the others
 * waiting. Figures, obligations and the head move in one transaction under the head's lock.
 * A fold that is not in step with the database is thrown away and made anew from the entries.
 */
import {
  FOLD_VERSION,
  type PlaceCode,
  type Stored,
  type TallyRow,
  type VillageFold,
} from '@doorstep/ledger';
import { foldHead, ledger, obligation, rollup, tally, type Database, type Queries } from '../store';
import type { FoldHead } from '../store/fold-head';
import type { FoldCache, HeldFold } from './fold-cache';
import { summed } from './rows';
import { summaryOf } from './summary';

/** Entries in one step. */
export const SLICE = 2_000;
const THIS_VERSION = Number(FOLD_VERSION);

export interface FoldStep {
  /** Figures changed: there is something to roll up. */
  changed: boolean;
  /** Another step is needed. */
  more: boolean;
}

const DONE: FoldStep = { changed: false, more: false };
const AGAIN: FoldStep = { changed: false, more: true };

/**
 * Takes a ledger's fold one step on. Safe to call for any ledger at any time, from any process.
 * @param version this program's fold version: ledgers folded by a newer one are left alone
 * @throws Unavailable when the database is away; nothing was folded
 */
export async function foldStep(
  db: Database,
  cache: FoldCache,
  place: PlaceCode,
  version = THIS_VERSION,
): Promise<FoldStep> {
  const head = await foldHead.find(db, place);
  if (head && head.foldVersion > version) return DONE;
  let held = cache.open(place);
  if (held.seq > (head?.seq ?? 0)) {
    cache.drop(place);
    held = cache.open(place);
  }
  try {
    if (head) await catchUp(db, place, held, head.seq);
    const step = await db.transaction((tx) => advance(tx, place, held, version));
    cache.grown(place);
    return step;
  } catch (error) {
    cache.drop(place);
    throw error;
  }
}

/** Folds entries whose figures are in the database already, slice by slice. */
async function catchUp(
  db: Database,
  place: PlaceCode,
  held: HeldFold,
  upTo: number,
): Promise<void> {
  while (held.seq < upTo) {
    const entries = await ledger.read(db, place, { after: held.seq, upTo, limit: SLICE });
    held.fold.add(entries);
    held.fold.takeChanges();
    held.owed = undefined;
    held.seq = entries.at(-1)?.seq ?? upTo;
  }
}

async function advance(
  tx: Queries,
  place: PlaceCode,
  held: HeldFold,
  version: number,
): Promise<FoldStep> {
  const head = await foldHead.lock(tx, place, version);
  if (!head || head.foldVersion > version) return DONE;
  if (head.seq !== held.seq) return AGAIN;
  const entries = await ledger.read(tx, place, {
    after: head.seq,
    upTo: Number.MAX_SAFE_INTEGER,
    limit: SLICE,
  });
  const isSwap = head.foldVersion < version;
  if (entries.length === 0 && !isSwap) return DONE;
  if (isSwap) held.owed = undefined;
  held.fold.add(entries);
  held.seq += entries.length;
  const changes = isSwap ? await swapped(tx, place, held.fold) : held.fold.takeChanges();
  if (!isSwap) await tally.add(tx, 'tally', place, changes);
  const step = head.step + (changes.length > 0 ? 1 : 0);
  if (changes.length > 0) await rollup.appendDelta(tx, place, step, changes);
  await replaceObligations(tx, place, held);
  await foldHead.advance(tx, place, {
    foldVersion: version,
    seq: held.seq,
    heardAtMs: heardAtMs(head, entries),
    step,
  });
  return { changed: changes.length > 0, more: entries.length === SLICE };
}

/** Puts this version's figures in the place of an older one's. @returns the difference */
async function swapped(tx: Queries, place: PlaceCode, fold: VillageFold): Promise<TallyRow[]> {
  fold.takeChanges();
  const before = await tally.take(tx, place);
  const after = fold.tallies();
  await tally.add(tx, 'tally', place, after);
  return summed([...after, ...before.map((row) => ({ ...row, n: -row.n }))]);
}

async function replaceObligations(tx: Queries, place: PlaceCode, held: HeldFold): Promise<void> {
  const rows = summaryOf(held.fold);
  const owed = JSON.stringify(rows);
  if (owed === held.owed) return;
  await obligation.replace(tx, place, rows);
  held.owed = owed;
}

function heardAtMs(head: FoldHead, entries: readonly Stored[]): number {
  const own = entries
    .filter(({ entry }) => entry.by !== 'system')
    .map(({ receivedAt }) => Date.parse(receivedAt));
  return own.reduce((latest, time) => Math.max(latest, time), head.heardAtMs);
}
