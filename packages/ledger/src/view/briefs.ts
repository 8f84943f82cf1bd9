/** The reports of an office's ledger, and what a report was made from. */
import type { VillageFold } from '../modules';
import { indicatorNamed } from '../catalogue';
import type { StatedFigure, StatedLedger } from '../reports/kinds';
import type { SentBrief } from '../reports/state';
import { wholeBasis } from '../reports/sum';

/** Sent reports, latest first; `day`: of that day only. */
export function briefsOf({ place }: VillageFold, day?: string): SentBrief[] {
  const all = [...place.state.reports.briefs.values()];
  return all
    .filter((one) => day === undefined || one.day === day)
    .sort((a, b) => b.sentMs - a.sentMs || (a.record < b.record ? 1 : -1));
}

/** What the next report of a day is called, after those sent of it: it follows the last by number. */
export function nextBrief(sent: readonly SentBrief[]): Pick<SentBrief, 'number' | 'follows'> {
  const number = sent.length + 1;
  const [last] = [...sent].sort((a, b) => b.number - a.number);
  return last ? { number, follows: last.brief } : { number };
}

/** The ledgers a report was made from; undefined while not every part of its basis is there. */
export function basisOf({ place }: VillageFold, brief: string): StatedLedger[] | undefined {
  const sent = place.state.reports.briefs.get(brief);
  return sent && wholeBasis(place.state.reports.basis.get(brief), sent.parts);
}

/** A figure against the day before: a flow by its days, a stock as it stood at the end of each. */
export interface DayChange {
  indicator: string;
  measure: 'flow' | 'stock';
  today: number;
  yesterday: number;
  change: number;
  /** Up to and including the day. */
  total: number;
}

/** How a figure moved since the day before. */
export function dayChange({ indicator, total, day, before }: StatedFigure): DayChange {
  const measure = indicatorNamed(indicator)?.measure ?? 'flow';
  const [today, yesterday] = measure === 'flow' ? [day, before] : [total, total - day];
  return { indicator, measure, today, yesterday, change: today - yesterday, total };
}
