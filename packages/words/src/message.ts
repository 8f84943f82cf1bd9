/**
 * A message is one text in the three languages people read here. Invariants: a module's messages
 * are a flat object of `key: { zh, ko, en }`; all three are filled and share the same `{named}`
 * placeholders; Korean is written as in Yanbian (로인, 련합, 페염), hence the tag `ko-CN`.
 */
export const LOCALES = ['zh', 'ko-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** One message: Chinese, Korean as written in Yanbian, English. */
export interface Text {
  zh: string;
  ko: string;
  en: string;
}

/** Values for the `{named}` places of a message. */
export type Params = Record<string, string | number>;

const FIELD = { zh: 'zh', 'ko-CN': 'ko', en: 'en' } as const;
const LANGUAGE: Record<string, Locale> = { zh: 'zh', ko: 'ko-CN', en: 'en' };

/** Declares a module's messages, so that a missing language is a type error at its place. */
export function words<const M extends Record<string, Text>>(messages: M): M {
  return messages;
}

/** The text of one language. */
export function inLocale(locale: Locale, text: Text): string {
  return text[FIELD[locale]];
}

/** Puts values into `{named}` places; a place without a value stays as it is and so is seen. */
export function fill(pattern: string, params: Params = {}): string {
  return pattern.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/**
 * The language to answer in: the best of ours in an `Accept-Language` header by its q-values.
 * Without a header Chinese; with none of ours in it English.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  if (!acceptLanguage?.trim()) return 'zh';
  const wanted = acceptLanguage
    .split(',')
    .map((range) => {
      const [tag = '', ...params] = range
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const quality = params.find((p) => p.startsWith('q='))?.slice(2);
      return { language: tag.split('-')[0] ?? '', quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const locale = language === '*' ? 'zh' : LANGUAGE[language];
    if (locale) return locale;
  }
  return 'en';
}
