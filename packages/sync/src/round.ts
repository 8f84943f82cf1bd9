/**
 * One round of synchronisation: push what waits, pull what is new, fetch the keys of it.
 *
 *   outbox ──batches──► push ──► receipts + first page ──► pull up to the head ──► keys
 *                                        └─ another epoch, shorter, forked ─► give back, once more
 *
 * A round only ever adds: an answer lost on the way leaves the rows where they are, and the next
 * round sends the same ids again. 413 and 400 halve the batch until the one entry is found that the
 * server cannot take; that one is set aside with the reason, the others go through.
 */
import { nextBatch } from './batch';
import { changeOfWithdrawal } from './conditional';
import { giveBack, hasComeApart } from './give-back';
import { changeOfPush, rejectedRow } from './held';
import { StorageFailed } from './local';
import { DONE, isDone, outcomeOf, problem, type Outcome } from './outcome';
import type { Failure, Unsent } from './ports';
import { pullAll, pullKeys, type RoundDeps } from './pull';
import { faultOf } from './verify';
import { MAX_ENTRIES } from './wire';

const HEAD_MOVED = 'head-moved';

/** The server understood the request and cannot take what is in it. */
const isUnacceptable = ({ status, code }: Failure): boolean =>
  status === 413 || code === 'broken-envelope';

function setAside(deps: RoundDeps, row: Unsent, failure: Failure): Promise<void> {
  const { id } = row.stored.entry;
  const code = failure.status === 413 ? 'too-large' : failure.code;
  return deps.local.commit(() => ({
    outboxRemove: [id],
    rejectedPut: [rejectedRow(row, code, failure.message, deps.clock.nowMs())],
  }));
}

async function withdraw(deps: RoundDeps, first: Unsent): Promise<'withdrawn'> {
  await deps.local.commit((held) => changeOfWithdrawal(held, first));
  return 'withdrawn';
}

async function pushBatch(
  deps: RoundDeps,
  batch: Unsent[],
): Promise<Outcome | 'withdrawn' | { unacceptable: Failure }> {
  const { local, transport, clock, place } = deps;
  const first = batch[0]!;
  const sentAtMs = clock.nowMs();
  const answer = await transport.push(place, {
    entries: batch.map((row) => row.stored.entry),
    keys: local.keysToSend(batch),
    after: local.held.position.seq,
    sentAtMs,
    ...(first.onlyIf && { ifHead: first.onlyIf.head }),
  });
  if (!answer.ok) {
    if (answer.failure.code === HEAD_MOVED) return withdraw(deps, first);
    return isUnacceptable(answer.failure)
      ? { unacceptable: answer.failure }
      : outcomeOf(answer.failure);
  }
  const fault = faultOf(local.held.position, answer.value, deps);
  if (fault) return problem(fault);
  await local.commit((held) =>
    changeOfPush(held, answer.value, sentAtMs, clock.nowMs(), deps.writing),
  );
  const { id } = first.stored.entry;
  const stuck = local.held.outbox.some(({ stored }) => stored.entry.id === id && stored.seq === 0);
  return stuck ? problem('answer') : DONE;
}

async function pushAll(deps: RoundDeps): Promise<Outcome | undefined> {
  let limit = MAX_ENTRIES;
  let last: Outcome | undefined;
  for (;;) {
    const batch = nextBatch(deps.local.held.outbox, limit);
    if (batch.length === 0) return last;
    const came = await pushBatch(deps, batch);
    if (came === 'withdrawn') {
      // Where the ledger stands now is not known: it is asked for.
      last = undefined;
      continue;
    }
    if ('unacceptable' in came) {
      if (batch.length === 1) await setAside(deps, batch[0]!, came.unacceptable);
      else limit = Math.ceil(batch.length / 2);
      continue;
    }
    if (!isDone(came)) return came;
    limit = Math.min(limit * 2, MAX_ENTRIES);
    last = came;
  }
}

async function exchange(deps: RoundDeps): Promise<Outcome> {
  const pushed = await pushAll(deps);
  if (pushed && !isDone(pushed)) return pushed;
  const pulled = await pullAll(deps, pushed !== undefined);
  return isDone(pulled) ? pullKeys(deps) : pulled;
}

/** Runs one round. Failures of the world come back as outcomes. */
export async function syncRound(deps: RoundDeps): Promise<Outcome> {
  try {
    await deps.local.refresh();
    const came = await exchange(deps);
    if (!hasComeApart(came)) return came;
    const given = await giveBack(deps);
    return isDone(given) ? exchange(deps) : given;
  } catch (error) {
    if (error instanceof StorageFailed) return problem('storage');
    throw error;
  }
}
