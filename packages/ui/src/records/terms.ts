/** The words for a fact's codes: `poor`, `train`, `first-secretary`. An unknown code stays itself. */
import { messages, type MessageKey } from '@doorstep/words';
import type { Say } from '../use-words';

/** List of codes → the words file and the beginning of its keys. */
const LISTS = {
  relation: 'register.relation',
  sex: 'register.sex',
  residence: 'register.residence',
  label: 'register.label',
  language: 'register.language',
  presence: 'register.presence',
  leaving: 'register.leaving',
  source: 'register.source',
  basis: 'register.basis',
  type: 'register.type',
  region: 'regions.code',
  outcome: 'visits.outcome',
  standing: 'visits.standing',
  symptom: 'visits.symptom',
  mode: 'visits.mode',
  message: 'visits.message',
  need: 'visits.need',
  item: 'visits.item',
  voidReason: 'field.reason',
  role: 'duty.role',
} as const;

export type List = keyof typeof LISTS;

const isMessage = (key: string): key is MessageKey => {
  const [module = '', name = ''] = key.split('.');
  return messages.zh[module]?.[name] !== undefined;
};

/** The kinds of record, each in its module's words. */
const KIND_MODULES = ['visits', 'register', 'duty', 'field'] as const;

/** What a kind of record is called: `visit.recorded` → Visit. */
export function kindText(t: Say, kind: string): string {
  const name = `kind_${kind.replace(/[.-]/g, '_')}`;
  const key = KIND_MODULES.map((module) => `${module}.${name}`).find(isMessage);
  return key ? t(key) : kind;
}

/** How a code of a list is said; the code itself when a newer version of the house made it. */
export function term(t: Say, list: List, code: string): string {
  const key = `${LISTS[list]}_${code.replace(/-/g, '_')}`;
  return isMessage(key) ? t(key) : code;
}
