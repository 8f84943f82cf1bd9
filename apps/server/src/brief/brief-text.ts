/**
 * The day's report in words, in one language. A figure stays a part of its own, so that a screen
 * can make it a link to the records it counts; the plain text is the same with nothing to click.
 */
import {
  addDays,
  instantOf,
  wallClock,
  type BriefPart,
  type BriefText,
  type ChangePart,
  type FigurePart,
  type OwedPart,
} from '@doorstep/ledger';
import { say, text, type Locale, type MessageKey } from '@doorstep/words';
import { isBack, type Brief, type PlaceName } from '@doorstep/sync';
import { FIGURES, type FigureInText, type Unit } from './stated';

const SILENT_MAX = 20;
const TAGS: Record<Locale, string> = { zh: 'zh-CN', 'ko-CN': 'ko', en: 'en-GB' };

/** A message cut at its `{named}` places, each replaced by a part. */
function partsOf(
  locale: Locale,
  key: MessageKey,
  values: Record<string, BriefPart | BriefPart[]>,
): BriefPart[] {
  return say(locale, text(key))
    .split(/\{(\w+)\}/)
    .flatMap((piece, i) => (i % 2 === 0 ? piece : (values[piece] ?? piece)))
    .filter((part) => part !== '');
}

/** @param reportDay a moment of another year is said with its year */
function writerIn(locale: Locale, reportDay: string) {
  const tag = TAGS[locale];
  const numbers = new Intl.NumberFormat(tag);
  const dayOf = (day: string, format: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tag, { ...format, timeZone: 'UTC' }).format(
      Date.parse(`${day}T00:00:00Z`),
    );
  return {
    locale,
    /** Never broken over two lines. */
    day: (day: string): string => dayOf(day, { dateStyle: 'long' }).replaceAll(' ', '\u00A0'),
    /** Wall clock of the villages, to the minute. */
    moment(instantMs: number): string {
      const [day = '', time = ''] = wallClock(instantMs).split(' ');
      return say(locale, 'brief.moment', {
        day: dayOf(
          day,
          day.slice(0, 4) === reportDay.slice(0, 4)
            ? { month: 'long', day: 'numeric' }
            : { dateStyle: 'long' },
        ),
        time: time.slice(0, 5),
      });
    },
    counted: (n: number, unit: Unit): string =>
      say(locale, n === 1 ? `brief.${unit}One` : `brief.${unit}`, { n: numbers.format(n) }),
    name: ({ zh, ko, en }: PlaceName): string => say(locale, { zh, ko, en }),
  };
}
type Writer = ReturnType<typeof writerIn>;

/** Whether all of the day is told; before, what is done on it is still growing. */
const isOver = ({ day, knownAtMs }: Brief): boolean => knownAtMs >= instantOf(addDays(day, 1));

/**
 * By how much a figure moved since yesterday, behind it in brackets; nothing where it did not move,
 * where there was nothing before the day to compare with, or where less was done because the day is
 * not over.
 */
function changeParts(
  brief: Brief,
  [indicator, measure, unit, compared]: FigureInText,
  { locale, ...write }: Writer,
): BriefPart[] {
  const moved = compared && brief.changes.find((one) => one.indicator === indicator);
  if (!moved || moved.change === 0) return [];
  if (moved.measure === 'flow' && moved.change < 0 && !isOver(brief)) return [];
  const earlier = moved.measure === 'flow' ? moved.total - moved.today : moved.yesterday;
  if (earlier === 0) return [];
  const key = moved.change > 0 ? 'brief.more' : 'brief.fewer';
  const n = write.counted(Math.abs(moved.change), unit);
  const part: ChangePart = {
    indicator,
    measure,
    change: moved.change,
    text: say(locale, key, { n }),
  };
  return partsOf(locale, 'brief.inBrackets', { change: part });
}

function figureParts(
  brief: Brief,
  paragraph: keyof typeof FIGURES,
  write: Writer,
): Record<string, BriefPart[]> {
  const parts: Record<string, BriefPart[]> = {};
  const figures: Record<string, FigureInText> = FIGURES[paragraph];
  for (const [name, figure] of Object.entries(figures)) {
    const [indicator, measure, unit] = figure;
    const value = brief.indicators[indicator]?.[measure] ?? 0;
    const part: FigurePart = { indicator, measure, value, text: write.counted(value, unit) };
    parts[name] = [part, ...changeParts(brief, figure, write)];
  }
  return parts;
}

