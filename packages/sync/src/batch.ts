/** What goes into one push: the oldest rows without a receipt, within the wire's limits. */
import type { Unsent } from './ports';
import { MAX_BYTES, MAX_ENTRIES } from './wire';

/** Room for the frame of a push: `after`, `sentAtMs`, brackets. */
const FRAME_BYTES = 1_024;
/** A key on the wire, with room to spare; counted for every sealed part. */
const KEY_BYTES = 160;

const encoder = new TextEncoder();

function bytesOf(row: Unsent): number {
  const keys = Object.keys(row.stored.entry.sealed ?? {}).length;
  return encoder.encode(JSON.stringify(row.stored.entry)).length + 1 + keys * KEY_BYTES;
}

/** The next rows to send, at least one, at most `limit`, a condition first; empty when all have receipts. */
export function nextBatch(outbox: Unsent[], limit: number): Unsent[] {
  const batch: Unsent[] = [];
  let bytes = FRAME_BYTES;
  for (const row of outbox) {
    if (row.stored.seq > 0) continue;
    if (batch.length > 0 && row.onlyIf) break;
    bytes += bytesOf(row);
    if (batch.length > 0 && (batch.length >= Math.min(limit, MAX_ENTRIES) || bytes > MAX_BYTES))
      break;
    batch.push(row);
  }
  return batch;
}
