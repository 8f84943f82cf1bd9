/**
 * The word for a code of the ledger's lists: `codeWord.symptom('sore-throat')` → `visits.symptom_sore_throat`.
 * Every code has one (code-words.test.ts); codes of newer versions fall back to `common.unknown`.
 */
import { hasText, type MessageKey } from '@doorstep/words';

const named =
  (prefix: string, otherwise: MessageKey = 'common.unknown') =>
  (code: string): MessageKey => {
    const key = `${prefix}_${code.replaceAll(/[.-]/g, '_')}`;
    return hasText(key) ? key : otherwise;
  };

export const codeWord = {
  relation: named('register.relation'),
  sex: named('register.sex'),
  residence: named('register.residence'),
  language: named('register.language'),
  label: named('register.label'),
  presence: named('register.presence'),
  leaving: named('register.leaving'),
  publicPlace: named('register.type'),
  basis: named('register.basis'),
  source: named('register.source'),
  region: named('regions.code'),
  outcome: named('visits.outcome'),
  standing: named('visits.standing'),
  symptom: named('visits.symptom'),
  tripMode: named('visits.mode'),
  message: named('visits.message'),
  item: named('visits.item'),
  need: named('visits.need'),
  channel: named('publicity.channel'),
  audience: named('publicity.audience'),
  untold: named('publicity.untold'),
  office: named('contact.office'),
  opening: named('contact.reason'),
  role: named('duty.role'),
  voidReason: named('field.reason'),
  aside: named('quarantine.code', 'quarantine.code_other'),
  entryState: named('sync.state'),
  syncProblem: named('sync.problem'),
} as const;

const KINDS = [
  'register.kind',
  'visits.kind',
  'duty.kind',
  'publicity.kind',
  'contact.kind',
  'field.kind',
  'brief.kind',
] as const;

/** The word for an entry's kind. */
export function kindWord(kind: string): MessageKey {
  const keys = KINDS.map((list) => `${list}_${kind.replaceAll(/[.-]/g, '_')}`);
  return keys.find((key): key is MessageKey => hasText(key)) ?? 'field.unknownKind';
}
