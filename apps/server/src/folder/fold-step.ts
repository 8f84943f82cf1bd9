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
import type { ServerStore, StorePorts } from '../store';
import type { FoldHead } from '../store/fold-head';
import type { FoldCache, HeldFold } from './fold-cache';
import { flagRow } from './flag-row';
import { heardHours, summed } from './rows';
import { contactOf, summaryOf } from './summary';

/** Entries in one step. */
export const SLICE = 2_000;
/** Entries folded again between two breaths. */
const AGAIN_SLICE = 250;
/** How often a fold that others keep overtaking is brought in step before its ledger waits a round. */
const ATTEMPTS_MAX = 4;
const THIS_VERSION = Number(FOLD_VERSION);

export interface FoldStep {
  /** Figures changed: there is something to roll up. */
  changed: boolean;
  /** Whom to call there, or what it was reminded of, changed: there is something to tell. */
  told: boolean;
  /** Another step is needed. */
  more: boolean;
}

export interface StepOptions {
  /** This program's fold version: ledgers folded by a newer one are left alone. */
  version?: number;
  /** Waited for between pieces of what is folded again, so that pushes come first. */
  breathe?: () => Promise<void>;
}

/** Where the database stands when a fold is not there, or is the fold of another past. */
interface OutOfStep {
  headSeq: number;
  isOfAnotherPast?: boolean;
}

const DONE: FoldStep = { changed: false, told: false, more: false };

/**
 * Takes a ledger's fold one step on. Safe to call for any ledger at any time, from any process.
 * @throws Unavailable when the database is away; nothing was folded
 */
export async function foldStep(
  store: ServerStore,
  cache: FoldCache,
  place: PlaceCode,
  options: StepOptions = {},
): Promise<FoldStep> {
  const { version = THIS_VERSION, breathe } = options;
  let held = cache.open(place);
  try {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const step = await store.derivation((tx) => advance(tx, place, held, version));
      if ('changed' in step) {
        cache.grown(place);
        return step;
      }
      if (held.seq > step.headSeq || step.isOfAnotherPast) {
        cache.drop(place);
        held = cache.open(place);
      }
      await catchUp(store, place, held, step.headSeq, breathe);
    }
    cache.grown(place);
    return { ...DONE, more: true };
  } catch (error) {
    cache.drop(place);
    throw error;
  }
}

/**
 * The entries that follow what a fold holds; undefined when its last one is not in the ledger: the
 * database was set back and has grown otherwise since.
 */
async function readOn(
  store: StorePorts,
  place: PlaceCode,
  held: HeldFold,
  { upTo, limit }: { upTo: number; limit: number },
): Promise<Stored[] | undefined> {
  if (held.seq === 0) return store.ledger.read(place, { after: 0, upTo, limit });
  const request = { after: held.seq - 1, upTo, limit: limit + 1 };
  const [last, ...entries] = await store.ledger.read(place, request);
  return last?.chain === held.chain ? entries : undefined;
}

/** Folds entries whose figures are in the database already, slice by slice. */
async function catchUp(
  store: StorePorts,
  place: PlaceCode,
  held: HeldFold,
  upTo: number,
  breathe: StepOptions['breathe'],
): Promise<void> {
  while (held.seq < upTo) {
    const entries = await readOn(store, place, held, { upTo, limit: AGAIN_SLICE });
    if (!entries) return;
    held.add(entries);
    held.fold.takeChanges();
    held.owed = undefined;
    held.contact = undefined;
    held.seq = entries.at(-1)?.seq ?? upTo;
    if (held.seq < upTo) await breathe?.();
  }
}

async function advance(
  tx: StorePorts,
  place: PlaceCode,
  held: HeldFold,
  version: number,
): Promise<FoldStep | OutOfStep> {
  const head = await tx.fold.lock(place, version);
  if (!head || head.foldVersion > version) return DONE;
  if (head.seq !== held.seq) return { headSeq: head.seq };
  const entries = await readOn(tx, place, held, { upTo: Number.MAX_SAFE_INTEGER, limit: SLICE });
  if (!entries) return { headSeq: head.seq, isOfAnotherPast: true };
  const isSwap = head.foldVersion < version;
  if (entries.length === 0 && !isSwap) return DONE;
  held.add(entries);
  held.seq += entries.length;
  const changes = isSwap ? await differing(tx, place, held.fold) : held.fold.takeChanges();
  await replaceObligations(tx, place, held, isSwap);
  const told = await replaceContact(tx, place, held, isSwap);
  await flagDevices(tx, place, held, entries);
  const changed = changes.length > 0;
  const heard = heardHours(entries);
  const next: FoldHead = {
    foldVersion: version,
    seq: held.seq,
    heardAtMs: Math.max(head.heardAtMs, ...heard.map(({ atMs }) => atMs)),
    step: head.step + (changed ? 1 : 0),
  };
  await tx.fold.advance(place, next, changes, heard);
  return { changed, told, more: entries.length === SLICE };
}

/** What makes an older version's figures this version's. */
async function differing(tx: StorePorts, place: PlaceCode, fold: VillageFold): Promise<TallyRow[]> {
  fold.takeChanges();
  const before = await tx.fold.tallies(place);
  return summed([...fold.tallies(), ...before.map((row) => ({ ...row, n: -row.n }))]);
}

/** Writes what is owed when it is not what was written last. */
async function replaceObligations(
  tx: StorePorts,
  place: PlaceCode,
  held: HeldFold,
  always: boolean,
): Promise<void> {
  const rows = summaryOf(held.fold);
  const owed = JSON.stringify(rows);
  if (owed === held.owed && !always) return;
  await tx.fold.replaceObligations(place, rows);
  held.owed = owed;
}

/** Writes whom to call when it is not what was written last. @returns whether it was not */
async function replaceContact(
  tx: StorePorts,
  place: PlaceCode,
  held: HeldFold,
  always: boolean,
): Promise<boolean> {
  const state = contactOf(held.fold);
  const contact = JSON.stringify(state);
  if (contact === held.contact && !always) return false;
  await tx.fold.replaceContact(place, state);
  held.contact = contact;
  return true;
}

/** Flags devices that wrote what no honest phone writes, each once, when it came to light. */
async function flagDevices(
  tx: StorePorts,
  place: PlaceCode,
  held: HeldFold,
  entries: readonly Stored[],
): Promise<void> {
  const marks = held.fold.deviceFindings();
  const flagged = JSON.stringify(marks);
  const receivedAt = entries.at(-1)?.receivedAt;
  if (flagged === held.flagged || receivedAt === undefined) return;
  const rows = new Map(marks.map((mark) => [`${mark.code} ${mark.device}`, mark]));
  for (const mark of rows.values()) await tx.quarantine.add(flagRow(place, receivedAt, mark));
  held.flagged = flagged;
}
