/** What an office writes to its ledger to open or close a round. Pure. */
import { addDays, type PlaceCode, type QuestionSet, type Text } from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';

/** A question set without id and area yet. */
type Template = Omit<QuestionSet, 'questionSet' | 'scope'>;

/** A question set to ask with: published before, or a template to be published with the round. */
export type Choice = { published: QuestionSet } | { template: Template } | undefined;

export interface RoundForm {
  title: Text;
  opens: string;
  closes: string;
  questionSet: Choice;
  /** Ticked places; everything within them counts. */
  scope: readonly PlaceCode[];
}

/** Days a round usually has. */
const DAYS = 4;
export const closesAfter = (opens: string): string => addDays(opens, DAYS - 1);

export type Fault = 'title' | 'days' | 'scope';

/** What is still missing before the round can be opened. */
export function faultsOf({ title, opens, closes, scope }: RoundForm): Fault[] {
  const faults: Fault[] = [];
  if (!title.zh.trim() || !title.ko.trim() || !title.en.trim()) faults.push('title');
  if (!opens || !closes || closes < opens) faults.push('days');
  if (scope.length === 0) faults.push('scope');
  return faults;
}

const json = (value: unknown): Draft['body'] => JSON.parse(JSON.stringify(value)) as Draft['body'];

const trimmed = ({ zh, ko, en }: Text): Text => ({ zh: zh.trim(), ko: ko.trim(), en: en.trim() });

/** The entries that open a round: its question set first when that is new. */
export function openingDrafts(form: RoundForm, newSubject: (prefix: string) => string): Draft[] {
  const round = newSubject('r');
  const { scope } = form;
  const drafts: Draft[] = [];
  let questionSet: { id: string; version: number } | undefined;
  if (form.questionSet && 'template' in form.questionSet) {
    const { template } = form.questionSet;
    questionSet = { id: newSubject('q'), version: template.version };
    const body = json({ ...template, questionSet: questionSet.id, scope });
    drafts.push({ kind: 'question-set.published', subjects: [questionSet.id], body });
  } else if (form.questionSet) {
    const { published } = form.questionSet;
    questionSet = { id: published.questionSet, version: published.version };
  }
  const body = json({
    round,
    title: trimmed(form.title),
    questionSet,
    opens: form.opens,
    closes: form.closes,
    scope,
  });
  drafts.push({ kind: 'round.opened', subjects: [round], body });
  return drafts;
}

/** The entry that closes a round of this office. */
export function closingDraft({
  round,
  scope,
}: {
  round: string;
  scope: readonly PlaceCode[];
}): Draft {
  return { kind: 'round.closed', subjects: [round], body: { round, scope: [...scope] } };
}
