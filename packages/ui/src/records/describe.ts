/**
 * What an entry says, as lines of term and value, for every kind the house knows; an unknown kind
 * or newer version says only that. Identities are not here: they are sealed. Pure.
 */
import {
  kindNamed,
  VOID,
  type Answer,
  type Entry,
  type PersonVisited,
  type Question,
  type QuestionSet,
  type Trip,
  type VisitBody,
} from '@doorstep/ledger';
import type { MessageKey } from '@doorstep/words';
import * as v from 'valibot';
import type { Say } from '../use-words';
import { term, type List } from './terms';

export interface Line {
  term: string;
  value: string;
  /** Raised at the door. */
  flagged?: boolean;
}

/** What describing needs to know of the screen: language, names, the question sets in force. */
export interface Telling {
  t: Say;
  /** What a household, person or cadre is called on this screen. */
  subject: (id: string) => string;
  placeName: (code: string) => string;
  questionSet: (id: string, version: number) => QuestionSet | undefined;
}

type Body = Record<string, unknown>;

const listed = (telling: Telling, list: List, codes: readonly string[]): string =>
  codes.map((code) => term(telling.t, list, code)).join(telling.t('records.comma'));

function tripText(telling: Telling, trip: Trip): string {
  const parts = [
    term(telling.t, 'mode', trip.mode),
    trip.number,
    trip.day,
    trip.carriage && telling.t('records.carriage', { n: trip.carriage }),
    trip.seat && telling.t('records.seat', { n: trip.seat }),
    trip.from || trip.to ? `${trip.from ?? '—'} → ${trip.to ?? '—'}` : undefined,
  ];
  return parts.filter(Boolean).join(' ');
}

function answerText(telling: Telling, answer: Answer, question: Question | undefined): string {
  if ('none' in answer)
    return telling.t(answer.none === 'unknown' ? 'common.unknown' : 'common.refused');
  const { value } = answer;
  if (typeof value === 'boolean') return telling.t(value ? 'common.yes' : 'common.no');
  const option = (code: string): string => {
    const text = question?.options?.find((one) => one.id === code)?.text;
    return text ? telling.t(text) : code;
  };
  if (Array.isArray(value)) return value.map(option).join(telling.t('records.comma'));
  return typeof value === 'number' ? String(value) : option(value);
}

function answerLines(
  telling: Telling,
  answers: Record<string, Answer>,
  set: QuestionSet | undefined,
): Line[] {
  return Object.entries(answers).map(([id, answer]) => {
    const question = set?.questions.find((one) => one.id === id);
    return {
      term: question ? telling.t(question.text) : id,
      value: answerText(telling, answer, question),
    };
  });
}

function flagTexts(
  telling: Telling,
  flags: readonly string[],
  set: QuestionSet | undefined,
): string {
  return flags
    .map((flag) => {
      const rule = set?.flags.find((one) => one.id === flag);
      return rule ? telling.t(rule.text) : flag;
    })
    .join(telling.t('records.comma'));
}

function regionText(telling: Telling, code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const region = term(telling.t, 'region', code);
  return region === code ? telling.placeName(code) : region;
}

function personText(telling: Telling, one: PersonVisited): string {
  const { t } = telling;
  const place = regionText(telling, one.whereabouts?.region);
  const parts = [
    one.presence && [term(t, 'presence', one.presence), place].filter(Boolean).join(' '),
    one.temperature === undefined
      ? t('visits.assertNoReading')
      : t('visits.temperatureOf', { t: (one.temperature / 10).toFixed(1) }),
    one.symptoms &&
      (one.symptoms.length > 0
        ? listed(telling, 'symptom', one.symptoms)
        : t('visits.symptomsNone')),
    ...(one.trips ?? []).map((trip) => tripText(telling, trip)),
  ];
  return parts.filter(Boolean).join(t('records.comma'));
}

function personLines(telling: Telling, one: PersonVisited, set: QuestionSet | undefined): Line[] {
  const flags = one.flags ?? [];
  const said: Line = { term: telling.subject(one.person), value: personText(telling, one) };
  if (flags.length > 0) said.flagged = true;
  const raised =
    flags.length > 0
      ? [
          {
            term: telling.t('records.raised'),
            value: flagTexts(telling, flags, set),
            flagged: true,
          },
        ]
      : [];
  return [said, ...answerLines(telling, one.answers ?? {}, set), ...raised];
}

