/** What a row of a village's log says: what was done, and by which office. */
import { hasText, type MessageKey } from '@doorstep/words';
import { codeWord } from './code-words';
import { officeText } from './reminder-text';
import type { Say } from './use-words';

/** Rows in a row that say the same: the newest of them, and how many there are. */
export type AccessRun<Row> = Row & { times: number };

/** A log, newest first, with what repeats itself told once. */
export function accessRuns<Row extends { account: string; action: string; detail: string }>(
  rows: readonly Row[],
): AccessRun<Row>[] {
  const runs: AccessRun<Row>[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    const isSame =
      last?.account === row.account && last.action === row.action && last.detail === row.detail;
    if (isSame) last.times += 1;
    else runs.push({ ...row, times: 1 });
  }
  return runs;
}

/** Rejections and decisions come in many codes and are said in general. */
function accessWord(action: string): MessageKey {
  const [family = ''] = action.split('-');
  const keys = [action.replaceAll('-', '_'), family].map((name) => `contact.action_${name}`);
  return keys.find((key): key is MessageKey => hasText(key)) ?? 'contact.action_other';
}

/** What was done, why where a reason was given, and how often in a row. */
export function accessText(
  { action, detail, times = 1 }: { action: string; detail: string; times?: number },
  t: Say,
): string {
  const [, reason = ''] = detail.split(' ');
  const what = t(accessWord(action), { reason: t(codeWord.opening(reason)) });
  return times > 1 ? t('contact.timesInARow', { what, n: String(times) }) : what;
}

/** The office it was done from; undefined where the row names none. */
export function accessOffice({ detail }: { detail: string }, t: Say): string | undefined {
  const [office = ''] = detail.split(' ');
  return /^(\d{2}|\d{4}|\d{6}|\d{9})$/.test(office) ? officeText(office, t) : undefined;
}
