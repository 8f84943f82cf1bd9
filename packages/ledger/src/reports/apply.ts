/** Sending a report changes no figure: it says what they were. */
import type { Context, Fact } from '../core/module';
import type { PlaceState } from '../state';
import type { BriefBasis, BriefBody } from './kinds';
import { addsUp, wholeBasis } from './sum';

/** Said once both are there: figures that are not the sum of their basis stand, and are pointed at. */
function checkSum({ reports }: PlaceState, brief: string, context: Context): void {
  const sent = reports.briefs.get(brief);
  const basis = sent && wholeBasis(reports.basis.get(brief), sent.parts);
  if (basis && !addsUp(sent, basis)) context.finding('not-the-sum', brief);
}

/** What came first stands: what a report was made from is frozen like the report. */
export function keepBasis(state: PlaceState, { body }: Fact<BriefBasis>, context: Context): void {
  const { basis } = state.reports;
  const parts = basis.get(body.brief) ?? new Map();
  if (parts.has(body.part)) return context.finding('sent-twice', body.brief);
  basis.set(body.brief, parts.set(body.part, body.ledgers));
  checkSum(state, body.brief, context);
}

export function sendBrief(state: PlaceState, fact: Fact<BriefBody>, context: Context): void {
  const { id, entry, body, timeMs } = fact;
  const { briefs } = state.reports;
  if (briefs.has(body.brief)) return context.finding('sent-twice', body.brief);
  briefs.set(body.brief, { ...body, record: id, by: entry.by, sentMs: timeMs });
  checkSum(state, body.brief, context);
}