function visitLines(telling: Telling, body: VisitBody): Line[] {
  const { t } = telling;
  const set =
    body.questionSet && telling.questionSet(body.questionSet.id, body.questionSet.version);
  const lines: Line[] = [{ term: t('records.outcome'), value: term(t, 'outcome', body.outcome) }];
  for (const one of body.people ?? []) lines.push(...personLines(telling, one, set));
  lines.push(...answerLines(telling, body.answers ?? {}, set));
  if (body.flags?.length)
    lines.push({
      term: t('records.raised'),
      value: flagTexts(telling, body.flags, set),
      flagged: true,
    });
  if (body.told?.length)
    lines.push({ term: t('visits.told'), value: listed(telling, 'message', body.told) });
  if (body.language)
    lines.push({ term: t('visits.toldLanguage'), value: term(t, 'language', body.language) });
  if (body.handed?.length) {
    const value = body.handed
      .map(({ item, quantity }) => `${term(t, 'item', item)} × ${quantity}`)
      .join(t('records.comma'));
    lines.push({ term: t('visits.handed'), value });
  }
  if (body.needs?.length)
    lines.push({ term: t('visits.needs'), value: listed(telling, 'need', body.needs) });
  return lines;
}

/** Which list a field's codes come from, in any kind. */
const FIELD_LIST: Record<string, List> = {
  relation: 'relation',
  sex: 'sex',
  residence: 'residence',
  labels: 'label',
  language: 'language',
  presence: 'presence',
  source: 'source',
  basis: 'basis',
  type: 'type',
  role: 'role',
  furtherRoles: 'role',
};

const FIELD_TERM: Record<string, MessageKey> = {
  group: 'register.group',
  door: 'register.door',
  residence: 'register.residence',
  statedPeople: 'register.statedPeople',
  labels: 'register.labels',
  source: 'register.source',
  relation: 'register.relation',
  sex: 'register.sex',
  birthYear: 'register.birthYear',
  language: 'register.language',
  presence: 'register.presence',
  whereabouts: 'register.region',
  household: 'common.household',
  to: 'common.household',
  households: 'register.households',
  person: 'common.person',
  people: 'register.people',
  reason: 'records.reason',
  cadre: 'records.cadre',
  role: 'records.role',
  furtherRoles: 'records.furtherRoles',
  unit: 'records.unit',
  from: 'records.from',
  day: 'records.day',
  title: 'records.title',
  opens: 'records.opens',
  closes: 'records.closes',
  scope: 'records.scope',
  version: 'records.version',
  basis: 'records.basis',
};

const TextSchema = v.object({ zh: v.string(), ko: v.string(), en: v.string() });
const WhereaboutsSchema = v.object({
  region: v.optional(v.string()),
  since: v.optional(v.string()),
  expectedBack: v.optional(v.string()),
});

function scalarText(
  telling: Telling,
  entry: Entry,
  field: string,
  value: string | number | boolean,
): string {
  const { t } = telling;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (field === 'reason') return term(t, entry.kind === VOID ? 'voidReason' : 'leaving', value);
  if (field === 'scope') return telling.placeName(value);
  if (/^[hpc]_/.test(value)) return telling.subject(value);
  return FIELD_LIST[field] ? term(t, FIELD_LIST[field], value) : value;
}

function valueText(
  telling: Telling,
  entry: Entry,
  field: string,
  value: unknown,
): string | undefined {
  if (v.is(TextSchema, value)) return telling.t(value);
  if (field === 'whereabouts' && v.is(WhereaboutsSchema, value)) {
    const region = regionText(telling, value.region);
    return [region, value.since, value.expectedBack && `→ ${value.expectedBack}`]
      .filter(Boolean)
      .join(' ');
  }
  const values = Array.isArray(value) ? value : [value];
  const isScalar = (one: unknown): one is string | number | boolean =>
    ['string', 'number', 'boolean'].includes(typeof one);
  if (values.length === 0 || !values.every(isScalar)) return undefined;
  return values
    .map((one) => scalarText(telling, entry, field, one))
    .join(telling.t('records.comma'));
}

function fieldLines(telling: Telling, entry: Entry): Line[] {
  return Object.entries(entry.body as Body).flatMap(([field, value]) => {
    const key = FIELD_TERM[field];
    const text = key && valueText(telling, entry, field, value);
    return key && text ? [{ term: telling.t(key), value: text }] : [];
  });
}

/** The lines of an entry in the reader's language. */
export function describe(telling: Telling, entry: Entry): Line[] {
  const kind = kindNamed(entry.kind);
  if (entry.kind === VOID) return fieldLines(telling, entry);
  if (!kind || entry.v > kind.v)
    return [
      {
        term: telling.t('records.kind'),
        value: telling.t('records.newerKind', { kind: entry.kind }),
      },
    ];
  if (entry.kind !== 'visit.recorded') return fieldLines(telling, entry);
  const parsed = v.safeParse(kind.schema as v.GenericSchema, entry.body);
  return parsed.success
    ? visitLines(telling, parsed.output as VisitBody)
    : fieldLines(telling, entry);
}
