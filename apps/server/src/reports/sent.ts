/** The reports an office has sent, read from its own ledger. */
import {
  basisOf,
  briefsOf,
  createFold,
  type PlaceCode,
  type SentBrief,
  type StatedLedger,
  type Stored,
  type VillageFold,
} from '@doorstep/ledger';
import type { SentMeta } from '@doorstep/sync';
import { reports, type Queries } from '../store';

/** Reports among entries, as they were sent: what amends one, whatever way it came in, changes nothing. */
export function reportsAmong(office: PlaceCode, stored: readonly Stored[]): VillageFold {
  const fold = createFold(office);
  fold.add(stored.filter(({ entry }) => entry.replaces === undefined));
  return fold;
}

/** Latest first; `day`: of that day only. */
export async function briefsSentBy(
  db: Queries,
  office: PlaceCode,
  day?: string,
): Promise<SentBrief[]> {
  const sent = await reports.entriesOf(db, office, ['brief.sent'], day);
  return briefsOf(reportsAmong(office, sent), day);
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
  const kinds = ['brief.sent', 'brief.basis'];
  const fold = reportsAmong(office, await reports.entriesOf(db, office, kinds, brief));
  const sent = fold.place.state.reports.briefs.get(brief);
  const basis = basisOf(fold, brief);
  return sent && basis && { sent, basis };
}
