/**
 * What a replica holds, as values: how a change is applied, and which change follows from what.
 *
 *   record   → outbox + n + keys
 *   receipts → outbox rows get their seq, or move to `rejected`
 *   page     → entries grow; an outbox row leaves only when the ledger itself holds its id
 *   set back → entries the restored server took again are dropped; receipts of before count no more
 *
 * Every function is pure but `applyChange`, which changes the `Held` it is handed. Nothing leaves
 * the outbox in any other way, so nothing unsent can be lost.
 */
import { canonical, CHAIN_START, type Stored } from '@doorstep/ledger';
import type { Rejected } from './face';
import type { Change, Held, Position, Unsent } from './ports';
import { SEGMENT_ENTRIES, type Page, type PushAnswer, type Receipt, type SignedEnd } from './wire';

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
    ends: [],
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

/** Ends worth keeping: those of full segments, and the last. */
export function keptEnds(ends: readonly SignedEnd[]): SignedEnd[] {
  return ends.filter(({ seq }, i) => seq % SEGMENT_ENTRIES === 0 || i === ends.length - 1);
}

/** Applies a committed change. */
export function applyChange(held: Held, change: Change): void {
  held.revision += 1;
  held.n = change.n ?? held.n;
  held.incarnation = change.incarnation ?? held.incarnation;
  held.position = change.position ?? held.position;
  const { keepUpTo = Infinity } = change;
  if (held.entries.length > keepUpTo) held.entries = held.entries.slice(0, keepUpTo);
  const ends = held.ends.filter(({ seq }) => seq <= keepUpTo);
  held.ends = keptEnds([...ends, ...(change.ends ?? [])]);
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
export function freshOf(known: { seq: number }, page: Page): Stored[] {
  return page.tail.filter(({ seq }) => seq > known.seq && seq <= page.head);
}

/** The signed points among entries: the ends the page names, and its head when it is reached. */
function endsOf(page: Page, entries: readonly Stored[]): SignedEnd[] {
  const { epoch, head, chain, signature } = page;
  const chains = new Map(entries.map((one) => [one.seq, one.chain]));
  return [...page.ends, { epoch, seq: head, chain, signature }]
    .filter((end) => chains.get(end.seq) === end.chain)
    .filter(({ seq }, i, ends) => ends[i - 1]?.seq !== seq);
}

/**
 * Somebody else writes under this store's incarnation: it was cloned, or set back to an earlier
 * day. From now on it goes under another.
 */
const isForked = (entries: readonly Stored[], own: string, rows: ReadonlyMap<string, unknown>) =>
  entries.some(({ entry }) => entry.device === own && !rows.has(entry.id));

/** Under what this store writes, and how it gets another name. */
export interface Writing {
  /** `d_…/incarnation` of entries written now. */
  device(): string;
  newIncarnation(): number;
}

/** A row as it was before anybody promised anything: to be sent. */
const asUnsent = (row: Unsent): Unsent => ({
  ...row,
  stored: { ...row.stored, seq: 0, chain: '' },
});

/**
 * What a verified page means: its entries follow ours, and our rows it holds leave the outbox. A row
 * whose id the ledger holds with other content is kept as rejected. A row with a receipt that a page
 * up to the head does not bring was lost there (a database set back): it is sent again.
 */
export function changeOfPage(held: Held, page: Page, nowMs: number, as?: Writing): Change {
  const { position } = held;
  const entries = freshOf(position, page);
  const last = entries.at(-1);
  const rows = new Map(held.outbox.map((row) => [idOf(row), row]));
  const refused = new Map(held.rejected.map((row) => [idOf(row), row]));
  const outboxRemove: string[] = [];
  const rejectedPut: Rejected[] = [];
  const rejectedRemove: string[] = [];
  for (const { entry } of rows.size + refused.size > 0 ? entries : []) {
    const row = rows.get(entry.id);
    const isSame = (one: { stored: Stored } | undefined): boolean =>
      one !== undefined && canonical(entry) === canonical(one.stored.entry);
    if (isSame(refused.get(entry.id))) rejectedRemove.push(entry.id);
    if (!row) continue;
    outboxRemove.push(entry.id);
    if (!isSame(row)) rejectedPut.push(rejectedRow(row, 'id-reused', '', nowMs));
  }
  const isCopied = as && isForked(entries, as.device(), rows);
  for (const id of outboxRemove) rows.delete(id);
  const isWhole = (last?.seq ?? position.seq) === page.head;
  const lost = isWhole ? [...rows.values()].filter(({ stored }) => stored.seq > 0) : [];
  return {
    entries,
    ends: endsOf(page, entries),
    ...(isCopied && { incarnation: as.newIncarnation() }),
    outboxPut: lost.map(asUnsent),
    outboxRemove,
    rejectedPut,
    rejectedRemove,
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
  as?: Writing,
): Change {
  const receipts = changeOfReceipts(held, answer.receipts, nowMs);
  const page = changeOfPage(held, answer, nowMs, as);
  const offsetMs = measuredOffset(answer, sentAtMs);
  const arrived = new Set(page.outboxRemove);
  const answered = new Set(answer.receipts.map(({ id }) => id));
  return {
    ...page,
    position: { ...page.position!, ...(offsetMs !== undefined && { offsetMs }) },
    outboxPut: [
      ...page.outboxPut!.filter((row) => !answered.has(idOf(row))),
      ...receipts.outboxPut!.filter((row) => !arrived.has(idOf(row))),
    ],
    outboxRemove: [...receipts.outboxRemove!, ...arrived],
    rejectedPut: [...page.rejectedPut!, ...receipts.rejectedPut!],
  };
}

/**
 * The restored server has taken all it lost: what we hold above the last common entry is dropped and
 * pulled anew, beginning with `page`, which follows that entry. Receipts not yet seen in a ledger
 * are of the lost time: those rows are sent again, and with them what of ours was `unproven`.
 */
export function changeOfSetBack(
  held: Held,
  common: { seq: number; chain: string },
  page: Page,
  unproven: readonly Stored[],
  nowMs: number,
): Change {
  const { epoch: _, ...position } = held.position;
  const base = { ...position, ...common, keysAfter: 0, setBacks: (position.setBacks ?? 0) + 1 };
  const again = [...unproven.map((stored) => ({ stored })), ...held.outbox].map(asUnsent);
  const change = changeOfPage({ ...held, position: base, outbox: again }, page, nowMs);
  const arrived = new Set(change.outboxRemove);
  return {
    ...change,
    keepUpTo: common.seq,
    outboxPut: again.filter((row) => !arrived.has(idOf(row))),
  };
}
