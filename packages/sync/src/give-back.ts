/**
 * Every phone is a replica (rule 8). The server was restored, or its ledger is shorter than ours or
 * another: what we hold above the last common entry is given back, piece by piece, each up to a
 * point the server once signed. Only when all of it is there again is it dropped here and pulled
 * anew, in one step with what follows.
 *
 *   list + pages ─► last common chain value ─► restore, restore, … ─► set back + all that follows
 *
 * Killed in between, nothing has changed here and the next round begins again: ids make it once.
 * What lies above the last signed point can be proven by nobody: our own entries of it go back to
 * the outbox, the others' are with their phones.
 */
import type { Stored } from '@doorstep/ledger';
import { changeOfSetBack, freshOf } from './held';
import { DONE, isDone, outcomeOf, problem, type Outcome } from './outcome';
import type { RoundDeps } from './pull';
import { BEGINNING, faultOf, faultOfList, type Known } from './verify';
import { SEGMENT_ENTRIES, type Page, type SignedEnd } from './wire';

const isOutcome = (value: object): value is Outcome => 'online' in value;

/** The last full segment whose end is the same here and there. */
async function lastCommonSegment(deps: RoundDeps): Promise<Known | Outcome> {
  const answer = await deps.transport.segments(deps.place);
  if (!answer.ok) return outcomeOf(answer.failure);
  const fault = faultOfList(BEGINNING, answer.value, deps);
  if (fault) return problem(fault);
  const { entries } = deps.local.held;
  const isHeld = ({ k, lastChain }: { k: number; lastChain: string }): boolean =>
    entries[(k + 1) * SEGMENT_ENTRIES - 1]?.chain === lastChain;
  const common = answer.value.segments.findLast(isHeld);
  return common ? { seq: (common.k + 1) * SEGMENT_ENTRIES, chain: common.lastChain } : BEGINNING;
}

async function pageAfter(deps: RoundDeps, known: Known): Promise<Page | Outcome> {
  const answer = await deps.transport.pull(deps.place, known.seq);
  if (!answer.ok) return outcomeOf(answer.failure);
  const fault = faultOf(known, answer.value, deps);
  return fault ? problem(fault) : answer.value;
}

/** The last entry that is the same here and there, and the page that follows it there. */
async function lastCommon(deps: RoundDeps): Promise<{ known: Known; page: Page } | Outcome> {
  const start = await lastCommonSegment(deps);
  if (isOutcome(start)) return start;
  let known: Known = start;
  for (;;) {
    const page = await pageAfter(deps, known);
    if (isOutcome(page)) return page;
    const { entries } = deps.local.held;
    const same = page.tail.findLast(({ seq, chain }) => entries[seq - 1]?.chain === chain);
    if (!same) return { known, page };
    known = { seq: same.seq, chain: same.chain };
    const isMore = same === page.tail.at(-1) && same.seq < page.head;
    if (!isMore) return { known, page: { ...page, tail: freshOf(known, page) } };
  }
}

/** Gives back what lies between `from` and a signed end. @returns the page that follows `common` */
async function giveBackPiece(
  deps: RoundDeps,
  from: Known,
  end: SignedEnd,
  common: Known,
): Promise<Page | Outcome> {
  const { local, transport, place } = deps;
  const entries = local.held.entries.slice(from.seq, end.seq);
  const keys = local.keysOf(entries);
  const lost = { before: from.chain, entries, keys, end, after: common.seq };
  const answer = await transport.giveBack(place, lost);
  if (!answer.ok)
    return answer.failure.code === 'not-proven' ? problem('chain') : outcomeOf(answer.failure);
  const answered = new Set(answer.value.receipts.map(({ id }) => id));
  if (!entries.every(({ entry }) => answered.has(entry.id))) return problem('answer');
  const fault = faultOf(common, answer.value, deps);
  return fault ? problem(fault) : answer.value;
}

/** All that follows `common` there, beginning with `page`: nothing is dropped here before it has come. */
async function wholeTail(deps: RoundDeps, page: Page): Promise<Page | Outcome> {
  let whole = page;
  for (let last = page.tail.at(-1); last && last.seq < whole.head; last = whole.tail.at(-1)) {
    const next = await pageAfter(deps, last);
    if (isOutcome(next)) return next;
    const tail = [...whole.tail, ...freshOf(last, next)];
    whole = { ...next, tail, ends: [...whole.ends, ...next.ends] };
  }
  return whole;
}

/**
 * Gives back keys the server lost though it has their entries: somebody returned those who had not
 * fetched the keys yet. Keys travel with the entries that use them; ids make those once.
 */
async function giveBackKeys(deps: RoundDeps, common: Known): Promise<Outcome> {
  const { local, transport, place, wantsKeys } = deps;
  if (!wantsKeys) return DONE;
  const answer = await transport.keys(place, 0);
  if (!answer.ok) return outcomeOf(answer.failure);
  const there = new Set(answer.value.keys.map(({ k }) => k));
  const { entries, ends } = local.held;
  let from = BEGINNING;
  for (const end of ends) {
    const missing = local.keysOf(entries.slice(from.seq, end.seq)).some(({ k }) => !there.has(k));
    const given = missing ? await giveBackPiece(deps, from, end, common) : DONE;
    if (isOutcome(given) && !isDone(given)) return given;
    from = { seq: end.seq, chain: end.chain };
  }
  return DONE;
}

/** Our own entries nobody can prove: recorded here, held above the last signed point. */
function unproven(deps: RoundDeps, afterSeq: number): Stored[] {
  const own = `${deps.writing.device().split('/')[0]}/`;
  return deps.local.held.entries
    .slice(afterSeq)
    .filter(({ entry }) => entry.device.startsWith(own) && entry.n > 0);
}

/** Brings a ledger that has come apart together again. */
export async function giveBack(deps: RoundDeps): Promise<Outcome> {
  const found = await lastCommon(deps);
  if (isOutcome(found)) return found;
  const { known: common } = found;
  let { page } = found;
  let from = common;
  for (const end of deps.local.held.ends.filter(({ seq }) => seq > common.seq)) {
    const answer = await giveBackPiece(deps, from, end, common);
    if (isOutcome(answer)) return answer;
    page = answer;
    from = { seq: end.seq, chain: end.chain };
  }
  const keys = await giveBackKeys(deps, common);
  if (!isDone(keys)) return keys;
  const tail = await wholeTail(deps, page);
  if (isOutcome(tail)) return tail;
  page = tail;
  const again = unproven(deps, from.seq);
  await deps.local.commit((held) => changeOfSetBack(held, common, page, again, deps.clock.nowMs()));
  return DONE;
}

/** Whether a round ended because the ledger here and the one there have come apart. */
export const hasComeApart = (outcome: Outcome): boolean =>
  !isDone(outcome) && ['new-epoch', 'behind', 'chain'].includes(outcome.problem ?? '');
