/** What goes between the page and the worker that reads the file. */
import type { Options, Progress, SheetFile, UnreadableCode, Understanding } from '@doorstep/sheets';
import type { Locale } from '@doorstep/words';

export type Reading = Pick<Options, 'today' | 'meanings' | 'ignoredSheets'>;

export type Order =
  | { kind: 'understand'; file: SheetFile; reading: Reading }
  | { kind: 'problems'; file: SheetFile; understanding: Understanding; locale: Locale };

export type Report =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'understood'; understanding: Understanding }
  | { kind: 'problems'; bytes: Uint8Array | undefined }
  | { kind: 'unreadable'; code: UnreadableCode; params: Record<string, string | number> }
  | { kind: 'failed' };
