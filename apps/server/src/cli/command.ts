/**
 * What a command is: data about its options and a function that answers with JSON and with text.
 * Options are checked before anything is opened.
 */
import * as v from 'valibot';
import type { Locale, MessageKey } from '@doorstep/words';
import type { Ground } from '../launch/ground';
import { SaidError, type Settings } from '../settings';

export interface Option {
  about: MessageKey;
  schema: v.GenericSchema<string>;
  /** What to put for the value in the help: `CODE`. */
  value: string;
  required?: boolean;
  /** Given by this letter as well: `-o FILE`. */
  short?: string;
  /** Given by its name alone; its value is then `yes`. */
  flag?: boolean;
  /** Given without its name, where it stands: `FILE`. */
  bare?: boolean;
}

export interface Context {
  settings: Settings;
  /** By name, checked; an option left out is absent. */
  options: Readonly<Record<string, string>>;
  locale: Locale;
  /** The database, started if it does not run; the caller closes it. */
  open(): Promise<Ground>;
}

/** The same answer for programs and for people. */
export interface Answer {
  json: unknown;
  text: string;
  /** The answer is that something is wrong: exit code 1. */
  failed?: boolean;
}

export interface Command {
  name: string;
  about: MessageKey;
  options: Readonly<Record<string, Option>>;
  run(context: Context): Promise<Answer>;
}

/** @throws SaidError naming the option that is missing or wrong */
export function checkOptions(
  command: Command,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, option] of Object.entries(command.options)) {
    const value = given[name];
    const said = option.bare ? option.value : `--${name}`;
    if (value === undefined && option.required)
      throw new SaidError('cli.missingOption', { name: said });
    if (value === undefined) continue;
    if (!v.is(option.schema, value)) throw new SaidError('cli.badOption', { name: said });
    checked[name] = value;
  }
  return checked;
}

/** An option declared as required is there once it was checked. */
export function required(options: Context['options'], name: string): string {
  const value = options[name];
  if (value === undefined) throw new SaidError('cli.missingOption', { name: `--${name}` });
  return value;
}
