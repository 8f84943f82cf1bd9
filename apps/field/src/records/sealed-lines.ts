/** What the sealed parts of a record say, in lines: for whoever holds the village's keys. */
import type { Identity } from '@doorstep/sync';
import type { RecordLine } from '@doorstep/ui';
import type { Speech } from '../shell/speech';

export const SEALED_TEXTS = ['address', 'phone', 'idNumber', 'note'] as const;
export const SEALED_ALL = ['name', 'nameKo', ...SEALED_TEXTS] as const;

/** A person's own lines begin with the name they are known by; of a broadcast the words said. */
export function sealedLines(
  parts: ReadonlyMap<string, Identity>,
  shown: readonly (typeof SEALED_ALL)[number][],
  { t, nameOf }: Pick<Speech, 't' | 'nameOf'>,
): RecordLine[] {
  return [...parts].flatMap(([subject, identity]) => {
    const name = subject.startsWith('p_') ? nameOf(subject) : undefined;
    const isMessage = subject.startsWith('m_');
    const whose = name ? `${name} · ` : '';
    const fields = shown.flatMap((key) => {
      const text = identity[key];
      const word = isMessage ? 'publicity.ownWords' : (`register.${key}` as const);
      return text ? [{ label: whose + t(word), text }] : [];
    });
    const answers = Object.entries(identity).filter(([key]) => key.startsWith('answer-'));
    return [
      ...fields,
      ...answers.map(([, text]) => ({ label: whose + t('visits.questions'), text: String(text) })),
    ];
  });
}
