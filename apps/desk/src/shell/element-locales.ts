/** Element Plus's own words (calendars, dialogs) in the three languages. */
import type { Locale } from '@doorstep/words';
import en from 'element-plus/es/locale/lang/en.mjs';
import ko from 'element-plus/es/locale/lang/ko.mjs';
import zh from 'element-plus/es/locale/lang/zh-cn.mjs';

export const elementLocales: Record<Locale, typeof en> = { zh, 'ko-CN': ko, en };
