/**
 * The day's report in words, in one language. A figure stays a part of its own, so that a screen
 * can make it a link to the records it counts; the plain text is the same with nothing to click.
 */
import { wallClock } from '@doorstep/ledger';
import { say, text, type Locale, type MessageKey } from '@doorstep/words';
import type { Brief, BriefPart, BriefText, FigurePart, OwedPart, PlaceName } from '@doorstep/sync';

type Unit =
  | 'cadres'
  | 'firstSecretaries'
  | 'teamMembers'
  | 'households'
  | 'householdTimes'
  | 'people'
  | 'personTimes'
  | 'visits'
  | 'times'
  | 'copies'
  | 'trips'
  | 'pieces'
  | 'needs'
  | 'villages';

const SILENT_MAX = 20;
const TAGS: Record<Locale, string> = { zh: 'zh-CN', 'ko-CN': 'ko', en: 'en-GB' };

type Figures = Record<string, readonly [indicator: string, measure: 'total' | 'day', unit: Unit]>;

/** Figures of each paragraph by the name of their place in the sentence. */
const FIGURES = {
  duty: {
    cadres: ['duty.cadres', 'total', 'cadres'],
    firstSecretaries: ['duty.first_secretaries', 'total', 'firstSecretaries'],
    teamMembers: ['duty.team_members', 'total', 'teamMembers'],
  },
  screening: {
    metDay: ['visits.met', 'day', 'visits'],
    personTimesDay: ['visits.person_times', 'day', 'personTimes'],
    reachedDay: ['visits.households_reached', 'day', 'households'],
    reached: ['visits.households_reached', 'total', 'households'],
    personTimes: ['visits.person_times', 'total', 'personTimes'],
    households: ['register.households', 'total', 'households'],
    people: ['register.people', 'total', 'people'],
  },
  findings: {
    temperaturesDay: ['visits.temperatures', 'day', 'personTimes'],
    feversDay: ['visits.fevers', 'day', 'personTimes'],
    symptomsDay: ['visits.people_with_symptoms', 'day', 'personTimes'],
    tripsDay: ['visits.trips', 'day', 'trips'],
    fevers: ['visits.fevers', 'total', 'personTimes'],
    symptoms: ['visits.people_with_symptoms', 'total', 'personTimes'],
    nobodyDay: ['visits.nobody_home', 'day', 'visits'],
    refusedDay: ['visits.refused', 'day', 'visits'],
  },
  conveyed: {
    timesDay: ['publicity.times', 'day', 'times'],
    times: ['publicity.times', 'total', 'times'],
    copiesDay: ['publicity.copies', 'day', 'copies'],
    copies: ['publicity.copies', 'total', 'copies'],
    toldDay: ['visits.households_told', 'day', 'householdTimes'],
    told: ['visits.households_told', 'total', 'householdTimes'],
    handedDay: ['visits.handed_out', 'day', 'pieces'],
    handed: ['visits.handed_out', 'total', 'pieces'],
    needsDay: ['visits.needs', 'day', 'needs'],
    needs: ['visits.needs', 'total', 'needs'],
  },
} as const satisfies Record<string, Figures>;

/** A message cut at its `{named}` places, each replaced by a part. */
function partsOf(locale: Locale, key: MessageKey, values: Record<string, BriefPart>): BriefPart[] {
  return say(locale, text(key))
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 === 0 ? piece : (values[piece] ?? piece)))
    .filter((part) => part !== '');
}

function writerIn(locale: Locale) {
  const tag = TAGS[locale];
  const numbers = new Intl.NumberFormat(tag);
  const dayOf = (day: string, format: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tag, { ...format, timeZone: 'UTC' }).format(
      Date.parse(`${day}T00:00:00Z`),
    );
  return {
    day: (day: string): string => dayOf(day, { dateStyle: 'long' }),
    /** Wall clock of the villages, to the minute. */
    moment(instantMs: number): string {
      const [day = '', time = ''] = wallClock(instantMs).split(' ');
      return say(locale, 'brief.moment', {
        day: dayOf(day, { month: 'long', day: 'numeric' }),
        time: time.slice(0, 5),
      });
    },
    counted: (n: number, unit: Unit): string =>
      say(locale, n === 1 ? `brief.${unit}One` : `brief.${unit}`, { n: numbers.format(n) }),
    name: ({ zh, ko, en }: PlaceName): string => say(locale, { zh, ko, en }),
  };
}
type Writer = ReturnType<typeof writerIn>;

function figureParts(
  { indicators }: Brief,
  paragraph: keyof typeof FIGURES,
  write: Writer,
): Record<string, FigurePart> {
  const parts: Record<string, FigurePart> = {};
  const figures: Figures = FIGURES[paragraph];
  for (const [name, [indicator, measure, unit]] of Object.entries(figures)) {
    const value = indicators[indicator]?.[measure] ?? 0;
    parts[name] = { indicator, measure, value, text: write.counted(value, unit) };
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
  if (rounds.length === 0) return partsOf(locale, 'brief.noRound', {});
  return partsOf(locale, due > 0 ? 'brief.roundMissing' : 'brief.roundDone', {
    time: write.moment(asOfMs),
    missing: owedPart('due', brief, write),
    overdue: owedPart('overdue', brief, write),
  });
}

function untoldParts(brief: Brief, locale: Locale, write: Writer): BriefPart[] {
  if (brief.missing.untold === 0) return [];
  return partsOf(locale, 'brief.untold', { untold: owedPart('untold', brief, write) });
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

/** The report in one language. */
export function briefText(brief: Brief, locale: Locale): BriefText {
  const write = writerIn(locale);
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
    heading: say(locale, 'brief.heading', {
      place: write.name(brief.name),
      day: write.day(brief.day),
    }),
    known: say(locale, 'brief.known', { time: write.moment(brief.knownAtMs) }),
    paragraphs: [
      paragraph('brief.dutyTitle', 'brief.duty'),
      paragraph('brief.screeningTitle', 'brief.screening'),
      paragraph('brief.findingsTitle', 'brief.findings'),
      paragraph('brief.conveyedTitle', 'brief.conveyed'),
      {
        title: say(locale, 'brief.missingTitle'),
        parts: [roundParts, untoldParts, heardParts]
          .map((partsIn) => partsIn(brief, locale, write))
          .filter((parts) => parts.length > 0)
          .flatMap((parts, i) => (i > 0 ? [gap, ...parts] : parts))
          .filter((part) => part !== ''),
      },
    ],
  };
}
