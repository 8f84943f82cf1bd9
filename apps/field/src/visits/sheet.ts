/**
 * The visit sheet: what the cadre has entered so far, and what saving it will record. Pure.
 * What is seen is what is saved: whoever was not asked stays not asked, nothing has a default, and
 * "all well" adds exactly what its button names to those nobody said anything about.
 */
import {
  FEVER,
  flagsRaised,
  wellPerson,
  type Answers,
  type FlagRule,
  type Json,
  type PersonVisited,
  type Question,
  type QuestionSet,
  type Trip,
  type VisitBody,
} from '@doorstep/ledger';
import type { Draft, Identity } from '@doorstep/sync';
import { text } from '@doorstep/words';
import type { Row } from '../village/rows';

export interface PersonSheet {
  presence?: 'home' | 'away' | 'unknown' | undefined;
  whereabouts: { region?: string; since?: string; expectedBack?: string };
  temperature?: number | undefined;
  /** undefined: not asked; empty: asked, none. */
  symptoms?: readonly NonNullable<PersonVisited['symptoms']>[number][] | undefined;
  trips: Trip[];
  answers: Answers;
  /** Free text by question; sealed. */
  texts: Record<string, string>;
  note?: string | undefined;
}

type Outcome = VisitBody['outcome'];

export interface VisitSheet {
  people: Record<string, PersonSheet>;
  answers: Answers;
  texts: Record<string, string>;
  told: readonly NonNullable<VisitBody['told']>[number][];
  language?: VisitBody['language'];
  handed: Partial<Record<NonNullable<VisitBody['handed']>[number]['item'], number>>;
  needs: readonly NonNullable<VisitBody['needs']>[number][];
  note?: string | undefined;
}

/** The rule of 2020 (37.3 °C, axillary), in force only where no question set says another. */
const FEVER_RULES: FlagRule[] = [
  {
    id: FEVER,
    of: 'person',
    text: text('visits.fever'),
    when: { question: 'temperature', atLeast: 373 },
  },
];

export const emptyPerson = (): PersonSheet => ({
  whereabouts: {},
  trips: [],
  answers: {},
  texts: {},
});

export const emptySheet = (): VisitSheet => ({
  people: {},
  answers: {},
  texts: {},
  told: [],
  handed: {},
  needs: [],
});

/** Whether anything was entered about a person. */
export function isTouched(person: PersonSheet | undefined): boolean {
  if (!person) return false;
  const { presence, temperature, symptoms, trips, answers, texts, note } = person;
  const given = [presence, temperature, symptoms, note].some((one) => one !== undefined);
  return (
    given || trips.length > 0 || Object.keys(answers).length > 0 || Object.keys(texts).length > 0
  );
}

/** Whether anything at all was entered. */
export function isSheetTouched(sheet: VisitSheet): boolean {
  const { people, answers, texts, told, handed, needs, note } = sheet;
  const lists = [told, needs, Object.keys(handed), Object.keys(answers), Object.keys(texts)];
  return (
    Object.values(people).some(isTouched) ||
    lists.some((list) => list.length > 0) ||
    note !== undefined
  );
}

/** Who "all well" speaks for: those at home as far as is known, about whom nothing was entered. */
export const othersOf = (row: Row, sheet: VisitSheet): string[] =>
  row.people
    .filter((one) => one.whereabouts?.presence !== 'away' && !isTouched(sheet.people[one.id]))
    .map((one) => one.id);

/** Those away about whom nothing was entered: they stay as they are. */
export const awayOf = (row: Row, sheet: VisitSheet): string[] =>
  row.people
    .filter((one) => one.whereabouts?.presence === 'away' && !isTouched(sheet.people[one.id]))
    .map((one) => one.id);

/** The answers conditions see: a person's own, and the readings under the ids of their questions. */
export function answersSeen(person: PersonSheet, questions: readonly Question[] = []): Answers {
  const seen: Answers = { ...person.answers };
  const put = (type: Question['type'], value: number | string | string[] | undefined): void => {
    if (value === undefined) return;
    seen[type] = { value };
    for (const question of questions) if (question.type === type) seen[question.id] = { value };
  };
  put('temperature', person.temperature);
  put('symptoms', person.symptoms && [...person.symptoms]);
  put('whereabouts', person.presence);
  put('trips', person.trips.length > 0 ? person.trips.length : undefined);
  for (const [id, text] of Object.entries(person.texts)) seen[id] = { value: text };
  return seen;
}

/** The flags a person's sheet raises. */
export function personFlags(person: PersonSheet, set: QuestionSet | undefined): string[] {
  return flagsRaised(set?.flags ?? FEVER_RULES, 'person', answersSeen(person, set?.questions));
}

const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

