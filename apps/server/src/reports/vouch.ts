/**
 * What the server gave an office for its report is known again when it comes back: figures, texts
 * and what every ledger gave up to which entry, under one signature. However long the way takes and
 * whatever is pushed meanwhile, it stays what the ledgers said at the entries it names.
 */
import {
  canonical,
  type BriefBody,
  type PlaceCode,
  type SentBrief,
  type StatedLedger,
} from '@doorstep/ledger';
import type { DraftBrief, SentReport } from '@doorstep/sync';
import type { Keys } from '../keys';

type Stated = Omit<BriefBody, 'brief' | 'parts' | 'vouched'>;

const textOf = (office: PlaceCode, stated: Stated, ledgers: readonly StatedLedger[]): string =>
  `doorstep brief v1\n${office}\n${canonical({ ...stated, ledgers })}`;

export function vouchedFor(keys: Keys, office: PlaceCode, draft: DraftBrief): DraftBrief {
  const { head: _, vouched: _none, ledgers, ...stated } = draft;
  return { ...draft, vouched: keys.sign(textOf(office, stated, ledgers)) };
}

/** Whether a report and its basis are as this server gave them to this office. */
export function isVouched(
  keys: Pick<Keys, 'isOurs'>,
  office: PlaceCode,
  { brief: _, parts: _parts, vouched, ...stated }: BriefBody,
  basis: readonly StatedLedger[],
): boolean {
  return vouched !== undefined && keys.isOurs(textOf(office, stated, basis), vouched);
}

/** What the signature of a report that was sent says of it and its basis. */
export function vouchedOf(
  keys: Pick<Keys, 'isOurs'>,
  office: PlaceCode,
  { record: _, by: _by, sentMs: _at, ...body }: SentBrief,
  basis: readonly StatedLedger[],
): SentReport['vouched'] {
  if (body.vouched === undefined) return 'none';
  return isVouched(keys, office, body, basis) ? 'yes' : 'no';
}
