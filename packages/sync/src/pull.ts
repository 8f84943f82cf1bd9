/**
 * Pulling: whole segments while far behind, pages for the rest, then the keys of what came.
 *
 *   list ─► segments, LANES at once ─► committed in order, in batches, while the next are fetched
 *     └──► the keys that are there already, before the first of them: names come with the households
 *   page ─► page ─► … up to the signed head ─► the keys not fetched yet
 */
import type { Stored } from '@doorstep/ledger';
import { changeOfPage, type Writing } from './held';
import type { Local } from './local';
import { DONE, isDone, outcomeOf, problem, type Outcome } from './outcome';
import type { Clock, Cryptography, SegmentText, Transport } from './ports';
import { faultOf, faultOfList, openSegment, type Trust } from './verify';
import { PAGE_ENTRIES, SEGMENT_ENTRIES, type Segment, type SegmentList } from './wire';

export interface RoundDeps extends Trust {
  local: Local;
  transport: Transport;
  clock: Clock;
  cryptography: Cryptography;
  writing: Writing;
  /** Offices get no keys and need not ask. */
  wantsKeys: boolean;
}

/** Segments under way at once. */
const LANES = 4;
/** Segments in one commit: how much is held twice, and lost when the program is killed. */
const BATCH = 16;
/** Segments in the first commit: a village's register, so that its list stands early. */
const FIRST_BATCH = 8;

type Opened = { entries: Stored[]; text: SegmentText };

async function fetchSegment(deps: RoundDeps, segment: Segment): Promise<Opened | Outcome> {
  const answer = await deps.transport.segment(deps.place, segment);
  if (!answer.ok) return outcomeOf(answer.failure);
  const { cryptography, local } = deps;
  const bytes = answer.value;
  const entries = await openSegment(cryptography, local.held.position, segment, bytes);
  return entries ? { entries, text: { k: segment.k, bytes } } : problem('answer');
}

/** Fetches these segments, LANES at once. */
async function fetchSegments(
  deps: RoundDeps,
  segments: readonly Segment[],
): Promise<Opened[] | Outcome> {
  const found: Opened[] = [];
  const queue = segments.entries();
  let failed: Outcome | undefined;
  const lane = async (): Promise<void> => {
    for (const [i, segment] of queue) {
      if (failed) return;
      const one = await fetchSegment(deps, segment);
      if ('entries' in one) found[i] = one;
      else failed = one;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return failed ?? found;
}

function takeSegments(deps: RoundDeps, list: SegmentList, opened: Opened[]): Promise<void> {
  const { epoch } = list;
  const ends = opened.map(({ text: { k } }) => {
    const { lastChain, signature } = list.segments[k]!;
    return { epoch, seq: (k + 1) * SEGMENT_ENTRIES, chain: lastChain, signature };
  });
  const page = { ...list, tail: opened.flatMap(({ entries }) => entries), ends };
  const texts = opened.map(({ text }) => text);
  return deps.local.commit((held) => ({
    ...changeOfPage(held, page, deps.clock.nowMs(), deps.writing),
    texts,
  }));
}

/** Segments from number `first` on, as they are committed. */
function batchesOf({ segments }: SegmentList, first: number): Segment[][] {
  const batches: Segment[][] = [];
  for (let from = first; from < segments.length;) {
    const size = batches.length === 0 ? FIRST_BATCH : BATCH;
    batches.push(segments.slice(from, from + size));
    from += size;
  }
  return batches;
}

async function pullSegments(deps: RoundDeps): Promise<Outcome> {
  const { local, transport, place } = deps;
  const answer = await transport.segments(place);
  if (!answer.ok) return outcomeOf(answer.failure);
  const list = answer.value;
  const batches = batchesOf(list, Math.floor(local.held.position.seq / SEGMENT_ENTRIES));
  // On their way while the list's signature is checked; nothing of them is taken before.
  const coming = batches[0] && fetchSegments(deps, batches[0]);
  const fault = faultOfList(local.held.position, list, deps);
  if (fault) return problem(fault);
  if (!coming) return DONE;
  const keys = fetchKeys(deps);
  const pulled = await pullBatches(deps, list, batches, { coming, keys });
  return isDone(pulled) ? keys : pulled;
}

/** Commits one batch while the next is fetched. */
async function pullBatches(
  deps: RoundDeps,
  list: SegmentList,
  batches: Segment[][],
  { coming, keys }: { coming: Promise<Opened[] | Outcome>; keys: Promise<Outcome> },
): Promise<Outcome> {
  for (const next of [...batches.slice(1), undefined]) {
    const opened = await coming;
    if (!Array.isArray(opened)) return opened;
    if (next) coming = fetchSegments(deps, next);
    await keys;
    await takeSegments(deps, list, opened);
  }
  return DONE;
}

async function pullPage(deps: RoundDeps): Promise<Outcome> {
  const { local, clock, transport, place, writing } = deps;
  const answer = await transport.pull(place, local.held.position.seq);
  if (!answer.ok) return outcomeOf(answer.failure);
  const page = answer.value;
  const fault = faultOf(local.held.position, page, deps);
  if (fault) return problem(fault);
  await local.commit((held) => changeOfPage(held, page, clock.nowMs(), writing));
  return DONE;
}

/** More is missing than a page brings, as far as is known. */
const isFarBehind = ({ held: { position } }: Local): boolean =>
  position.epoch === undefined || position.serverHead - position.seq > PAGE_ENTRIES;

/** Pulls up to the head. `isFresh`: an answer has just told where the head is. */
export async function pullAll(deps: RoundDeps, isFresh: boolean): Promise<Outcome> {
  const { held } = deps.local;
  for (let known = isFresh; !known || held.position.seq < held.position.serverHead;) {
    const before = held.position.seq;
    if (isFarBehind(deps.local)) {
      const came = await pullSegments(deps);
      if (!isDone(came)) return came;
    }
    if (held.position.seq === before) {
      const came = await pullPage(deps);
      if (!isDone(came)) return came;
      known = true;
    }
  }
  return DONE;
}

/**
 * Fetches the keys of what was pulled, also when none is lacking: what others need is then held by
 * every phone, and comes back from any of them after a restore. Some come after their entries. A
 * ledger that was set back and grew again has keys before the point they were fetched up to: when
 * one is still lacking, all are asked for, once.
 */
export async function pullKeys(deps: RoundDeps): Promise<Outcome> {
  const { local, wantsKeys } = deps;
  if (!wantsKeys) return DONE;
  const { keysAfter, seq } = local.held.position;
  const came = keysAfter < seq || local.lacksKeys() ? await fetchKeys(deps) : DONE;
  if (!isDone(came) || !local.lacksKeysUnsought()) return came;
  const all = await fetchKeys(deps, 0);
  if (isDone(all)) local.noteKeysNowhere();
  return all;
}

async function fetchKeys(
  deps: RoundDeps,
  after = deps.local.held.position.keysAfter,
): Promise<Outcome> {
  const { local, transport, place } = deps;
  if (!deps.wantsKeys) return DONE;
  const answer = await transport.keys(place, after);
  if (!answer.ok) return outcomeOf(answer.failure);
  const { keys, head } = answer.value;
  await local.commit((held) => {
    const fresh = keys.filter((key) => !local.key(key.k));
    if (fresh.length === 0 && held.position.keysAfter === head) return undefined;
    return { keys: fresh, position: { ...held.position, keysAfter: head } };
  });
  return DONE;
}
