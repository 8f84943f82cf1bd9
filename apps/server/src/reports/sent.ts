/** The reports an office has sent, read from its own ledger. */
import {
  basisOf,
  briefsOf,
  createFold,
  VOID,
  type PlaceCode,
  type SentBrief,
  type StatedLedger,
} from '@doorstep/ledger';
import type { SentMeta } from '@doorstep/sync';
import { reports, type Queries } from '../store';

/** Latest first; `day`: of that day only. */
export async function briefsSentBy(
  db: Queries,
  office: PlaceCode,
  day?: string,
): Promise<SentBrief[]> {
  const fold = createFold(office);
  fold.add(await reports.entriesOf(db, office, ['brief.sent', VOID]));
  return briefsOf(fold, day);
}

/** A report without what it says. */
export function metaOf(sent: SentBrief): SentMeta {
  const { brief, record, day, knownAtMs, sentMs, by, number, follows } = sent;
  return { brief, record, day, knownAtMs, sentMs, by, number, ...(follows && { follows }) };
}

/** A report with what it was made from; undefined when the office has not sent it. */
export async function briefNamed(
  db: Queries,
  office: PlaceCode,
  brief: string,
): Promise<{ sent: SentBrief; basis: StatedLedger[] } | undefined> {
  const fold = createFold(office);
  const kinds = ['brief.sent', 'brief.basis', VOID];
  fold.add(await reports.entriesOf(db, office, kinds, brief));
  const sent = fold.place.state.reports.briefs.get(brief);
  const basis = basisOf(fold, brief);
  return sent && basis && { sent, basis };
}
