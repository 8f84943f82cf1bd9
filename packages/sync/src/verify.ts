/**
 * Whether a page may be believed: signed by the server known since enrolment, of the epoch we know,
 * and following our last entry without a gap, up to the signed head.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { firstBroken, headText } from '@doorstep/ledger';
import { fromBase64 } from './base64';
import type { SyncProblem } from './face';
import { freshOf } from './held';
import type { Position, VerifySignature } from './ports';
import type { Head, Page } from './wire';

const encoder = new TextEncoder();

/** Whether the server signed this head. `serverKey`: base64, 32 bytes raw. */
function isSigned(head: Head, serverKey: string, verify: VerifySignature): boolean {
  try {
    return verify(
      fromBase64(head.signature),
      encoder.encode(headText(head)),
      fromBase64(serverKey),
    );
  } catch {
    return false;
  }
}

/**
 * What is wrong with a page that should follow `position`; undefined when nothing is.
 * @param verify where the machine has Ed25519 of its own; otherwise in plain JavaScript
 */
export function faultOf(
  position: Position,
  place: string,
  page: Page,
  serverKey: string,
  verify: VerifySignature = ed25519.verify,
): SyncProblem | undefined {
  if (page.place !== place) return 'answer';
  if (!isSigned(page, serverKey, verify)) return 'signature';
  if (position.epoch !== undefined && page.epoch !== position.epoch) return 'new-epoch';
  if (page.head < position.seq) return 'behind';
  const fresh = freshOf(position, page);
  if (firstBroken(position.chain, position.seq, place, fresh) >= 0) return 'chain';
  const last = fresh.at(-1) ?? position;
  if (last.seq === page.head) return last.chain === page.chain ? undefined : 'chain';
  return fresh.length > 0 ? undefined : 'chain';
}
