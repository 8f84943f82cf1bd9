/**
 * One round of synchronisation: push what waits, pull what is new, fetch the keys of it.
 *
 *   outbox ──batches──► push ──► receipts + first page ──► pull pages up to the head ──► keys
 *
 * A round only ever adds: an answer lost on the way leaves the rows where they are, and the next
 * round sends the same ids again. 413 and 400 halve the batch until the one entry is found that the
 * server cannot take; that one is set aside with the reason, the others go through.
 */
import { nextBatch } from './batch';
import type { SyncProblem } from './face';
import { changeOfPage, changeOfPush, rejectedRow } from './held';
import type { Local } from './local';
import { StorageFailed } from './local';
import type { Clock, Failure, Transport, Unsent, VerifySignature } from './ports';
import { faultOf } from './verify';
import { MAX_ENTRIES, type Page } from './wire';

export interface RoundDeps {
  local: Local;
  transport: Transport;
  clock: Clock;
  place: string;
  serverKey: string;
  /** The machine's own Ed25519, if it has one. */
  verify?: VerifySignature | undefined;
  /** Offices get no keys and need not ask. */
  wantsKeys: boolean;
}

/** How a round ended; no problem and not online: simply no network. */
export interface Outcome {
  online: boolean;
  problem?: SyncProblem;
  retryAfterMs?: number;
}

const DONE: Outcome = { online: true };

function outcomeOf({ status, code, retryAfterMs }: Failure): Outcome {
  if (status === 0) return { online: false };
  if (code === 'answer') return { online: true, problem: 'answer', retryAfterMs };
  if (code === 'wire-version') return { online: true, problem: 'outdated' };
  if (status === 401) return { online: true, problem: 'signed-out' };
  if (status === 403 || status === 404) return { online: true, problem: 'no-access' };
  if (status === 429 || status === 503) return { online: true, problem: 'busy', retryAfterMs };
  return { online: true, problem: 'server', retryAfterMs };
}

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

async function pushBatch(
  deps: RoundDeps,
  batch: Unsent[],
): Promise<Outcome | { unacceptable: Failure }> {
  const { local, transport, clock, place } = deps;
  const sentAtMs = clock.nowMs();
  const answer = await transport.push(place, {
    entries: batch.map((row) => row.stored.entry),
    keys: local.keysToSend(batch),
    after: local.held.position.seq,
    sentAtMs,
  });
  if (!answer.ok) {
    return isUnacceptable(answer.failure)
      ? { unacceptable: answer.failure }
      : outcomeOf(answer.failure);
  }
  const fault = faultOf(local.held.position, place, answer.value, deps.serverKey, deps.verify);
  if (fault) return { online: true, problem: fault };
  await local.commit((held) => changeOfPush(held, answer.value, sentAtMs, clock.nowMs()));
  const first = batch[0]!.stored.entry.id;
  const stuck = local.held.outbox.some(
    ({ stored }) => stored.entry.id === first && stored.seq === 0,
  );
  return stuck ? { online: true, problem: 'answer' } : DONE;
}

async function pushAll(deps: RoundDeps): Promise<Outcome | undefined> {
  let limit = MAX_ENTRIES;
  let last: Outcome | undefined;
  for (;;) {
    const batch = nextBatch(deps.local.held.outbox, limit);
    if (batch.length === 0) return last;
    const came = await pushBatch(deps, batch);
    if ('unacceptable' in came) {
      if (batch.length === 1) await setAside(deps, batch[0]!, came.unacceptable);
      else limit = Math.ceil(batch.length / 2);
      continue;
    }
    if (came.problem || !came.online) return came;
    limit = Math.min(limit * 2, MAX_ENTRIES);
    last = came;
  }
}

async function takePage(deps: RoundDeps, page: Page): Promise<Outcome> {
  const { local, clock } = deps;
  const fault = faultOf(local.held.position, deps.place, page, deps.serverKey, deps.verify);
  if (fault) return { online: true, problem: fault };
  await local.commit((held) => changeOfPage(held, page, clock.nowMs()));
  return DONE;
}

async function pullAll(deps: RoundDeps, isPulled: boolean): Promise<Outcome> {
  const { held } = deps.local;
  let pulled = isPulled;
  while (!pulled || held.position.seq < held.position.serverHead) {
    const answer = await deps.transport.pull(deps.place, held.position.seq);
    if (!answer.ok) return outcomeOf(answer.failure);
    const came = await takePage(deps, answer.value);
    if (came.problem) return came;
    pulled = true;
  }
  return DONE;
}

async function pullKeys(deps: RoundDeps): Promise<Outcome> {
  const { local } = deps;
  const { keysAfter, seq } = local.held.position;
  if (!deps.wantsKeys || keysAfter >= seq) return DONE;
  const answer = await deps.transport.keys(deps.place, keysAfter);
  if (!answer.ok) return outcomeOf(answer.failure);
  const { keys, head } = answer.value;
  await local.commit((held) => ({
    keys: keys.filter((key) => !local.key(key.k)),
    position: { ...held.position, keysAfter: head },
  }));
  return DONE;
}

/** Runs one round. Failures of the world come back as outcomes. */
export async function syncRound(deps: RoundDeps): Promise<Outcome> {
  try {
    await deps.local.refresh();
    const pushed = await pushAll(deps);
    if (pushed && (pushed.problem || !pushed.online)) return pushed;
    const pulled = await pullAll(deps, pushed !== undefined);
    if (pulled.problem || !pulled.online) return pulled;
    return await pullKeys(deps);
  } catch (error) {
    if (error instanceof StorageFailed) return { online: true, problem: 'storage' };
    throw error;
  }
}