const owedPart = (owed: OwedPart['owed'], { missing }: Brief, write: Writer): OwedPart => ({
  owed,
  value: missing[owed],
  text: write.counted(missing[owed], 'households'),
});

function roundParts(brief: Brief, locale: Locale, write: Writer): BriefPart[] {
  const { rounds, due, asOfMs } = brief.missing;
  const time = write.moment(asOfMs);
  if (rounds.length === 0)
    return partsOf(locale, isBack(brief.missing) ? 'brief.noRoundThen' : 'brief.noRound', { time });
  const isUnsure = brief.level !== 'village' && brief.missing.unheard > 0;
  const missing = isUnsure ? 'brief.roundMissingUnheard' : 'brief.roundMissing';
  return partsOf(locale, due > 0 ? missing : 'brief.roundDone', {
    time,
    missing: owedPart('due', brief, write),
    overdue: owedPart('overdue', brief, write),
    unheard: owedPart('unheard', brief, write),
  });
}

/** Known as of now only: where the rest is of an earlier instant, it says so. */
function untoldParts(brief: Brief, locale: Locale, write: Writer): BriefPart[] {
  const { missing } = brief;
  if (missing.untold === 0) return [];
  return partsOf(locale, isBack(missing) ? 'brief.untoldNow' : 'brief.untold', {
    untold: owedPart('untold', brief, write),
    time: write.moment(missing.nowMs),
  });
}

function heardParts({ level, missing }: Brief, locale: Locale, write: Writer): BriefPart[] {
  const { silent, villages, lastHeardMs } = missing;
  if (level === 'village') {
    if (lastHeardMs === null) return partsOf(locale, 'brief.neverHeard', {});
    return partsOf(locale, 'brief.lastHeard', { time: write.moment(lastHeardMs) });
  }
  if (villages === 0) return partsOf(locale, 'brief.nobodyReports', {});
  if (silent.length === 0)
    return partsOf(locale, 'brief.allHeard', { villages: write.counted(villages, 'villages') });
  const names = silent.slice(0, SILENT_MAX).map(({ name, lastHeardMs: heardMs }) =>
    heardMs === null
      ? say(locale, 'brief.silentVillageNever', { name: write.name(name) })
      : say(locale, 'brief.silentVillage', {
          name: write.name(name),
          time: write.moment(heardMs),
        }),
  );
  return partsOf(locale, silent.length > SILENT_MAX ? 'brief.silentSome' : 'brief.silent', {
    villages: write.counted(silent.length, 'villages'),
    names: names.join(say(locale, 'brief.listComma')),
  });
}

/** Offices below that have not sent theirs. */
function unsentParts({ missing: { unsent } }: Brief, locale: Locale, write: Writer): BriefPart[] {
  if (unsent.length === 0) return [];
  const names = unsent.map(({ name }) => write.name(name)).join(say(locale, 'brief.listComma'));
  return partsOf(locale, 'brief.unsent', { names });
}

/**
 * The report in one language.
 * @param number which report of its day it is; only a second one says so
 */
export function briefText(brief: Brief, locale: Locale, number = 1): BriefText {
  const write = writerIn(locale, brief.day);
  const gap = locale === 'zh' ? '' : ' ';
  const paragraph = (title: MessageKey, body: MessageKey & `brief.${keyof typeof FIGURES}`) => ({
    title: say(locale, title),
    parts: partsOf(
      locale,
      body,
      figureParts(brief, body.slice('brief.'.length) as keyof typeof FIGURES, write),
    ),
  });
  return {
    heading: say(locale, number > 1 ? 'brief.headingNumbered' : 'brief.heading', {
      place: write.name(brief.name),
      day: write.day(brief.day),
      number,
    }),
    known: say(locale, isOver(brief) ? 'brief.known' : 'brief.knownOpen', {
      time: write.moment(brief.knownAtMs),
    }),
    paragraphs: [
      paragraph('brief.dutyTitle', 'brief.duty'),
      paragraph('brief.screeningTitle', 'brief.screening'),
      paragraph('brief.findingsTitle', 'brief.findings'),
      paragraph('brief.conveyedTitle', 'brief.conveyed'),
      {
        title: say(locale, 'brief.missingTitle'),
        parts: [roundParts, untoldParts, heardParts, unsentParts]
          .map((partsIn) => partsIn(brief, locale, write))
          .filter((parts) => parts.length > 0)
          .flatMap((parts, i) => (i > 0 ? [gap, ...parts] : parts))
          .filter((part) => part !== ''),
      },
    ],
  };
}
