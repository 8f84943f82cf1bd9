/** Rounds, question sets and the visit at the door (F19–F22, F31, F44–F45, F56–F57). */
import * as v from 'valibot';
import { onBehalf } from '../core/on-behalf';
import { PLACE } from '../core/place';
import { code, count, day, entryId, id, label, text } from '../core/schema';
import { whereabouts } from '../register/kinds';
import { answers, flagRule, question } from './questions';

export const OUTCOMES = ['met', 'nobody', 'refused'] as const;
export const SYMPTOMS = [
  'fever',
  'cough',
  'sore-throat',
  'breathless',
  'fatigue',
  'diarrhoea',
  'other',
] as const;
export const TRIP_MODES = ['train', 'plane', 'coach', 'ship', 'car', 'taxi', 'other'] as const;
/** What a visit conveys: the four behaviours of F22 and the day's own. */
export const MESSAGES = [
  'no-rumours',
  'no-spreading',
  'no-visiting',
  'no-gathering',
  'wear-mask',
  'report-fever',
  'report-return',
] as const;
/** Languages a household or a village is told in. */
export const TOLD_LANGUAGES = ['zh', 'ko', 'both'] as const;
export const NEEDS = [
  'food',
  'medicine',
  'mask',
  'heating',
  'money',
  'comfort',
  'doctor',
  'other',
] as const;
export const ITEMS = [
  'handbook',
  'mask',
  'disinfectant',
  'alcohol',
  'thermometer',
  'notice',
  'food',
  'other',
] as const;

/** Tenths of a degree Celsius, axillary: 365 is 36.5 °C. */
export const temperature = v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(450));

const placePattern = v.pipe(v.string(), v.regex(PLACE));

export const trip = v.strictObject({
  mode: v.picklist(TRIP_MODES),
  /** Train, flight or coach number; never a private plate. */
  number: v.optional(label),
  day: v.optional(day),
  carriage: v.optional(label),
  seat: v.optional(label),
  from: v.optional(label),
  to: v.optional(label),
});
export type Trip = v.InferOutput<typeof trip>;

export const personVisited = v.strictObject({
  person: id('p'),
  /** Asked after, in person or through the household. */
  asked: v.optional(v.boolean()),
  presence: v.optional(v.picklist(['home', 'away', 'unknown'])),
  whereabouts: v.optional(whereabouts),
  temperature: v.optional(temperature),
  /** Empty: asked, none. Missing: not asked. */
  symptoms: v.optional(v.array(v.picklist(SYMPTOMS))),
  trips: v.optional(v.pipe(v.array(trip), v.maxLength(20))),
  answers: v.optional(answers),
  /** Raised at the door by the question set in force there. */
  flags: v.optional(v.array(code)),
});
export type PersonVisited = v.InferOutput<typeof personVisited>;

export const visitRecorded = v.pipe(
  v.strictObject({
    household: id('h'),
    round: v.optional(id('r')),
    questionSet: v.optional(v.strictObject({ id: id('q'), version: count })),
    outcome: v.picklist(OUTCOMES),
    people: v.optional(v.pipe(v.array(personVisited), v.maxLength(100))),
    answers: v.optional(answers),
    flags: v.optional(v.array(code)),
    told: v.optional(v.array(v.picklist(MESSAGES))),
    language: v.optional(v.picklist(TOLD_LANGUAGES)),
    handed: v.optional(
      v.array(v.strictObject({ item: v.picklist(ITEMS), quantity: v.pipe(count, v.minValue(1)) })),
    ),
    needs: v.optional(v.array(v.picklist(NEEDS))),
    onBehalf: v.optional(onBehalf),
  }),
  v.check(
    ({ people = [] }) => new Set(people.map((one) => one.person)).size === people.length,
    'a person twice',
  ),
  v.check(
    ({ outcome, people = [] }) => outcome === 'met' || people.length === 0,
    'nobody met, yet people recorded',
  ),
);
export type VisitBody = v.InferOutput<typeof visitRecorded>;

/** Two records of one day look like one visit, and are two: somebody of the village says so. */
export const visitsToldApart = v.strictObject({ visit: entryId, other: entryId });

export const questionSetPublished = v.strictObject({
  questionSet: id('q'),
  version: v.pipe(count, v.minValue(1)),
  title: text,
  questions: v.pipe(v.array(question), v.maxLength(60)),
  flags: v.pipe(v.array(flagRule), v.maxLength(60)),
  /** Places it is for; every village within them receives it. */
  scope: v.pipe(v.array(placePattern), v.minLength(1), v.maxLength(500)),
});
export type QuestionSet = v.InferOutput<typeof questionSetPublished>;

export const roundOpened = v.strictObject({
  round: id('r'),
  title: text,
  questionSet: v.optional(v.strictObject({ id: id('q'), version: count })),
  opens: day,
  /** The day by whose 22:00 (F38) every household is to be reached. */
  closes: day,
  scope: v.pipe(v.array(placePattern), v.minLength(1), v.maxLength(500)),
});
export type RoundBody = v.InferOutput<typeof roundOpened>;

export const roundClosed = v.strictObject({
  round: id('r'),
  scope: v.pipe(v.array(placePattern), v.minLength(1), v.maxLength(500)),
});
