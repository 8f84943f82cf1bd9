/**
 * What a person chose for this device: language, theme and text size. Kept in the browser's plain
 * storage (nothing of it is personal), shared by phone and desk, put on <html> where CSS sees it.
 */
import { inject, reactive, readonly, watchEffect, type App, type InjectionKey } from 'vue';
import { LOCALES, localeOf, type Locale } from '@doorstep/words';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
/** From here on layouts give way to the text: `data-text="large"` on <html>. */
const LARGE_TEXT_SCALE = 1.5;
export const TEXT_SCALES = [1, 1.25, 1.5, 2] as const;

export interface Preferences {
  locale: Locale;
  theme: Theme;
  /** Factor on the browser's own text size: 1 to 2. */
  textScale: number;
}

export interface PreferencesHome {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  root: HTMLElement;
  /** The browser's languages, best first. */
  languages: readonly string[];
}

export interface PreferencesStore {
  chosen: Readonly<Preferences>;
  choose(change: Partial<Preferences>): void;
}

/** The browser's plain storage; where pages may keep nothing, one that forgets. */
export function plainStorage(): PreferencesHome['storage'] {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined };
  }
}

const STORED = 'doorstep.preferences';
const KEY: InjectionKey<PreferencesStore> = Symbol(STORED);

const oneOf = <T>(list: readonly T[], value: unknown, otherwise: T): T =>
  list.includes(value as T) ? (value as T) : otherwise;

function read({ storage, languages }: PreferencesHome): Preferences {
  let stored: Partial<Preferences> = {};
  try {
    stored = (JSON.parse(storage.getItem(STORED) ?? '{}') ?? {}) as Partial<Preferences>;
  } catch {
    stored = {};
  }
  return {
    locale: oneOf(LOCALES, stored.locale, localeOf(languages.join(','))),
    theme: oneOf(THEMES, stored.theme, 'auto'),
    textScale: oneOf<number>(TEXT_SCALES, stored.textScale, 1),
  };
}

function show({ root }: PreferencesHome, { locale, theme, textScale }: Preferences): void {
  root.lang = locale;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.style.setProperty('--text-scale', String(textScale));
  if (textScale >= LARGE_TEXT_SCALE) root.dataset.text = 'large';
  else delete root.dataset.text;
}

/** Reads what was chosen before, keeps it up to date on <html> and in storage. */
export function createPreferences(home: PreferencesHome): PreferencesStore {
  const chosen = reactive(read(home));
  watchEffect(() => show(home, chosen));
  return {
    chosen: readonly(chosen),
    choose(change) {
      Object.assign(chosen, change);
      home.storage.setItem(STORED, JSON.stringify(chosen));
    },
  };
}

/** Makes preferences and words available to every component of an app. */
export function providePreferences(app: App, store: PreferencesStore): void {
  app.provide(KEY, store);
}

/** @throws when the app provides none */
export function usePreferences(): PreferencesStore {
  const store = inject(KEY);
  if (!store) throw new Error('no preferences provided');
  return store;
}
