/**
 * What a replica holds, as values: how a change is applied, and which change follows from what.
 *
 *   record   → outbox + n + keys
 *   receipts → outbox rows get their seq, or move to `rejected`
 *   page     → entries grow; an outbox row leaves only when the ledger itself holds its id
 *
 * Every function is pure but `applyChange`, which changes the `Held` it is handed. Nothing leaves
 * the outbox in any other way, so nothing unsent can be lost.
 */
import { canonical, CHAIN_START, type Stored } from '@doorstep/ledger';
import type { Rejected } from './face';
import type { Change, Held, Position, Unsent } from './ports';
import type { Page, PushAnswer, Receipt } from './wire';

/** Nothing pulled, nothing recorded. */
export const START: Position = {
  seq: 0,
  chain: CHAIN_START,
  serverHead: 0,
  backedUp: 0,
  keysAfter: 0,
  offsetMs: 0,
};

/** A store made anew; `incarnation` from a random source, 1 to 999,999. */
export function emptyHeld(incarnation: number): Held {
  return {
    revision: 0,
    incarnation,
    n: 0,
    position: START,
    entries: [],
    outbox: [],
    rejected: [],
    keys: [],
  };
}

const idOf = (row: { stored: Stored }): string => row.stored.entry.id;

function changed<R extends { stored: Stored }>(
  rows: R[],
  put: R[] = [],
  remove: string[] = [],
): R[] {
  if (put.length === 0 && remove.length === 0) return rows;
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  for (const row of put) byId.set(idOf(row), row);
  for (const id of remove) byId.delete(id);
  return [...byId.values()];
}

/** Applies a committed change. */
export function applyChange(held: Held, change: Change): void {
  held.revision += 1;
  held.n = change.n ?? held.n;
  held.position = change.position ?? held.position;
  for (const stored of change.entries ?? []) held.entries.push(stored);
  held.outbox = changed(held.outbox, change.outboxPut, change.outboxRemove);
  held.rejected = changed(held.rejected, change.rejectedPut, change.rejectedRemove);
  if (change.keys?.length) held.keys = [...held.keys, ...change.keys];
}

const isRejection = (receipt: Receipt): receipt is Extract<Receipt, { rejected: object }> =>
  'rejected' in receipt;

/** An outbox row that the server refused. */
export function rejectedRow(
  row: Unsent,
  code: string,
  message: string,
  rejectedAtMs: number,
): Rejected {
  return {
    stored: row.stored,
    code,
    message,
    rejectedAtMs,
    ...(row.mends && { mends: row.mends }),
  };
}

/** What receipts mean for the outbox. Receipts of unknown ids mean nothing. */
function changeOfReceipts(held: Held, receipts: Receipt[], nowMs: number): Change {
  const rows = new Map(held.outbox.map((row) => [idOf(row), row]));
  const outboxPut: Unsent[] = [];
  const rejectedPut: Rejected[] = [];
  for (const receipt of receipts) {
    const row = rows.get(receipt.id);
    if (!row) continue;
    if (isRejection(receipt)) {
      rejectedPut.push(rejectedRow(row, receipt.rejected.code, receipt.rejected.message, nowMs));
    } else if (row.stored.seq === 0) {
      const { seq, receivedAt, offsetMs } = receipt;
      outboxPut.push({ ...row, stored: { ...row.stored, seq, receivedAt, offsetMs } });
    }
  }
  return { outboxPut, rejectedPut, outboxRemove: rejectedPut.map(idOf) };
}

/** The entries of a page that this replica lacks, up to the signed head. */
export function freshOf(position: Position, page: Page): Stored[] {
  return page.tail.filter(({ seq }) => seq > position.seq && seq <= page.head);
}

/**
 * What a verified page means: its entries follow ours, and our rows it holds leave the outbox. A row
 * whose id the ledger holds with other content is kept as rejected.
 */
export function changeOfPage(held: Held, page: Page, nowMs: number): Change {
  const { position } = held;
  const entries = freshOf(position, page);
  const last = entries.at(-1);
  const rows = new Map(held.outbox.map((row) => [idOf(row), row]));
  const outboxRemove: string[] = [];
  const rejectedPut: Rejected[] = [];
  for (const { entry } of rows.size > 0 ? entries : []) {
    const row = rows.get(entry.id);
    if (!row) continue;
    outboxRemove.push(entry.id);
    if (canonical(entry) !== canonical(row.stored.entry))
      rejectedPut.push(rejectedRow(row, 'id-reused', '', nowMs));
  }
  return {
    entries,
    outboxRemove,
    rejectedPut,
    position: {
      ...position,
      epoch: page.epoch,
      seq: last?.seq ?? position.seq,
      chain: last?.chain ?? position.chain,
      serverHead: page.head,
      backedUp: page.backedUp,
      lastContactMs: nowMs,
    },
  };
}

/** The offset the server just measured, when this answer tells: a receipt made by this very call. */
function measuredOffset(answer: PushAnswer, sentAtMs: number): number | undefined {
  for (const receipt of answer.receipts) {
    if (isRejection(receipt)) continue;
    if (Date.parse(receipt.receivedAt) - sentAtMs === receipt.offsetMs) return receipt.offsetMs;
  }
  return undefined;
}

/** What an answered push means: its receipts and its page in one step. */
export function changeOfPush(
  held: Held,
  answer: PushAnswer,
  sentAtMs: number,
  nowMs: number,
): Change {
  const receipts = changeOfReceipts(held, answer.receipts, nowMs);
  const page = changeOfPage(held, answer, nowMs);
  const offsetMs = measuredOffset(answer, sentAtMs);
  const arrived = new Set(page.outboxRemove);
  return {
    entries: page.entries,
    position: { ...page.position!, ...(offsetMs !== undefined && { offsetMs }) },
    outboxPut: receipts.outboxPut!.filter((row) => !arrived.has(idOf(row))),
    outboxRemove: [...receipts.outboxRemove!, ...arrived],
    rejectedPut: [...page.rejectedPut!, ...receipts.rejectedPut!],
  };
}
