/** The server's side of signed points: which of them it names, and whether a give-back stands on one. */
import { firstBroken, headText } from '@doorstep/ledger';
import { SEGMENT_ENTRIES, type GiveBack, type SignedEnd } from './wire';

/** Of entries on their way out, those a device wants signed: full segments, and a stop short of the head. */
export function endsAmong<T extends { seq: number }>(tail: readonly T[], head: number): T[] {
  const isEnd = ({ seq }: T, i: number): boolean =>
    seq !== head && (seq % SEGMENT_ENTRIES === 0 || i === tail.length - 1);
  return tail.filter(isEnd);
}

/** A point as it is signed and sent. */
export function signedEnd(
  place: string,
  epoch: string,
  { seq, chain }: { seq: number; chain: string },
  sign: (text: string) => string,
): SignedEnd {
  return { epoch, seq, chain, signature: sign(headText({ place, epoch, head: seq, chain })) };
}

/**
 * Whether this server once held these entries, just so: they follow each other up to an end it signed.
 * @param isOurs whether a signature (base64) over a text is this server's
 */
export function isProven(
  place: string,
  { before, entries, end }: Pick<GiveBack, 'before' | 'entries' | 'end'>,
  isOurs: (text: string, signature: string) => boolean,
): boolean {
  const { epoch, seq, chain, signature } = end;
  const last = entries.at(-1);
  if (last?.seq !== seq || last.chain !== chain) return false;
  if (!isOurs(headText({ place, epoch, head: seq, chain }), signature)) return false;
  try {
    return firstBroken(before, entries[0]!.seq - 1, place, entries) < 0;
  } catch {
    // What has no canonical text was never in a chain.
    return false;
  }
}
