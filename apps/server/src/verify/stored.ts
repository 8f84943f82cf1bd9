/** What is served as it lies there, and what waits for a decision: segments and the quarantine. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CHAIN_START, firstBroken, type PlaceCode, type Stored } from '@doorstep/ledger';
import { SEGMENT_ENTRIES } from '@doorstep/sync';
import { KeyBroken, type Keys } from '../keys';
import { audit, ledger, segment, type Database } from '../store';
import type { SegmentRow } from '../store/segment';
import type { Findings } from './findings';

const SLICE = 200;
const inflate = promisify(gunzip);

const isText = (text: Buffer, sha256: string): boolean =>
  createHash('sha256').update(text).digest('hex') === sha256;

/** Whether a segment holds its entries, following each other up to the chain value it is named by. */
async function isWhole(
  db: Database,
  place: PlaceCode,
  { k, lastChain, sha256 }: SegmentRow,
  before: string,
): Promise<boolean> {
  const body = await segment.body(db, place, k, lastChain);
  try {
    const text = await inflate(body ?? '');
    const entries = JSON.parse(text.toString('utf8')) as Stored[];
    const isFull = entries.length === SEGMENT_ENTRIES && entries.at(-1)?.chain === lastChain;
    const broken = firstBroken(before, k * SEGMENT_ENTRIES, place, entries);
    return isFull && broken < 0 && isText(text, sha256);
  } catch {
    return false;
  }
}

/** Every segment that is made, against the ledger: a phone checks one hash of each and nothing else. */
export async function verifySegments(
  db: Database,
  place: PlaceCode,
  findings: Findings,
): Promise<void> {
  let before = CHAIN_START;
  for (const [i, made] of (await segment.list(db, place)).entries()) {
    const seq = (made.k + 1) * SEGMENT_ENTRIES;
    const [row] = await ledger.rows(db, place, { after: seq - 1, upTo: seq, limit: 1 });
    const isSame = made.k === i && made.lastChain === row?.chain;
    if (!isSame || !(await isWhole(db, place, made, before)))
      findings.add({ place, code: 'segment', seq, detail: String(made.k) });
    before = row?.chain ?? made.lastChain;
  }
}

function isAsSent(
  keys: Pick<Keys, 'sealRejected' | 'openRejected'>,
  place: PlaceCode,
  { digest, sealed }: { digest: Buffer; sealed: Buffer },
): boolean {
  try {
    return keys.sealRejected(place, keys.openRejected(place, sealed)).digest.equals(digest);
  } catch (error) {
    if (error instanceof KeyBroken) return false;
    throw error;
  }
}

/** Everything set aside in a place opens and is what was sent. */
export async function verifyAside(
  db: Database,
  keys: Pick<Keys, 'sealRejected' | 'openRejected'>,
  place: PlaceCode,
  findings: Findings,
): Promise<void> {
  let after: Buffer = Buffer.alloc(0);
  for (;;) {
    const rows = await audit.aside(db, place, after, SLICE);
    const last = rows.at(-1);
    if (!last) return;
    for (const row of rows)
      if (!isAsSent(keys, place, row))
        findings.add({ place, code: 'aside', detail: row.digest.toString('hex') });
    after = last.digest;
  }
}
