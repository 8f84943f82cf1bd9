/** What the package found, said to people. Texts may hold what stands in a cell: for the reader only. */
import { say, type Locale } from '@doorstep/words';
import type { Column, Meaning, NobodyReason, Problem, SheetRole, UnreadableFile } from './face';

/** What is wrong with a cell, and why. */
export const problemText = ({ code, params }: Problem, locale: Locale): string =>
  say(locale, `sheetProblems.problem_${code}`, params);

/** How to mend it. */
export const mendText = ({ code, params }: Problem, locale: Locale): string =>
  say(locale, `sheetProblems.mend_${code}`, params);

/** Why a file cannot be read at all and what to do: one sentence. */
export const unreadableText = ({ code, params }: UnreadableFile, locale: Locale): string =>
  say(locale, `sheets.unreadable_${code}`, params);

/** What a column means. */
export const meaningText = (meaning: Meaning, locale: Locale): string =>
  say(locale, `sheets.meaning_${meaning}`);

/** Why a column is taken to mean it. */
export const whyText = ({ why }: Pick<Column, 'why'>, locale: Locale): string =>
  say(locale, `sheets.why_${why}`);

/** How a sheet was read. */
export const roleText = (role: SheetRole, locale: Locale): string =>
  say(locale, `sheets.role_${role}`);

/** Why a row is nobody. */
export const nobodyText = (reason: NobodyReason, locale: Locale): string =>
  say(locale, `sheets.nobody_${reason}`);
