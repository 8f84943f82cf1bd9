/**
 * Every text shown to people, in Chinese, Korean as written in Yanbian, and English; one file per
 * module. A module is added once, in `modules.ts`; its messages are then named `module.key` everywhere.
 */
import { LOCALES, fill, inLocale, type Locale, type Params, type Text } from './message';
import * as modules from './modules';

export { LOCALES, localeOf, type Locale, type Params, type Text } from './message';

type Modules = typeof modules;

/** The name of a message: `module.key`. */
export type MessageKey = {
  [M in keyof Modules]: `${M & string}.${keyof Modules[M] & string}`;
}[keyof Modules];

function find(key: string): Text | undefined {
  const [module = '', name = ''] = key.split('.');
  const messages = (modules as Record<string, Record<string, Text>>)[module];
  return messages && Object.hasOwn(messages, name) ? messages[name] : undefined;
}

/** Whether there is a message of this name: names made from codes may be of a newer version. */
export const hasText = (key: string): key is MessageKey => find(key) !== undefined;

/** The three texts of a message. */
export function text(key: MessageKey): Text {
  const found = find(key);
  if (!found) throw new Error(`no message ${key}`);
  return found;
}

/** A message, or three texts that came as data, in one language with its `{named}` places filled. */
export function say(locale: Locale, what: MessageKey | Text, params?: Params): string {
  return fill(inLocale(locale, typeof what === 'string' ? text(what) : what), params);
}

type Nested = Record<string, Record<string, string>>;

function nested(locale: Locale): Nested {
  const ofModule = (module: Record<string, Text>) =>
    Object.fromEntries(Object.entries(module).map(([key, t]) => [key, inLocale(locale, t)]));
  return Object.fromEntries(Object.entries(modules).map(([name, m]) => [name, ofModule(m)]));
}

/** Every message by language, module and key: the shape vue-i18n takes. */
export const messages = Object.fromEntries(
  LOCALES.map((locale) => [locale, nested(locale)]),
) as Record<Locale, Nested>;
