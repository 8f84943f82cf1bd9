/** How a program that could not do its work ends: in words, and with an exit code. */
import { say, type Locale } from '@doorstep/words';
import { SaidError } from '../settings';

export interface Failure {
  text: string;
  /** 1 failed, 2 asked wrongly. */
  exitCode: 1 | 2;
}

export function failureOf(error: unknown, locale: Locale): Failure {
  if (error instanceof SaidError)
    return { text: say(locale, error.key, error.params), exitCode: error.exitCode };
  const reason = error instanceof Error ? error.message : String(error);
  return { text: say(locale, 'cli.failed', { reason }), exitCode: 1 };
}
