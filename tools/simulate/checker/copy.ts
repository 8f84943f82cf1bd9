/**
 * The checker's own copy of every ledger, read from the committed tables: it only ever grows, number
 * by number, each chain value recomputed here from the stored text. Shares no code with the house.
 */
import { createHash } from 'node:crypto';

/** A row as the database holds it. */
export interface Row {
  seq: number;
  id: string;
  content: string;
  receivedAt: string;
  offsetMs: number;
  chain: string;
}

export interface LedgerCopy {
  rows: Row[];
  byId: Map<string, Row>;
}

const CHAIN_START = '0'.repeat(64);

/** The chain value after a row, by the definition in the architecture and nothing else. */
export function chainAfter(previous: string, place: string, row: Row): string {
  const text = [place, row.seq, row.receivedAt, row.offsetMs, row.content].join('\n');
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(text).digest('hex');
}

/**
 * Takes over what a ledger has gained.
 * @param now rows from the last known one on
 * @returns what is wrong with it, if anything
 */
export function grow(
  place: string,
  copy: LedgerCopy,
  head: number,
  now: readonly Row[],
): string | undefined {
  const known = copy.rows.length;
  if (head < known) return `shorter: ${known} → ${head}`;
  const last = copy.rows.at(-1);
  if (last && now[0]!.chain !== last.chain) return `changed up to ${last.seq}`;
  for (const row of last ? now.slice(1) : now) {
    const before = copy.rows.at(-1);
    if (row.seq !== copy.rows.length + 1) return `gap: ${copy.rows.length} → ${row.seq}`;
    if (chainAfter(before?.chain ?? CHAIN_START, place, row) !== row.chain)
      return `chain broken at ${row.seq}`;
    if (copy.byId.has(row.id)) return `twice: ${row.id}`;
    copy.rows.push(row);
    copy.byId.set(row.id, row);
  }
  return undefined;
}

export const emptyCopy = (): LedgerCopy => ({ rows: [], byId: new Map() });
