/**
 * What a record says, in lines of plain words: the same on the phone's history and the desk's
 * drill-down. Pure: names come from `nameOf`, which answers undefined where they may not be read.
 */
import type {
  Answer,
  BroadcastBody,
  Entry,
  Json,
  PersonVisited,
  Question,
  QuestionSet,
  Text,
  Trip,
  VisitBody,
} from '@doorstep/ledger';
import type { Locale, MessageKey } from '@doorstep/words';
import { broadcastLines } from './broadcast-lines';
import { codeWord } from './code-words';
import { formatDay, formatTemperature } from './format';
import type { Say } from './use-words';

/** What of a question set is said. */
export type AskedSet = Pick<QuestionSet, 'questions' | 'flags'>;

export interface LineDeps {
  t: Say;
  locale: Locale;
  /** The day looked from: a day of another year is said with its year. */
  today: string;
  /** The name of a household, person or cadre by id. */
  nameOf: (subject: string) => string | undefined;
  /** The set a visit asked with, when it is known here. */
  questionSetOf?: (asked: { id: string; version: number }) => AskedSet | undefined;
}

/** What saying a day among words needs. */
type DayDeps = Pick<LineDeps, 't' | 'locale' | 'today'>;

export interface RecordLine {
  /** What the line is about: a field's word or a person's name. */
  label: string;
  text: string;
  /** Something to look at: a flag was raised. */
  attention?: boolean;
}

type Body = Record<string, Json>;
type WordOf = (code: string) => MessageKey;

const JOIN = ' · ';

const listOf = (deps: LineDeps, word: WordOf, codes: unknown): string =>
  (codes as string[]).map((code) => deps.t(word(code))).join(JOIN);

/** A journey in one line: Train K7368 · 22 Jan · carriage 5 · seat 12 · Wuhan → Yanji. */
function tripText(trip: Trip, { t, locale, today }: DayDeps): string {
  const { mode, number, day, carriage, seat, from, to } = trip;
  const named = (key: MessageKey, value: string | undefined) => value && `${t(key)} ${value}`;
  return [
    number ? `${t(codeWord.tripMode(mode))} ${number}` : t(codeWord.tripMode(mode)),
    day && formatDay(day, locale, today),
    named('visits.tripCarriage', carriage),
    named('visits.tripSeat', seat),
    (from || to) && `${from ?? '—'} → ${to ?? '—'}`,
  ]
    .filter(Boolean)
    .join(JOIN);
}

/** Where somebody is, in one line: Away · Hubei · Since 12 Jan; or At home · Back from Hubei. */
export function whereaboutsText(
  presence: string,
  where: { region?: string; since?: string; expectedBack?: string } | undefined,
  { t, locale, today }: DayDeps,
): string {
  const dated = (key: MessageKey, day: string | undefined) =>
    day && `${t(key)} ${formatDay(day, locale, today)}`;
  const isBack = presence === 'home';
  const region = where?.region && t(codeWord.region(where.region));
  return [
    t(codeWord.presence(presence)),
    region && isBack ? `${t('register.backFrom')} ${region}` : region,
    dated(isBack ? 'register.backSince' : 'register.since', where?.since),
    dated('register.expectedBack', where?.expectedBack),
  ]
    .filter(Boolean)
    .join(JOIN);
}

function personText(one: PersonVisited, visit: VisitBody, deps: LineDeps): string {
  const { t } = deps;
  const parts = [
    one.presence && whereaboutsText(one.presence, one.whereabouts, deps),
    one.temperature !== undefined &&
      t('visits.temperatureOf', { t: formatTemperature(one.temperature) }),
    one.symptoms &&
      (one.symptoms.length
        ? listOf(deps, codeWord.symptom, one.symptoms)
        : t('visits.symptomsNone')),
    ...(one.trips ?? []).map((trip) => tripText(trip, deps)),
    ...answerTexts(one.answers, visit, deps),
    ...flagTexts(one.flags, visit, deps),
  ].filter(Boolean) as string[];
  return parts.join(JOIN) || t(one.asked ? 'visits.asked' : 'common.notAsked');
}

const setOf = (visit: VisitBody, deps: LineDeps): AskedSet | undefined =>
  visit.questionSet && deps.questionSetOf?.(visit.questionSet);

function answerTexts(answers: VisitBody['answers'], visit: VisitBody, deps: LineDeps): string[] {
  const set = setOf(visit, deps);
  return Object.entries(answers ?? {}).map(([id, answer]) => {
    const question = set?.questions.find((one) => one.id === id);
    return `${question ? deps.t(question.text) : id}: ${answerText(answer, question, deps)}`;
  });
}

function answerText(answer: Answer, question: Question | undefined, { t }: LineDeps): string {
  if ('none' in answer)
    return t(answer.none === 'refused' ? 'visits.answerRefused' : 'visits.answerUnknown');
  if (typeof answer.value === 'boolean') return t(answer.value ? 'common.yes' : 'common.no');
  const chosen = (value: string | number): string => {
    const option = question?.options?.find((one) => one.id === value);
    return option ? t(option.text) : String(value);
  };
  return Array.isArray(answer.value) ? answer.value.map(chosen).join(', ') : chosen(answer.value);
}