/** Leaves out what is undefined: it was not asked. */
function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function personVisited(
  id: string,
  person: PersonSheet,
  set: QuestionSet | undefined,
): PersonVisited {
  const flags = personFlags(person, set);
  const isPlaced = person.presence === 'away' || person.presence === 'home';
  return given({
    person: id,
    asked: true,
    presence: person.presence,
    whereabouts: isPlaced ? unlessEmpty(given(person.whereabouts)) : undefined,
    temperature: person.temperature,
    symptoms: person.symptoms && [...person.symptoms],
    trips: person.trips.length > 0 ? person.trips.map((trip) => given({ ...trip })) : undefined,
    answers: unlessEmpty(person.answers),
    flags: flags.length > 0 ? flags : undefined,
  });
}

const TEXT_ANSWER = 'answer-';

/** A note and free-text answers as they go into the sealed part. */
function sealedOf({ note, texts }: Pick<PersonSheet, 'note' | 'texts'>): Identity | undefined {
  const sealed: Identity = note === undefined ? {} : { note };
  for (const [id, text] of Object.entries(texts)) sealed[`${TEXT_ANSWER}${id}`] = text;
  return unlessEmpty(sealed);
}

export interface VisitContext {
  row: Row;
  round: string | undefined;
  questionSet: QuestionSet | undefined;
  /** The true time, when it is entered later. */
  happenedMs?: number | undefined;
  /** The version this corrects, and the subjects it names. */
  replaces?: { id: string; subjects: readonly string[] } | undefined;
}

/** What saving records; `wellOthers` says "all well" for those nobody said anything about. */
export function visitDraft(
  sheet: VisitSheet,
  outcome: Outcome,
  wellOthers: boolean,
  context: VisitContext,
): Draft {
  const { row, round, questionSet: set } = context;
  const isMet = outcome === 'met';
  const touched = Object.entries(sheet.people).filter(([, person]) => isTouched(person));
  const well = wellOthers ? othersOf(row, sheet) : [];
  const people = isMet
    ? [...touched.map(([id, person]) => personVisited(id, person, set)), ...well.map(wellPerson)]
    : [];
  const householdFlags = flagsRaised(set?.flags ?? [], 'household', sheet.answers);
  const handed = Object.entries(sheet.handed).map(([item, quantity]) => ({ item, quantity }));
  const told = sheet.told.length > 0 ? [...sheet.told] : undefined;
  const conveyed = isMet && {
    answers: unlessEmpty(sheet.answers),
    flags: householdFlags.length > 0 ? householdFlags : undefined,
    told,
    language: told && sheet.language,
    handed: handed.length > 0 ? handed : undefined,
    needs: sheet.needs.length > 0 ? [...sheet.needs] : undefined,
  };
  const body = given({
    household: row.id,
    round,
    questionSet: set && { id: set.questionSet, version: set.version },
    outcome,
    people,
    ...conveyed,
  });
  const identities: Record<string, Identity> = {};
  const seal = (subject: string, part: Identity | undefined) =>
    part && (identities[subject] = part);
  seal(row.id, sealedOf(isMet ? sheet : { note: sheet.note, texts: {} }));
  if (isMet) for (const [id, person] of touched) seal(id, sealedOf(person));
  const subjects = new Set([
    row.id,
    ...people.map((one) => one.person),
    ...(context.replaces?.subjects ?? []),
  ]);
  return {
    kind: 'visit.recorded',
    body: body as unknown as Record<string, Json>,
    subjects: [...subjects],
    ...(unlessEmpty(identities) && { identities }),
    ...(context.happenedMs !== undefined && { happenedMs: context.happenedMs }),
    ...(context.replaces && { replaces: context.replaces.id }),
  };
}

function textsOf(sealed: Identity | undefined): Record<string, string> {
  const texts = Object.entries(sealed ?? {}).filter(([key]) => key.startsWith(TEXT_ANSWER));
  return Object.fromEntries(
    texts.map(([key, text]) => [key.slice(TEXT_ANSWER.length), text as string]),
  );
}

/** The sheet of a record, to correct it or to mend it. `sealed` is what its sealed parts say. */
export function sheetOf(body: VisitBody, sealed: ReadonlyMap<string, Identity>): VisitSheet {
  const people = (body.people ?? []).map((one): [string, PersonSheet] => [
    one.person,
    {
      presence: one.presence,
      whereabouts: { ...one.whereabouts },
      temperature: one.temperature,
      symptoms: one.symptoms,
      trips: (one.trips ?? []).map((trip) => ({ ...trip })),
      answers: { ...one.answers },
      texts: textsOf(sealed.get(one.person)),
      note: sealed.get(one.person)?.note,
    },
  ]);
  return {
    people: Object.fromEntries(people),
    answers: { ...body.answers },
    texts: textsOf(sealed.get(body.household)),
    told: body.told ?? [],
    language: body.language,
    handed: Object.fromEntries((body.handed ?? []).map(({ item, quantity }) => [item, quantity])),
    needs: body.needs ?? [],
    note: sealed.get(body.household)?.note,
  };
}
