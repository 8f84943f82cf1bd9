/** What a row of a village's log says: what was done, and by which office. */
import { hasText, type MessageKey } from '@doorstep/words';
import { codeWord } from './code-words';
import { officeText } from './reminder-text';
import type { Say } from './use-words';

/** Rejections and decisions come in many codes and are said in general. */
function accessWord(action: string): MessageKey {
  const [family = ''] = action.split('-');
  const keys = [action.replaceAll('-', '_'), family].map((name) => `contact.action_${name}`);
  return keys.find((key): key is MessageKey => hasText(key)) ?? 'contact.action_other';
}

/** What was done, and why where a reason was given. */
export function accessText({ action, detail }: { action: string; detail: string }, t: Say): string {
  const [, reason = ''] = detail.split(' ');
  return t(accessWord(action), { reason: t(codeWord.opening(reason)) });
}

/** The office it was done from; undefined where the row names none. */
export function accessOffice({ detail }: { detail: string }, t: Say): string | undefined {
  const [office = ''] = detail.split(' ');
  return /^(\d{2}|\d{4}|\d{6}|\d{9})$/.test(office) ? officeText(office, t) : undefined;
}
