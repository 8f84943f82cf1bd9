/**
 * What may be believed: signed by the server known since enrolment, of the epoch we know, and
 * following our last entry without a gap. A page is checked entry by entry up to the signed head;
 * a segment by one hash, which the signed list names: its bytes are the server's own.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { CHAIN_START, firstBroken, headText, segmentsText, type Stored } from '@doorstep/ledger';
import { fromBase64 } from './base64';
import type { SyncProblem } from './face';
import { freshOf } from './held';
import type { Cryptography, Position, VerifySignature } from './ports';
import { SEGMENT_ENTRIES, type Head, type Page, type Segment, type SegmentList } from './wire';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The server's key, and the machine's own Ed25519 if it has one; otherwise plain JavaScript. */
export interface Trust {
  place: string;
  /** base64, 32 bytes raw. */
  serverKey: string;
  verify?: VerifySignature | undefined;
}

/** The part of a position that tells which ledger we follow, and how far. */
export type Known = Pick<Position, 'epoch' | 'seq' | 'chain'>;

function isSigned({ serverKey, verify }: Trust, signature: string, text: string): boolean {
  try {
    const check = verify ?? ed25519.verify;
    return check(fromBase64(signature), encoder.encode(text), fromBase64(serverKey));
  } catch {
    return false;
  }
}

/** What is wrong with a head (signed in `text`) of a ledger followed up to `known`; undefined when nothing is. */
function faultOfHead(
  known: Known,
  head: Head,
  trust: Trust,
  [text, signature]: readonly [string, string] = [headText(head), head.signature],
): SyncProblem | undefined {
  if (head.place !== trust.place) return 'answer';
  if (!isSigned(trust, signature, text)) return 'signature';
  if (known.epoch !== undefined && head.epoch !== known.epoch) return 'new-epoch';
  return head.head < known.seq ? 'behind' : undefined;
}

/** What is wrong with a page that should follow `known`; undefined when nothing is. */
export function faultOf(known: Known, page: Page, trust: Trust): SyncProblem | undefined {
  const fault = faultOfHead(known, page, trust);
  if (fault) return fault;
  const fresh = freshOf(known, page);
  if (firstBroken(known.chain, known.seq, trust.place, fresh) >= 0) return 'chain';
  const last = fresh.at(-1) ?? known;
  if (last.seq === page.head) return last.chain === page.chain ? undefined : 'chain';
  return fresh.length > 0 ? undefined : 'chain';
}

/** What is wrong with a list of segments; undefined when nothing is. */
export function faultOfList(
  known: Known,
  list: SegmentList,
  trust: Trust,
): SyncProblem | undefined {
  const fault = faultOfHead(known, list, trust, [segmentsText(list), list.listSignature]);
  if (fault) return fault;
  if (list.segments.some(({ k }, i) => k !== i)) return 'answer';
  const before = list.segments[known.seq / SEGMENT_ENTRIES - 1];
  return before && before.lastChain !== known.chain ? 'chain' : undefined;
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The entries of a segment; undefined when its bytes are not the listed ones.
 * @param known where we stand: an entry of ours inside the segment must be the same there
 */
export async function openSegment(
  cryptography: Cryptography,
  known: Known,
  { k, lastChain, sha256 }: Segment,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Stored[] | undefined> {
  if (hex(await cryptography.digest('SHA-256', bytes)) !== sha256) return undefined;
  // Written by the server from entries it had checked one by one, as its signed hash says.
  const entries = JSON.parse(decoder.decode(bytes)) as Stored[];
  if (entries.length !== SEGMENT_ENTRIES) return undefined;
  const first = k * SEGMENT_ENTRIES + 1;
  if (entries.some(({ seq }, i) => seq !== first + i)) return undefined;
  const ours = entries[known.seq - first];
  if (ours && ours.chain !== known.chain) return undefined;
  return entries.at(-1)!.chain === lastChain ? entries : undefined;
}

/** Where a ledger begins. */
export const BEGINNING: Known = { seq: 0, chain: CHAIN_START };
