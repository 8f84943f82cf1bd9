/**
 * A report as it lies on paper, in one language: what the screen shows, prints and writes into a
 * Word document. Pure.
 */
import { indicatorKey, type BriefPart, type BriefText, type DayChange } from '@doorstep/ledger';
import { say, type Locale, type MessageKey } from '@doorstep/words';
import type { Format } from '../shell/format';

export interface PaperRow {
  indicator: string;
  /** What today's and yesterday's figures open to: a stock has no day of its own. */
  span: 'day' | 'total';
  name: string;
  today: string;
  yesterday: string;
  change: string;
  total: string;
}

export interface Paper {
  heading: string;
  known: string;
  paragraphs: { title: string; parts: BriefPart[] }[];
  table: { title: string; head: string[]; rows: PaperRow[] };
  /** Who signs. */
  signatures: string[];
}

const HEAD = ['figure', 'today', 'yesterday', 'change', 'total'] as const;

/** Figures of which there is nothing to say yet are left out of the table. */
const says = ({ today, yesterday, total }: DayChange): boolean =>
  today !== 0 || yesterday !== 0 || total !== 0;

/** @param format of the report's language */
export function paperOf(
  text: BriefText,
  changes: readonly DayChange[],
  locale: Locale,
  format: Format,
): Paper {
  const rows = changes
    .filter(says)
    .map(({ indicator, measure, today, yesterday, change, total }) => ({
      indicator,
      span: measure === 'flow' ? ('day' as const) : ('total' as const),
      name: say(locale, indicatorKey(indicator) as MessageKey),
      today: format.count(today),
      yesterday: format.count(yesterday),
      change: format.change(change),
      total: format.count(total),
    }));
  return {
    ...text,
    table: {
      title: say(locale, 'brief.changesTitle'),
      head: HEAD.map((key) => say(locale, `brief.${key}`)),
      rows,
    },
    signatures: [say(locale, 'brief.signIssued'), say(locale, 'brief.signHandled')],
  };
}
