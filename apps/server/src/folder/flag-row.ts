/** A device that betrayed itself, as a row of the quarantine: its entries stand in the ledger. */
import { createHash } from 'node:crypto';
import type { DeviceMark, PlaceCode } from '@doorstep/ledger';
import { quarantine } from '../store';

/** @param receivedAt when it came to light */
export function flagRow(
  place: PlaceCode,
  receivedAt: string,
  mark: DeviceMark,
): quarantine.QuarantineRow {
  const { entry, code, device, by, kind } = mark;
  return {
    place,
    entryId: entry,
    digest: createHash('sha256').update([code, place, device].join('\n')).digest(),
    code,
    path: '',
    account: by,
    device,
    receivedAt,
    offsetMs: null,
    kind: quarantine.knownKind(kind),
    sealed: null,
  };
}
