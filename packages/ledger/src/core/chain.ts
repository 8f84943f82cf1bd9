/**
 * The chain: each stored entry's hash covers the one before it, so that one changed byte shows.
 *   chain(n) = sha256( chain(n-1) ‖ utf8( place \n seq \n receivedAt \n offsetMs \n canonical ) )
 * The database computes the same inside `push`; chain(0) is 32 zero bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from './canonical';
import type { Stored } from './entry';

export const CHAIN_START = '0'.repeat(64);

/** The chain value (hex) after `stored`, given the value before it. */
export function nextChain(
  previous: string,
  place: string,
  stored: Omit<Stored, 'chain'>,
  text: string = canonical(stored.entry),
): string {
  const head = `${place}\n${stored.seq}\n${stored.receivedAt}\n${stored.offsetMs}\n`;
  return bytesToHex(
    sha256
      .create()
      .update(hexToBytes(previous))
      .update(utf8ToBytes(head + text))
      .digest(),
  );
}

/**
 * Walks stored entries of one ledger from a known chain value.
 * @returns the index of the first entry that does not follow, or -1 when all do
 */
export function firstBroken(
  previous: string,
  afterSeq: number,
  place: string,
  entries: Stored[],
): number {
  let chain = previous;
  let seq = afterSeq;
  for (const [i, stored] of entries.entries()) {
    seq += 1;
    chain = nextChain(chain, place, stored);
    if (stored.seq !== seq || stored.chain !== chain) return i;
  }
  return -1;
}

/** What the server signs (Ed25519) with every answer that carries a head, as UTF-8 text. */
export function headText(head: {
  place: string;
  epoch: string;
  head: number;
  chain: string;
}): string {
  return `doorstep head v1\n${head.place}\n${head.epoch}\n${head.head}\n${head.chain}`;
}

/** What the server signs with a list of segments and the head it goes with, as UTF-8 text. */
export function segmentsText(list: {
  place: string;
  epoch: string;
  head: number;
  chain: string;
  segments: readonly { k: number; lastChain: string; sha256: string; signature: string }[];
}): string {
  const lines = list.segments.map(
    ({ k, lastChain, sha256: hash, signature }) => `${k} ${lastChain} ${hash} ${signature}`,
  );
  return ['doorstep segments v1', headText(list), ...lines].join('\n');
}
