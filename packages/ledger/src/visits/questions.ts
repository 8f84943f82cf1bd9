/**
 * Question sets are data: text in three languages, an answer type, when a question is asked, and
 * what raises a flag. They change with the rules of the day, without a release.
 */
import * as v from 'valibot';
import { code, text } from '../core/schema';

/** Unknown and refused are answers; a question without an answer was not asked. Never "no". */
export const answer = v.union([
  v.strictObject({
    value: v.union([
      v.boolean(),
      v.pipe(v.number(), v.integer()),
      v.pipe(v.string(), v.maxLength(200)),
      v.array(code),
    ]),
  }),
  v.strictObject({ none: v.picklist(['unknown', 'refused']) }),
]);
export type Answer = v.InferOutput<typeof answer>;
export const answers = v.record(code, answer);
export type Answers = v.InferOutput<typeof answers>;

export type Condition =
  | { question: string; is: boolean | number | string }
  | { question: string; has: string }
  | { question: string; atLeast: number }
  | { question: string; answered: true }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const of = code;
export const condition: v.GenericSchema<unknown, Condition> = v.lazy(() =>
  v.union([
    v.strictObject({
      question: of,
      is: v.union([v.boolean(), v.pipe(v.number(), v.integer()), v.string()]),
    }),
    v.strictObject({ question: of, has: code }),
    v.strictObject({ question: of, atLeast: v.pipe(v.number(), v.integer()) }),
    v.strictObject({ question: of, answered: v.literal(true) }),
    v.strictObject({ all: v.pipe(v.array(condition), v.maxLength(20)) }),
    v.strictObject({ any: v.pipe(v.array(condition), v.maxLength(20)) }),
    v.strictObject({ not: condition }),
  ]),
);

/** `text` answers are free text and go into `sealed`; every other answer is a fact. */
export const ANSWER_TYPES = [
  'yes-no',
  'choice',
  'choices',
  'number',
  'day',
  'temperature',
  'trips',
  'whereabouts',
  'symptoms',
  'text',
] as const;

export const question = v.strictObject({
  id: code,
  text,
  of: v.picklist(['person', 'household']),
  type: v.picklist(ANSWER_TYPES),
  options: v.optional(v.pipe(v.array(v.strictObject({ id: code, text })), v.maxLength(30))),
  when: v.optional(condition),
});
export type Question = v.InferOutput<typeof question>;

export const flagRule = v.strictObject({
  id: code,
  text,
  of: v.picklist(['person', 'household']),
  when: condition,
});
export type FlagRule = v.InferOutput<typeof flagRule>;

/** The answers a condition sees: questions by id, and `temperature` in tenths of a degree. */
function valueOf(answers: Answers, id: string): boolean | number | string | string[] | undefined {
  const given = answers[id];
  return given && 'value' in given ? given.value : undefined;
}

/** Whether a condition holds for these answers; what was not answered never satisfies one. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, answers));
  if ('any' in condition) return condition.any.some((one) => holds(one, answers));
  if ('not' in condition) return !holds(condition.not, answers);
  const value = valueOf(answers, condition.question);
  if ('has' in condition) return Array.isArray(value) && value.includes(condition.has);
  if ('atLeast' in condition) return typeof value === 'number' && value >= condition.atLeast;
  if ('answered' in condition) return answers[condition.question] !== undefined;
  return value === condition.is;
}

/** The questions to ask of a person or a household, given what was answered so far. */
export function questionsFor(
  questions: readonly Question[],
  about: 'person' | 'household',
  given: Answers,
): Question[] {
  return questions.filter((q) => q.of === about && (!q.when || holds(q.when, given)));
}

/** The flags these answers raise; stored with the visit, so that every flag opens to its record. */
export function flagsRaised(
  rules: readonly FlagRule[],
  about: 'person' | 'household',
  given: Answers,
): string[] {
  return rules
    .filter((rule) => rule.of === about && holds(rule.when, given))
    .map((rule) => rule.id);
}
