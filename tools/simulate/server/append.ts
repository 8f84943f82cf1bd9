/** The database's own function `push`, row for row as it is written in SQL. */
import { CHAIN_START, countyOf, nextChain } from '@doorstep/ledger';
import type {
  LedgerHead,
  PushEntry,
  PushReceipt,
  PushRequest,
  PushResult,
} from '../../../apps/server/src/store/ledger';
import { keyOf, type HeadRow, type ServerTables } from './rows';

/** Where a ledger stands; one nobody wrote to stands at 0. */
export function headOf(tables: ServerTables, place: string): LedgerHead {
  const { seq, ...rest } = headRow(tables, place);
  return { place, head: seq, ...rest };
}

function headRow(tables: ServerTables, place: string): HeadRow {
  const epoch = tables.setting.get('epoch') ?? '';
  return tables.head.get(place) ?? { seq: 0, chain: CHAIN_START, epoch, backedUp: 0 };
}

/** Appends what is new, in the order given; receipts come from the rows really there. */
export function append(tables: ServerTables, request: PushRequest): PushResult {
  const { place, entries, ifHead } = request;
  const before = headRow(tables, place);
  const known = (id: string) => tables.entry.get(keyOf(countyOf(place), id));
  if (ifHead !== undefined && before.seq !== ifHead && entries.some(({ id }) => !known(id)))
    return { moved: true, head: headOf(tables, place) };
  const sentKeys = request.keys.filter(({ k }) => !tables.erasedKey.get(keyOf(place, k)));
  const has = new Set(sentKeys.map(({ k }) => k));
  const isOpen = ({ keyIds }: PushEntry) =>
    keyIds.every((k) => has.has(k) || tables.subjectKey.get(keyOf(place, k)));
  const fresh = new Map<string, PushEntry>();
  for (const entry of entries)
    if (!known(entry.id) && isOpen(entry) && !fresh.has(entry.id)) fresh.set(entry.id, entry);
  let { seq, chain } = before;
  for (const entry of fresh.values()) {
    seq += 1;
    chain = store(tables, request, entry, { seq, chain });
  }
  for (const key of sentKeys) {
    const at = keyOf(place, key.k);
    if (!tables.subjectKey.get(at))
      tables.subjectKey.put(at, { ...key, place, seq: before.seq + 1 });
  }
  tables.head.put(place, { ...before, seq, chain });
  const receipts = entries.map((entry) => receiptOf(tables, place, entry));
  return { moved: false, receipts, head: headOf(tables, place) };
}

/** @returns the chain value after it */
function store(
  tables: ServerTables,
  { place, ...request }: PushRequest,
  { id, kind, content, first }: PushEntry,
  last: { seq: number; chain: string },
): string {
  const { receivedAt, offsetMs } = first ?? request;
  const row = { seq: last.seq, receivedAt, offsetMs };
  const chain = nextChain(last.chain, place, row as never, content);
  const key = keyOf(countyOf(place), id);
  tables.entry.put(key, { place, id, kind, content, chain, ...row });
  tables.entryAt.put(keyOf(place, last.seq), key);
  return chain;
}

function receiptOf(tables: ServerTables, place: string, { id, content }: PushEntry): PushReceipt {
  const row = tables.entry.get(keyOf(countyOf(place), id));
  if (!row) return { id, outcome: 'missing-key' };
  if (row.place !== place || row.content !== content) return { id, outcome: 'conflict' };
  const { seq, receivedAt, offsetMs } = row;
  return { id, outcome: 'stored', seq, receivedAt, offsetMs };
}