function flagTexts(flags: string[] | undefined, visit: VisitBody, deps: LineDeps): string[] {
  const set = setOf(visit, deps);
  return (flags ?? []).map((id) => {
    const flag = set?.flags.find((one) => one.id === id);
    return `⚑ ${flag ? deps.t(flag.text) : deps.t(id === 'fever' ? 'visits.fever' : 'common.unknown')}`;
  });
}

function visitLines(body: VisitBody, deps: LineDeps): RecordLine[] {
  const { t } = deps;
  const people = (body.people ?? []).map((one) => ({
    label: deps.nameOf(one.person) ?? t('common.person'),
    text: personText(one, body, deps),
    attention: Boolean(one.flags?.length),
  }));
  const handed = body.handed
    ?.map(({ item, quantity }) => `${t(codeWord.item(item))} ×${quantity}`)
    .join(JOIN);
  const told = body.told?.length ? listOf(deps, codeWord.message, body.told) : undefined;
  const rest: [MessageKey, string | undefined][] = [
    [
      'visits.questionsHousehold',
      [...answerTexts(body.answers, body, deps), ...flagTexts(body.flags, body, deps)].join(JOIN),
    ],
    [
      'visits.told',
      told && body.language ? `${told}${JOIN}${t(codeWord.language(body.language))}` : told,
    ],
    ['visits.handed', handed],
    ['visits.needs', body.needs && listOf(deps, codeWord.need, body.needs)],
  ];
  const outcome: RecordLine = { label: t('visits.visit'), text: t(codeWord.outcome(body.outcome)) };
  return [outcome, ...people, ...linesOf(rest, deps)];
}

const linesOf = (pairs: [MessageKey, string | undefined][], { t }: LineDeps): RecordLine[] =>
  pairs.flatMap(([key, text]) => (text ? [{ label: t(key), text }] : []));

/** How each field of a register or duty fact is said; a field not listed says itself. */
const FIELDS: Record<string, { label: MessageKey; word?: WordOf }> = {
  group: { label: 'register.group' },
  door: { label: 'register.door' },
  residence: { label: 'register.residence', word: codeWord.residence },
  statedPeople: { label: 'register.statedPeople' },
  labels: { label: 'register.labels', word: codeWord.label },
  source: { label: 'register.source', word: codeWord.source },
  relation: { label: 'register.relation', word: codeWord.relation },
  sex: { label: 'register.sex', word: codeWord.sex },
  birthYear: { label: 'register.birthYear' },
  language: { label: 'register.language', word: codeWord.language },
  reason: { label: 'register.leavingReason', word: codeWord.leaving },
  role: { label: 'duty.cadres', word: codeWord.role },
  basis: { label: 'register.residence', word: codeWord.basis },
  households: { label: 'register.households' },
  people: { label: 'register.people' },
};

function factLine(key: string, value: Json | undefined, deps: LineDeps): RecordLine | undefined {
  const field = FIELDS[key];
  if (!field || value === undefined || value === null) return undefined;
  const { t } = deps;
  const say = (code: Json): string => (field.word ? t(field.word(String(code))) : String(code));
  const named = (id: Json): string => deps.nameOf(String(id)) ?? t('common.unknown');
  if (Array.isArray(value)) {
    const texts = value.map((one) => (/^[hpc]_/.test(String(one)) ? named(one) : say(one)));
    return { label: t(field.label), text: texts.join(JOIN) || t('visits.none') };
  }
  return { label: t(field.label), text: say(value) };
}

function peopleLine(body: Body, deps: LineDeps): RecordLine[] {
  const id = (body.person ?? body.cadre) as string | undefined;
  const name = id && deps.nameOf(id);
  return name ? [{ label: deps.t('register.name'), text: name }] : [];
}

/** The lines of a record's facts; nothing sealed is among them but names the reader may see. */
export function recordLines(entry: Pick<Entry, 'kind' | 'body'>, deps: LineDeps): RecordLine[] {
  const { kind, body } = entry;
  const { t, locale } = deps;
  if (kind === 'visit.recorded') return visitLines(body as unknown as VisitBody, deps);
  if (kind === 'broadcast.made') return broadcastLines(body as unknown as BroadcastBody, t);
  if (kind === 'entry.voided') {
    return [{ label: t('field.voidWhy'), text: t(codeWord.voidReason(String(body.reason))) }];
  }
  const lines = peopleLine(body, deps);
  if (kind === 'person.whereabouts') {
    const where = body.whereabouts as Parameters<typeof whereaboutsText>[1];
    lines.push({
      label: t('register.presence'),
      text: whereaboutsText(String(body.presence), where, deps),
    });
  }
  if (body.title) lines.push({ label: t('visits.round'), text: t(body.title as unknown as Text) });
  if (body.closes)
    lines.push({
      label: t('visits.closesOn', { day: formatDay(String(body.closes), locale, deps.today) }),
      text: '',
    });
  const facts = Object.keys(FIELDS).map((key) => factLine(key, body[key], deps));
  return [...lines, ...facts.filter((line) => line !== undefined)];
}
