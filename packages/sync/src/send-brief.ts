/** What an office writes to its own ledger to send a report. Pure. */
import type { Json, StatedLedger } from '@doorstep/ledger';
import type { Draft } from './face';
import type { DraftBrief } from './reports';

/** Of the ledgers in one entry, as JSON: with its envelope it stays well under what an entry may hold. */
const BASIS_BYTES = 40 * 1_024;

/** Cuts a basis into as many pieces as entries it takes. */
function piecesOf(ledgers: readonly StatedLedger[]): StatedLedger[][] {
  const pieces: StatedLedger[][] = [];
  let bytes = BASIS_BYTES;
  for (const one of ledgers) {
    const size = JSON.stringify(one).length + 1;
    if (bytes + size > BASIS_BYTES) {
      pieces.push([]);
      bytes = 0;
    }
    pieces.at(-1)!.push(one);
    bytes += size;
  }
  return pieces;
}

/**
 * The entries of a report: what it was made from, then the report itself.
 * @param brief a new subject `br_…`
 */
export function sendingDrafts({ ledgers, head: _, ...report }: DraftBrief, brief: string): Draft[] {
  const pieces = piecesOf(ledgers);
  const draft = (kind: string, body: object): Draft => ({
    kind,
    subjects: [brief],
    body: body as Record<string, Json>,
  });
  return [
    ...pieces.map((piece, part) => draft('brief.basis', { brief, part, ledgers: piece })),
    draft('brief.sent', { ...report, brief, parts: pieces.length }),
  ];
}
