/**
 * Makes the segments a ledger has filled. Whoever asks first makes them; two at once make the same
 * text, and the row really there is the one that counts.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PlaceCode } from '@doorstep/ledger';
import { SEGMENT_ENTRIES } from '@doorstep/sync';
import type { StorePorts } from '../store';
import type { SegmentRow } from '../store/segment';

const compress = promisify(gzip);

async function make(store: StorePorts, place: PlaceCode, k: number): Promise<void> {
  const after = k * SEGMENT_ENTRIES;
  const page = await store.ledger.page(place, {
    after,
    upTo: after + SEGMENT_ENTRIES,
    limit: SEGMENT_ENTRIES,
  });
  const text = Buffer.from(page.json, 'utf8');
  await store.segments.add(place, {
    k,
    lastChain: page.last!.chain,
    sha256: createHash('sha256').update(text).digest('hex'),
    body: await compress(text),
  });
}

/** Every full segment of a ledger up to `head`; those not there yet are made. */
export async function fullSegments(
  store: StorePorts,
  place: PlaceCode,
  head: number,
): Promise<SegmentRow[]> {
  const full = Math.floor(head / SEGMENT_ENTRIES);
  const made = await store.segments.list(place);
  if (made.length >= full) return made.slice(0, full);
  for (let k = made.length; k < full; k += 1) await make(store, place, k);
  return (await store.segments.list(place)).slice(0, full);
}
