/**
 * The report an office is about to send: made of single ledgers as they are folded at this moment,
 * each up to an entry that is named, not of what happens to be rolled up.
 */
import { nextBrief, sumsOf, type StatedFigure, type StatedLedger } from '@doorstep/ledger';
import type { DraftBrief } from '@doorstep/sync';
import { ledger, reports, type Queries } from '../store';
import { areaOf, type Area } from '../brief/area';
import { brief, type Counted } from '../brief/brief';
import { briefText } from '../brief/brief-text';
import { knownAt } from '../brief/known';
import type { OverviewQuery } from '../brief/overview';
import { STATED } from '../brief/stated';
import { briefsSentBy } from './sent';

/** What each ledger within an area gives, by code; `indicators` in the order of its rows. */
export async function ledgersOf(
  db: Queries,
  { self, counties }: Area,
  query: { day: string; heardBefore?: number | undefined; indicators: readonly string[] },
): Promise<StatedLedger[]> {
  const folded = await reports.foldedWithin(db, counties, self.code, query);
  return folded.map(({ place, seq, figures }) => {
    const found = new Map(figures.map(([indicator, ...numbers]) => [indicator, numbers]));
    const row = query.indicators.flatMap((indicator) => found.get(indicator) ?? [0, 0, 0]);
    return { place, seq, figures: row };
  });
}

const WAIT_MS = 150;
const WAITS_MAX = 20;

/**
 * The ledgers with everything in them that was there when asked. Folds follow what is pushed within
 * a second; longer than three it does not wait, and what is not folded counts as come in later.
 */
async function ledgersCaughtUp(
  db: Queries,
  area: Area,
  query: Parameters<typeof ledgersOf>[2],
): Promise<StatedLedger[]> {
  const heads = await reports.headsWithin(db, area.counties, area.self.code);
  for (let waits = 0; ; waits += 1) {
    const ledgers = await ledgersOf(db, area, query);
    const folded = new Map(ledgers.map(({ place, seq }) => [place, seq]));
    const isBehind = [...heads].some(([place, seq]) => (folded.get(place) ?? 0) < seq);
    if (!isBehind || waits === WAITS_MAX) return ledgers;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

const countedFrom = (figures: readonly StatedFigure[]): Counted => ({
  counts: new Map(figures.map(({ indicator, ...count }) => [indicator, count])),
  byDims: new Map(),
});

/** @returns undefined for an unknown place */
export async function draftBrief(
  db: Queries,
  query: OverviewQuery,
): Promise<DraftBrief | undefined> {
  const area = await areaOf(db, query.place);
  if (!area) return undefined;
  const { day } = query;
  const { heardBefore } = knownAt(query.knownAtMs, query.nowMs);
  const { head } = await ledger.head(db, query.place);
  const [ledgers, sent] = await Promise.all([
    ledgersCaughtUp(db, area, { day, heardBefore, indicators: STATED }),
    briefsSentBy(db, query.place, day),
  ]);
  const figures = sumsOf(STATED, ledgers);
  const report = await brief(db, query, countedFrom(figures));
  if (!report) return undefined;
  const next = nextBrief(sent);
  const { asOfMs, due, overdue, untold } = report.missing;
  return {
    head,
    day,
    knownAtMs: report.knownAtMs,
    ...(heardBefore !== undefined && { heardBefore }),
    ...next,
    figures,
    missing: { asOfMs, due, overdue, untold },
    texts: {
      zh: briefText(report, 'zh', next.number),
      ko: briefText(report, 'ko-CN', next.number),
      en: briefText(report, 'en', next.number),
    },
    // What nobody wrote to and what gave nothing explains nothing.
    ledgers: ledgers.filter(({ seq }) => seq > 0),
  };
}
